package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A gate on slices: it holds when it holds in every slice that can be measured. A slice that cannot (fewer rows than asked
 * for, or the metric is not defined in it) is told and does not fail the gate, unless the user named it; where no slice can
 * be measured, the gate has insufficient data.
 */
final class SliceDecision {

    /** So many slices are named in a sentence. */
    private static final int NAMED = 3;

    private SliceDecision() {}

    private record Decided(Subject subject, Decision decision) {
        boolean is(Outcome outcome) {
            return decision.outcome() == outcome;
        }
    }

    static GateDecision of(Gate gate, Metric metric, List<Subject> slices, String label) {
        String name = metric.id() + " by " + gate.slice();
        List<Decided> measured = new ArrayList<>();
        List<Subject> demanded = new ArrayList<>();
        int thin = 0;
        for (Subject slice : slices) {
            Decided decided = slice.enough()
                    ? new Decided(slice, Decision.of(gate, metric, slice, label))
                    : new Decided(slice, null);
            if (slice.enough() && !decided.is(Outcome.INSUFFICIENT_DATA)) {
                measured.add(decided);
            } else {
                thin++;
                if (slice.named()) {
                    demanded.add(slice);
                }
            }
        }
        if (measured.isEmpty()) {
            return insufficient(
                    gate,
                    name + ": " + (slices.isEmpty() ? "there is no slice" : "no slice has enough rows to be measured"));
        }
        List<Decided> worstFirst = measured.stream()
                .sorted(Comparator.comparing((Decided d) -> d.decision().outcome() != Outcome.FAIL)
                        .thenComparing(d -> d.decision().certainty() == null
                                ? 1
                                : d.decision().certainty().share())
                        .thenComparing(d -> d.decision().margin()))
                .toList();
        List<Decided> failed =
                worstFirst.stream().filter(d -> d.is(Outcome.FAIL)).toList();
        Outcome outcome =
                !failed.isEmpty() ? Outcome.FAIL : demanded.isEmpty() ? Outcome.PASS : Outcome.INSUFFICIENT_DATA;
        Decided worst = worstFirst.get(0);
        String sentence =
                name + ": " + worst.subject().slice() + " " + worst.decision().left()
                        + worst.decision().right()
                        + tally(measured.size(), failed, thin)
                        + demands(demanded) + ": " + Decision.said(outcome);
        return new GateDecision(
                gate,
                outcome,
                worst.decision().value(),
                worst.decision().baseline(),
                sentence,
                worst.decision().certainty(),
                worst.subject().slice());
    }

    private static String tally(int measured, List<Decided> failed, int thin) {
        String text = failed.isEmpty()
                ? measured == 1 ? ", the only slice with enough rows" : ", the worst of " + measured + " slices"
                : ", not met in " + failed.size() + " of " + slices(measured);
        if (failed.size() > 1) {
            text += " ("
                    + failed.stream().limit(NAMED).map(d -> d.subject().slice()).collect(Collectors.joining(", "))
                    + (failed.size() > NAMED ? ", ..." : "") + ")";
        }
        return text + thin(thin);
    }

    static String thin(int count) {
        return count == 0 ? "" : "; " + slices(count) + " with too few rows";
    }

    static String demands(List<Subject> demanded) {
        return demanded.isEmpty()
                ? ""
                : ", among them "
                        + demanded.stream()
                                .limit(NAMED)
                                .map(s -> s.slice() + " (" + Decision.rows(s.rows()) + ")")
                                .collect(Collectors.joining(", "))
                        + (demanded.size() > NAMED ? ", ..." : "") + ", which had to be measured";
    }

    static String slices(int count) {
        return count == 1 ? "1 slice" : count + " slices";
    }

    private static GateDecision insufficient(Gate gate, String why) {
        return new GateDecision(gate, Outcome.INSUFFICIENT_DATA, null, null, why + ": insufficient data", null, null);
    }
}
