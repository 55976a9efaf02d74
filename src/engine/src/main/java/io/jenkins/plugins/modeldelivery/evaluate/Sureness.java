package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Resampling;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.gate.Measured;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How sure what was measured is, as far as the choice of rows goes.
 *
 * @param whole candidate and baseline with their resamples, for the gates
 * @param candidate by metric where the candidate's value lies; null: nothing was resampled
 * @param baseline by metric where the baseline's value lies; null: none, or nothing was resampled
 * @param resampling the facts, and what was found of the difference; null: nothing was resampled
 */
record Sureness(Subject whole, Map<String, Interval> candidate, Map<String, Interval> baseline, Resampling resampling) {

    /**
     * @param baseline on the same rows; null: none
     * @param warnings receives what the user should know
     */
    static Sureness of(
            ValidateRequest request,
            Scores candidate,
            Scores baseline,
            int threads,
            List<String> warnings,
            Progress progress) {
        int rows = candidate.rows();
        if (baseline != null && baseline.rows() != rows) {
            throw new IllegalStateException(rows + " rows of the candidate, " + baseline.rows() + " of the baseline");
        }
        int asked = request.resamples() == null ? ValidateRequest.RESAMPLES : request.resamples();
        if (asked == 0) {
            return new Sureness(
                    Subject.whole(
                            rows,
                            new Measured(candidate.measured()),
                            baseline == null ? null : new Measured(baseline.measured())),
                    null,
                    null,
                    null);
        }
        List<Scores> subjects = new ArrayList<>();
        subjects.add(candidate);
        if (baseline != null) {
            subjects.add(baseline);
        }
        int resamples = Bootstrap.affordable(asked, (long) rows * subjects.size());
        if (resamples < asked) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The intervals come of %,d resamples instead of %,d, because there are %,d rows.",
                    resamples,
                    asked,
                    rows));
        }
        long seed = request.seed() == null ? ValidateRequest.SEED : request.seed();
        List<Map<String, double[]>> values = Bootstrap.run(subjects, rows, resamples, seed, threads);
        Measured own = new Measured(candidate.measured(), values.get(0));
        Measured other = baseline == null ? null : new Measured(baseline.measured(), values.get(1));
        return new Sureness(
                Subject.whole(rows, own, other),
                Bootstrap.intervals(own),
                other == null ? null : Bootstrap.intervals(other),
                new Resampling(
                        resamples,
                        seed,
                        other == null ? null : differences(own, other),
                        other == null || candidate.right() == null
                                ? null
                                : McNemar.of(candidate.right(), baseline.right())));
    }

    private static Map<String, Resampling.Difference> differences(Measured candidate, Measured baseline) {
        Map<String, Resampling.Difference> differences = new LinkedHashMap<>();
        candidate.metrics().forEach((name, value) -> {
            Double other = baseline.metrics().get(name);
            if (other != null) {
                differences.put(
                        name,
                        new Resampling.Difference(
                                value - other,
                                Bootstrap.difference(
                                        candidate.resamples().get(name),
                                        baseline.resamples().get(name))));
            }
        });
        return differences;
    }
}
