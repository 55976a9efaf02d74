package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.util.Map;

/** Events as sentences. */
final class EventWords {

    private EventWords() {}

    @NonNull
    static String what(@NonNull Event event) {
        if (event instanceof Event.ModelCreated) {
            return Messages.EventWords_created();
        }
        if (event instanceof Event.VersionRegistered e) {
            return Messages.EventWords_registered(v(e.version()), headline(e.metrics()));
        }
        if (event instanceof Event.VersionValidated e) {
            return Messages.EventWords_validated(v(e.version()), gates(e), headline(e.metrics()));
        }
        if (event instanceof Event.DriftChecked e) {
            return Messages.EventWords_driftChecked(v(e.version()), e.summary());
        }
        if (event instanceof Event.Transitioned e) {
            return transition(e);
        }
        if (event instanceof Event.AliasSet e) {
            return Messages.EventWords_aliasSet(e.alias(), v(e.version()));
        }
        if (event instanceof Event.AliasRemoved e) {
            return Messages.EventWords_aliasRemoved(e.alias());
        }
        if (event instanceof Event.TailCut e) {
            return Messages.EventWords_tailCut(String.valueOf(e.bytes()), e.kept());
        }
        return event.getClass().getSimpleName();
    }

    @CheckForNull
    static String why(@NonNull Event event) {
        String why = null;
        if (event instanceof Event.Transitioned e) {
            why = e.reason();
        } else if (event instanceof Event.VersionRegistered e) {
            why = e.description();
        }
        return Util.fixEmptyAndTrim(why);
    }

    @NonNull
    static String icon(@NonNull Event event) {
        if (event instanceof Event.VersionRegistered) {
            return "symbol-add";
        }
        if (event instanceof Event.VersionValidated) {
            return "symbol-flask";
        }
        if (event instanceof Event.DriftChecked) {
            return "symbol-analytics";
        }
        if (event instanceof Event.Transitioned e) {
            return e.kind().equals("promote")
                    ? "symbol-arrow-up"
                    : e.kind().equals("rollback") ? "symbol-undo" : "symbol-file-tray";
        }
        if (event instanceof Event.AliasSet || event instanceof Event.AliasRemoved) {
            return "symbol-tag";
        }
        return event instanceof Event.TailCut ? "symbol-warning" : "symbol-cube";
    }

    private static String transition(Event.Transitioned e) {
        String moved =
                switch (e.kind()) {
                    case "promote" -> Messages.EventWords_promoted(v(e.version()), e.from(), e.to());
                    case "rollback" -> Messages.EventWords_rolledBack(v(e.version()), e.to(), e.from());
                    case "archive" -> Messages.EventWords_archived(v(e.version()), e.from());
                    default -> Messages.EventWords_moved(v(e.version()), e.from(), e.to());
                };
        return e.replaced() == null ? moved : Messages.EventWords_replaced(moved, v(e.replaced()), e.replacedTo());
    }

    private static String gates(Event.VersionValidated e) {
        if (e.gates().isEmpty()) {
            return e.passed() ? Messages.EventWords_noGates() : Messages.EventWords_failed();
        }
        long good = e.gates().stream()
                .filter(g -> g.outcome() == GateDecision.Outcome.PASS)
                .count();
        return Messages.EventWords_gates(
                String.valueOf(good), String.valueOf(e.gates().size()));
    }

    private static String headline(Map<String, Double> metrics) {
        return Metric.headline(metrics)
                .map(name -> Messages.EventWords_headline(name, Metric.format(metrics.get(name))))
                .orElse("");
    }

    private static String v(int version) {
        return "v" + version;
    }
}
