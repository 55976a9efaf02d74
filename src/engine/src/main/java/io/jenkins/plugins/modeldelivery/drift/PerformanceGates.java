package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Estimate;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Performance;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.gate.Gates;
import io.jenkins.plugins.modeldelivery.gate.Measured;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Gates on the current rows. A metric that was measured is judged by what was measured, one that was only estimated by the
 * estimate; a gate on one that is neither has insufficient data. The baseline is the model itself on the rows held out at
 * training, whose values count as known; where they are not known, as in files of older engines, a gate that compares has
 * insufficient data.
 */
final class PerformanceGates {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static final String TRAINING = "training";

    /** Draws of an estimate's sampling error: its quantiles, so that no chance is added. */
    private static final int DRAWS = 1000;

    private static final double ERRORS = 3;

    private PerformanceGates() {}

    /**
     * Decides them.
     *
     * @param performance what was measured and estimated; null: neither
     * @param resamples by metric of what was measured, shape [resamples]; empty: nothing was resampled
     */
    static List<GateDecision> decide(
            List<Gate> gates, Task task, long rows, Performance performance, Map<String, double[]> resamples) {
        List<GateDecision> decisions = new ArrayList<>();
        for (Gate gate : gates) {
            String metric = Metric.find(gate.metric()).orElseThrow().id();
            boolean measured = performance != null && performance.realised().containsKey(metric);
            Estimate estimate =
                    performance == null ? null : performance.estimated().get(metric);
            Map<String, Double> value = measured
                    ? Map.of(metric, performance.realised().get(metric))
                    : estimate == null ? Map.of() : Map.of(metric, estimate.value());
            double[] samples = measured ? resamples.get(metric) : estimate == null ? null : draws(estimate);
            Map<String, Double> reference = performance == null ? Map.of() : picked(performance.reference(), metric);
            GateDecision decision = Gates.decide(
                            List.of(gate),
                            task,
                            Subject.whole(
                                    measured ? performance.rows() : rows,
                                    new Measured(value, samples == null ? Map.of() : Map.of(metric, samples)),
                                    new Measured(
                                            reference,
                                            samples == null ? Map.of() : constant(reference, metric, samples.length))),
                            Map.of(),
                            TRAINING)
                    .get(0);
            decisions.add(worded(decision, metric, measured, estimate != null));
        }
        return decisions;
    }

    private static Map<String, Double> picked(Map<String, Double> metrics, String metric) {
        return metrics.containsKey(metric) ? Map.of(metric, metrics.get(metric)) : Map.of();
    }

    private static Map<String, double[]> constant(Map<String, Double> reference, String metric, int count) {
        Map<String, double[]> constant = new HashMap<>();
        if (reference.containsKey(metric)) {
            double[] values = new double[count];
            Arrays.fill(values, reference.get(metric));
            constant.put(metric, values);
        }
        return constant;
    }

    /** The normal distribution that the band stands for. */
    private static double[] draws(Estimate estimate) {
        double high = (estimate.high() - estimate.value()) / ERRORS;
        double low = (estimate.value() - estimate.low()) / ERRORS;
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double z = NORMAL.inverseCumulativeProbability((i + 0.5) / DRAWS);
            draws[i] = estimate.value() + z * (z < 0 ? low : high);
        }
        return draws;
    }

    private static GateDecision worded(GateDecision d, String metric, boolean measured, boolean estimated) {
        String sentence = d.sentence();
        if (!measured && estimated) {
            sentence = sentence.replace("paired resamples", "simulated outcomes")
                    .replace("resamples", "simulated outcomes")
                    .replaceFirst(metric, metric + " (estimated)");
        } else if (measured) {
            // What is compared with has no rows of its own here.
            sentence = sentence.replace("paired resamples", "resamples").replaceFirst(metric, metric + " (measured)");
        } else {
            sentence = metric + " could be neither measured nor estimated on these rows: insufficient data";
        }
        return new GateDecision(d.gate(), d.outcome(), d.value(), d.baseline(), sentence, d.certainty(), null);
    }

    /** What a decision means for the verdict. */
    static Level level(GateDecision decision) {
        return switch (decision.outcome()) {
            case PASS -> Level.OK;
            case FAIL -> decision.gate().level() == Gate.Level.FAILURE ? Level.DRIFT : Level.WARNING;
            case INSUFFICIENT_DATA -> Level.INSUFFICIENT_DATA;
        };
    }

    /** What did not hold, in words; null where all did. */
    static String summary(List<GateDecision> decisions) {
        List<GateDecision> not =
                decisions.stream().filter(d -> d.outcome() != Outcome.PASS).toList();
        return not.isEmpty()
                ? null
                : "Performance: " + not.stream().map(GateDecision::sentence).collect(Collectors.joining("; "));
    }
}
