package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import java.util.Map;

/** A ledger's events as sentences. */
final class LedgerWords {

    private LedgerWords() {}

    /** What happened. */
    static String what(Event event) {
        if (event instanceof Event.ModelCreated) {
            return "Model created";
        }
        if (event instanceof Event.VersionRegistered e) {
            String trainer = e.lineage() == null || e.lineage().trainer() == null
                    ? e.format()
                    : e.lineage().trainer().name();
            return "v" + e.version() + " registered: " + trainer + headline(e.metrics());
        }
        if (event instanceof Event.VersionValidated e) {
            return "v" + e.version() + " validated: " + gates(e)
                    + (e.baselineVersion() == null ? "" : ", beside v" + e.baselineVersion()) + headline(e.metrics());
        }
        if (event instanceof Event.DriftChecked e) {
            return "v" + e.version() + (e.stage() == null ? "" : " (" + e.stage() + ")") + " checked for drift: "
                    + Tone.word(e.level());
        }
        if (event instanceof Event.Transitioned e) {
            return transition(e);
        }
        if (event instanceof Event.AliasSet e) {
            return "Alias “" + e.alias() + "” set to v" + e.version();
        }
        if (event instanceof Event.AliasRemoved e) {
            return "Alias “" + e.alias() + "” removed";
        }
        if (event instanceof Event.Reviewed e) {
            return "v" + e.version() + " " + e.opinion() + " for " + e.stage();
        }
        if (event instanceof Event.TagSet e) {
            return "Tag " + e.key() + " of " + on(e.version()) + " set to “" + e.value() + "”";
        }
        if (event instanceof Event.TagRemoved e) {
            return "Tag " + e.key() + " of " + on(e.version()) + " removed";
        }
        if (event instanceof Event.CardEdited e) {
            String field = CardField.of(e.field()).map(known -> known.title()).orElse(e.field());
            return "Model card: “" + field + "” " + (e.text() == null ? "emptied" : "written");
        }
        if (event instanceof Event.VersionDeleted e) {
            return "v" + e.version() + " deleted";
        }
        if (event instanceof Event.ModelDeleted) {
            return "Model deleted";
        }
        if (event instanceof Event.ModelMoved e) {
            return "Model renamed from " + e.from() + " to " + e.to();
        }
        if (event instanceof Event.TailCut e) {
            return "A torn last line of " + Numbers.bytes(e.bytes()) + ", left by a crash, was cut off and kept in "
                    + e.kept();
        }
        return event.getClass().getSimpleName();
    }

    /** Why, as far as somebody said so; null where nobody did. */
    static String why(Event event) {
        if (event instanceof Event.Transitioned e) {
            return e.reason();
        }
        if (event instanceof Event.VersionRegistered e) {
            return e.description();
        }
        if (event instanceof Event.Reviewed e) {
            return e.comment();
        }
        if (event instanceof Event.CardEdited e) {
            return e.text();
        }
        if (event instanceof Event.VersionDeleted e) {
            return e.reason();
        }
        if (event instanceof Event.ModelDeleted e) {
            return e.reason();
        }
        if (event instanceof Event.DriftChecked e) {
            return e.summary() == null ? null : Words.arrows(e.summary());
        }
        return null;
    }

    private static String on(Integer version) {
        return version == null ? "the model" : "v" + version;
    }

    private static String transition(Event.Transitioned e) {
        String verb =
                switch (e.kind()) {
                    case "promote" -> " promoted from " + e.from() + " to " + e.to();
                    case "rollback" -> " rolled back into " + e.to() + " (from " + e.from() + ")";
                    case "archive" -> " archived (was in " + e.from() + ")";
                    default -> " moved from " + e.from() + " to " + e.to();
                };
        String replaced = e.replaced() == null
                ? ""
                : ", replacing v" + e.replaced() + (e.replacedTo() == null ? "" : " (now " + e.replacedTo() + ")");
        return "v" + e.version() + verb + replaced;
    }

    /** How the gates went: "passed, 3 of 3 gates". */
    static String gates(Event.VersionValidated e) {
        int n = e.gates().size();
        long passed =
                e.gates().stream().filter(g -> g.outcome() == Outcome.PASS).count();
        return (e.passed() ? "passed" : "failed")
                + (n == 0 ? ", no gates" : ", " + passed + " of " + n + (n == 1 ? " gate" : " gates") + " passed");
    }

    private static String headline(Map<String, Double> metrics) {
        return Words.headline(metrics)
                .map(id -> ", " + Words.metric(id) + " " + Words.value(id, metrics.get(id)))
                .orElse("");
    }
}
