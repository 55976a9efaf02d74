package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Certainty;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * A gate on how far slices lie apart: the largest value less the smallest, or the smallest as a share of the largest. The
 * definitions are those of Fairlearn's {@code MetricFrame.difference} and {@code .ratio} with {@code method='between_groups'}:
 * of {@code selectionRate} the ratio is demographic parity, of {@code recall} the difference is equal opportunity (Hardt,
 * Price, Srebro 2016). Slices that cannot be measured are treated as by {@link SliceDecision}.
 */
final class GapDecision {

    private GapDecision() {}

    /** What one bound came to. */
    private record Judged(double value, boolean held, Certainty certainty, String words) {}

    static GateDecision of(Gate gate, Metric metric, List<Subject> slices) {
        List<Subject> measured = new ArrayList<>();
        List<Subject> demanded = new ArrayList<>();
        for (Subject slice : slices) {
            boolean usable = slice.enough()
                    && finite(value(slice.candidate(), metric))
                    && (gate.confidence() == null || slice.rows() >= Decision.FEWEST_ROWS);
            if (usable) {
                measured.add(slice);
            } else if (slice.named()) {
                demanded.add(slice);
            }
        }
        int thin = slices.size() - measured.size();
        String name = metric.id() + " by " + gate.slice() + ": ";
        if (measured.size() < 2) {
            return insufficient(
                    gate,
                    name
                            + (measured.isEmpty()
                                    ? slices.isEmpty() ? "there is no slice" : "no slice has enough rows to be measured"
                                    : "only " + measured.get(0).slice()
                                            + " has enough rows, and two are needed to compare")
                            + SliceDecision.demands(demanded));
        }
        Subject lowest = extreme(measured, metric, false);
        Subject highest = extreme(measured, metric, true);
        double low = value(lowest.candidate(), metric);
        double high = value(highest.candidate(), metric);
        String from = ", from " + lowest.slice() + " " + Decimals.text(low) + " to " + highest.slice() + " "
                + Decimals.text(high) + " of " + SliceDecision.slices(measured.size());
        String why = gate.minRatio() == null ? null : ratioless(low, high);
        why = why == null && gate.confidence() != null ? unsure(gate, metric, measured) : why;
        if (why != null) {
            return insufficient(gate, name + why + from);
        }
        List<Judged> judged = new ArrayList<>();
        if (gate.maxGap() != null) {
            // In decimals: 0.8 is 0.09 above 0.71.
            BigDecimal gap = Decimals.exact(high).subtract(Decimals.exact(low));
            judged.add(judge(
                    gate,
                    metric,
                    measured,
                    "gap ",
                    gap.doubleValue(),
                    Bound.absolute(false, gate.maxGap()),
                    (l, h) -> h - l));
        }
        if (gate.minRatio() != null) {
            judged.add(judge(
                    gate,
                    metric,
                    measured,
                    "ratio ",
                    low / high,
                    Bound.absolute(true, gate.minRatio()),
                    (l, h) -> ratioless(l, h) == null ? l / h : Double.NaN));
        }
        boolean held = judged.stream().allMatch(Judged::held);
        Outcome outcome = !held ? Outcome.FAIL : demanded.isEmpty() ? Outcome.PASS : Outcome.INSUFFICIENT_DATA;
        Judged decides = judged.stream().filter(j -> !j.held()).findFirst().orElse(judged.get(0));
        String words = String.join(
                " and ",
                judged.stream()
                        .map(j -> j.words() + (j.held() || judged.size() == 1 ? "" : " (not met)"))
                        .toList());
        String sentence = name + words + from + SliceDecision.thin(thin) + SliceDecision.demands(demanded) + ": "
                + Decision.said(outcome);
        return new GateDecision(
                gate,
                outcome,
                decides.value(),
                null,
                sentence,
                decides.certainty(),
                (metric.higherIsBetter() ? lowest : highest).slice());
    }

    private static Judged judge(
            Gate gate,
            Metric metric,
            List<Subject> slices,
            String what,
            double value,
            Bound bound,
            DoubleBinaryOperator distance) {
        boolean held = bound.holds(value);
        String words = what + Decimals.text(value, bound.digits(value)) + " " + bound.words(value);
        if (gate.confidence() == null) {
            return new Judged(value, held, null, words);
        }
        int n = slices.get(0).candidate().resamples().get(metric.id()).length;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Subject slice : slices) {
                double sample = slice.candidate().resamples().get(metric.id())[i];
                // A slice without the metric leaves the sample undefined: Math.min keeps what is no number.
                low = Math.min(low, sample);
                high = Math.max(high, sample);
            }
            values[i] = Double.isNaN(low) ? Double.NaN : distance.applyAsDouble(low, high);
        }
        Certainty certainty = bound.certainty(values, null, gate.confidence());
        return new Judged(
                value,
                held && certainty.share() >= gate.confidence(),
                certainty,
                words + bound.words(certainty, gate.confidence()));
    }

    /** Why two values have no ratio; null if they have one. */
    private static String ratioless(double low, double high) {
        if (low < 0) {
            return "a ratio means nothing where a value is negative; use maxGap";
        }
        return high == 0 ? "all are 0, which has no ratio" : null;
    }

    /** Why resamples cannot decide; null if they can. */
    private static String unsure(Gate gate, Metric metric, List<Subject> slices) {
        int samples = -1;
        for (Subject slice : slices) {
            double[] values = slice.candidate().resamples().get(metric.id());
            if (values == null || values.length == 0 || samples >= 0 && values.length != samples) {
                return "nothing was resampled, so how sure a gap is cannot be said";
            }
            samples = values.length;
        }
        if ((1 - gate.confidence()) * samples < 1 - 1e-9) {
            return samples + " resamples are too few for a confidence of " + Decimals.text(gate.confidence());
        }
        int undefined = 0;
        for (int i = 0; i < samples; i++) {
            boolean defined = true;
            for (Subject slice : slices) {
                defined &= !Double.isNaN(slice.candidate().resamples().get(metric.id())[i]);
            }
            undefined += defined ? 0 : 1;
        }
        return undefined > (1 - gate.confidence()) * samples
                ? "a slice has no value in " + undefined + " of " + samples
                        + " resamples, too rare are the rows that it needs"
                : null;
    }

    private static Subject extreme(List<Subject> slices, Metric metric, boolean highest) {
        Subject found = slices.get(0);
        for (Subject slice : slices) {
            double difference = value(slice.candidate(), metric) - value(found.candidate(), metric);
            found = highest ? difference > 0 ? slice : found : difference < 0 ? slice : found;
        }
        return found;
    }

    private static Double value(Measured measured, Metric metric) {
        return measured.metrics().get(metric.id());
    }

    private static boolean finite(Double value) {
        return value != null && Double.isFinite(value);
    }

    private static GateDecision insufficient(Gate gate, String why) {
        return new GateDecision(gate, Outcome.INSUFFICIENT_DATA, null, null, why + ": insufficient data", null, null);
    }
}
