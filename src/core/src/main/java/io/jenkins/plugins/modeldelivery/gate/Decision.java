package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Certainty;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * How one gate goes on one set of rows.
 *
 * @param outcome pass, fail, or insufficient data
 * @param value the candidate's metric; null when it is undefined
 * @param baseline the baseline's metric; null when there is none
 * @param left the left side of the sentence: the value, with the digits that decide
 * @param right the rest, without the outcome
 * @param certainty of the bound that held least often; null without confidence
 * @param margin by how much the closest bound is met, negative where it is not; infinite without bounds
 */
record Decision(
        Outcome outcome, Double value, Double baseline, String left, String right, Certainty certainty, double margin) {

    /** Fewer rows than this say nothing about how sure a value is: a bootstrap of few rows is too sure of itself. */
    static final int FEWEST_ROWS = 30;

    /** @param label what the baseline is called, or the stage that has none; may be null */
    static Decision of(Gate gate, Metric metric, Subject subject, String label) {
        Double value = subject.candidate().metrics().get(metric.id());
        Measured against = subject.baseline();
        Double other = against == null ? null : against.metrics().get(metric.id());
        if (!measured(value)) {
            return insufficient(null, finite(other), null, absence(value) + " for the candidate");
        }
        boolean compare = gate.comparative() && against != null;
        String called = label == null ? "the baseline" : label;
        String shown = Decimals.text(value);
        if (compare && !measured(other)) {
            return insufficient(value, null, shown, ": it " + absence(other) + " for " + called);
        }
        if (compare && gate.relative() && other == 0) {
            return insufficient(
                    value,
                    other,
                    shown,
                    ": a share of " + called + " means nothing, because it has 0; use an absolute bound");
        }
        List<Bound> bounds = bounds(gate, metric, compare ? other : null, called);
        if (gate.confidence() != null && !bounds.isEmpty()) {
            String why = unsure(gate, metric, subject, compare);
            if (why != null) {
                return insufficient(value, finite(other), shown, ": " + why);
            }
        }
        return decide(gate, metric, subject, bounds, label);
    }

    private static Decision decide(Gate gate, Metric metric, Subject subject, List<Bound> bounds, String label) {
        double value = subject.candidate().metrics().get(metric.id());
        boolean passed = true;
        double margin = Double.POSITIVE_INFINITY;
        Certainty least = null;
        List<String> words = new ArrayList<>();
        for (Bound bound : bounds) {
            boolean held = bound.holds(value);
            String how = "";
            if (gate.confidence() != null) {
                Certainty certainty = bound.certainty(
                        subject.candidate().resamples().get(metric.id()),
                        bound.origin() == null
                                ? null
                                : subject.baseline().resamples().get(metric.id()),
                        gate.confidence());
                held &= certainty.share() >= gate.confidence();
                least = least == null || certainty.share() < least.share() ? certainty : least;
                how = bound.words(certainty, gate.confidence());
            }
            passed &= held;
            margin = Math.min(margin, bound.margin(value));
            words.add(bound.words(value) + how + (held || bounds.size() == 1 ? "" : " (not met)"));
        }
        int digits = bounds.stream().mapToInt(b -> b.digits(value)).max().orElse(Decimals.DIGITS);
        StringBuilder right = new StringBuilder(words.isEmpty() ? "" : " " + String.join(" and ", words));
        if (gate.comparative() && subject.baseline() == null) {
            right.append(words.isEmpty() ? ": " : ", ")
                    .append("no baseline ")
                    .append(label == null ? "" : "in " + label + " ")
                    .append("yet: nothing to compare with");
        }
        Double other =
                subject.baseline() == null ? null : subject.baseline().metrics().get(metric.id());
        return new Decision(
                passed ? Outcome.PASS : Outcome.FAIL,
                value,
                finite(other),
                Decimals.text(value, digits),
                right.toString(),
                least,
                margin);
    }

    /** Why resamples cannot decide; null if they can. */
    private static String unsure(Gate gate, Metric metric, Subject subject, boolean compare) {
        if (subject.rows() < FEWEST_ROWS) {
            return "how sure that is cannot be said of " + rows(subject.rows()) + ", fewer than " + FEWEST_ROWS;
        }
        double[] candidate = subject.candidate().resamples().get(metric.id());
        double[] baseline = compare ? subject.baseline().resamples().get(metric.id()) : candidate;
        if (candidate == null || baseline == null || candidate.length == 0 || baseline.length != candidate.length) {
            return "nothing was resampled, so how sure that is cannot be said";
        }
        if ((1 - gate.confidence()) * candidate.length < 1 - 1e-9) {
            return candidate.length + " resamples are too few for a confidence of " + Decimals.text(gate.confidence());
        }
        int undefined = 0;
        for (int i = 0; i < candidate.length; i++) {
            undefined += Double.isNaN(candidate[i]) || Double.isNaN(baseline[i]) ? 1 : 0;
        }
        return undefined > (1 - gate.confidence()) * candidate.length
                ? "it is not defined in " + undefined + " of " + candidate.length
                        + " resamples, too rare are the rows that it needs"
                : null;
    }

    private static List<Bound> bounds(Gate gate, Metric metric, Double baseline, String label) {
        List<Bound> bounds = new ArrayList<>();
        if (gate.min() != null) {
            bounds.add(Bound.absolute(true, gate.min()));
        }
        if (gate.max() != null) {
            bounds.add(Bound.absolute(false, gate.max()));
        }
        if (baseline != null && gate.minChange() != null) {
            bounds.add(Bound.against(metric, baseline, label, Decimals.exact(gate.minChange()), gate.relative(), true));
        }
        if (baseline != null && gate.maxDrop() != null) {
            bounds.add(Bound.against(metric, baseline, label, Decimals.exact(gate.maxDrop()), gate.relative(), false));
        }
        return bounds;
    }

    /** As the decision of a gate on all rows. */
    GateDecision whole(Gate gate, Metric metric) {
        return new GateDecision(gate, outcome, value, baseline, sentence(metric.id()), certainty, null);
    }

    private String sentence(String name) {
        return name + (left == null ? "" : " " + left) + right + ": " + said(outcome);
    }

    static String said(Outcome outcome) {
        return outcome == Outcome.INSUFFICIENT_DATA ? "insufficient data" : outcome.toString();
    }

    static String rows(long rows) {
        return String.format(java.util.Locale.ROOT, "%,d ", rows) + (rows == 1 ? "row" : "rows");
    }

    private static Decision insufficient(Double value, Double baseline, String left, String why) {
        String right = left == null ? " " + why : why;
        return new Decision(Outcome.INSUFFICIENT_DATA, value, baseline, left, right, null, Double.NEGATIVE_INFINITY);
    }

    private static boolean measured(Double value) {
        return value != null && Double.isFinite(value);
    }

    private static Double finite(Double value) {
        return measured(value) ? value : null;
    }

    private static String absence(Double value) {
        return value == null ? "was not measured" : value.isNaN() ? "is not defined" : "is infinite";
    }
}
