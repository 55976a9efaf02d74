package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import java.util.Map;

/** Events as sentences. */
public final class EventWords {

    private EventWords() {}

    /** What happened, in a sentence without its full stop. */
    @NonNull
    public static String what(@NonNull Event event) {
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
        if (event instanceof Event.Reviewed e) {
            return switch (e.opinion()) {
                case APPROVED -> Messages.EventWords_approved(v(e.version()), e.stage());
                case REJECTED -> Messages.EventWords_rejected(v(e.version()), e.stage());
                case WITHDRAWN -> Messages.EventWords_withdrawn(v(e.version()), e.stage());
            };
        }
        if (event instanceof Event.TagSet e) {
            return e.version() == null
                    ? Messages.EventWords_tagSet(e.key(), e.value())
                    : Messages.EventWords_versionTagSet(v(e.version()), e.key(), e.value());
        }
        if (event instanceof Event.TagRemoved e) {
            return e.version() == null
                    ? Messages.EventWords_tagRemoved(e.key())
                    : Messages.EventWords_versionTagRemoved(v(e.version()), e.key());
        }
        if (event instanceof Event.CardEdited e) {
            String title = CardField.of(e.field()).map(CardField::title).orElse(e.field());
            return e.text() == null ? Messages.EventWords_cardEmptied(title) : Messages.EventWords_cardEdited(title);
        }
        if (event instanceof Event.VersionDeleted e) {
            return Messages.EventWords_versionDeleted(v(e.version()));
        }
        if (event instanceof Event.ModelDeleted) {
            return Messages.EventWords_modelDeleted();
        }
        if (event instanceof Event.ModelMoved e) {
            return Messages.EventWords_modelMoved(e.from(), e.to());
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
        } else if (event instanceof Event.Reviewed e) {
            why = e.comment();
        } else if (event instanceof Event.CardEdited e) {
            why = e.text();
        } else if (event instanceof Event.VersionDeleted e) {
            why = e.reason();
        } else if (event instanceof Event.ModelDeleted e) {
            why = e.reason();
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
        if (event instanceof Event.Reviewed e) {
            return switch (e.opinion()) {
                case APPROVED -> "symbol-check";
                case REJECTED -> "symbol-close-circle";
                case WITHDRAWN -> "symbol-redo";
            };
        }
        if (event instanceof Event.AliasSet
                || event instanceof Event.AliasRemoved
                || event instanceof Event.TagSet
                || event instanceof Event.TagRemoved) {
            return "symbol-tag";
        }
        if (event instanceof Event.CardEdited) {
            return "symbol-id-card";
        }
        if (event instanceof Event.VersionDeleted || event instanceof Event.ModelDeleted) {
            return "symbol-trash";
        }
        if (event instanceof Event.ModelMoved) {
            return "symbol-folder";
        }
        return event instanceof Event.TailCut ? "symbol-warning" : "symbol-cube";
    }

    /** Whether an event is about a version. */
    static boolean concerns(@NonNull Event event, int version) {
        if (event instanceof Event.Transitioned e) {
            return e.version() == version || e.replaced() != null && e.replaced() == version;
        }
        return version(event) == version;
    }

    /** The version that an event other than a move is about; 0: none. */
    private static int version(Event event) {
        if (event instanceof Event.VersionRegistered e) {
            return e.version();
        } else if (event instanceof Event.VersionValidated e) {
            return e.version();
        } else if (event instanceof Event.DriftChecked e) {
            return e.version();
        } else if (event instanceof Event.AliasSet e) {
            return e.version();
        } else if (event instanceof Event.Reviewed e) {
            return e.version();
        } else if (event instanceof Event.TagSet e) {
            return e.version() == null ? 0 : e.version();
        } else if (event instanceof Event.TagRemoved e) {
            return e.version() == null ? 0 : e.version();
        } else if (event instanceof Event.VersionDeleted e) {
            return e.version();
        }
        return 0;
    }

    private static String transition(Event.Transitioned e) {
        String moved =
                switch (e.kind()) {
                    case "promote" -> Messages.EventWords_promoted(v(e.version()), e.from(), e.to());
                    case "rollback" ->
                        e.from().equals(e.to())
                                ? Messages.EventWords_fellBack(v(e.version()), e.to())
                                : Messages.EventWords_rolledBack(v(e.version()), e.to(), e.from());
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
