package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;

/** Facts of the registry in words. */
final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final int HEADLINE_METRICS = 2;

    private Words() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String day(Instant instant) {
        return DAY.format(instant);
    }

    /** The metrics that say most, in the order people look for them. */
    static String metrics(Map<String, Double> metrics) {
        return java.util.stream.Stream.of("auc", "logLoss", "rmse", "r2", "accuracy", "f1")
                .filter(metrics::containsKey)
                .limit(HEADLINE_METRICS)
                .map(name -> name + " " + Quantities.metric(metrics.get(name)))
                .collect(Collectors.joining(", "));
    }

    static String event(Event event) {
        if (event instanceof Event.ModelCreated created) {
            return "model " + created.model() + " created";
        }
        if (event instanceof Event.VersionRegistered registered) {
            String metrics = metrics(registered.metrics());
            return "v" + registered.version() + " registered" + (metrics.isEmpty() ? "" : ": " + metrics);
        }
        if (event instanceof Event.VersionValidated validated) {
            long passed = validated.gates().stream()
                    .filter(g -> g.outcome() == GateDecision.Outcome.PASS)
                    .count();
            return "v" + validated.version() + " validated: " + (validated.passed() ? "passed" : "failed") + " ("
                    + passed + " of " + validated.gates().size() + " gates)";
        }
        if (event instanceof Event.DriftChecked drift) {
            return "v" + drift.version() + " drift check: " + drift.level();
        }
        if (event instanceof Event.Transitioned moved) {
            return "v" + moved.version() + " " + moved.kind() + ": " + moved.from() + " -> " + moved.to()
                    + (moved.replaced() == null ? "" : ", v" + moved.replaced() + " -> " + moved.replacedTo())
                    + (moved.reason() == null ? "" : " (" + moved.reason() + ")");
        }
        if (event instanceof Event.AliasSet alias) {
            return "alias " + alias.alias() + " -> v" + alias.version();
        }
        if (event instanceof Event.AliasRemoved alias) {
            return "alias " + alias.alias() + " removed";
        }
        if (event instanceof Event.Reviewed review) {
            return "v" + review.version() + " " + review.opinion() + " for " + review.stage()
                    + (review.comment() == null ? "" : ": " + review.comment());
        }
        if (event instanceof Event.TagSet tag) {
            return on(tag.version()) + " tagged " + tag.key() + "=" + tag.value();
        }
        if (event instanceof Event.TagRemoved tag) {
            return "tag " + tag.key() + " of " + on(tag.version()) + " removed";
        }
        if (event instanceof Event.CardEdited edit) {
            return "model card: " + edit.field() + (edit.text() == null ? " emptied" : " written");
        }
        if (event instanceof Event.VersionDeleted gone) {
            return "v" + gone.version() + " deleted" + (gone.reason() == null ? "" : ": " + gone.reason());
        }
        if (event instanceof Event.ModelDeleted gone) {
            return "model deleted" + (gone.reason() == null ? "" : ": " + gone.reason());
        }
        if (event instanceof Event.ModelMoved moved) {
            return "model " + moved.from() + " is " + moved.to() + " from here on";
        }
        if (event instanceof Event.TailCut cut) {
            return "torn last line cut off (" + cut.bytes() + " bytes, kept in " + cut.kept() + ")";
        }
        return event.getClass().getSimpleName();
    }

    private static String on(Integer version) {
        return version == null ? "the model" : "v" + version;
    }
}
