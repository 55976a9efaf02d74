package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.Resampling;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.gate.Measured;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Candidate and baseline on all rows and on each slice, and how sure that is as far as the choice of rows goes. One and the
 * same resamples serve all of it.
 *
 * @param whole all rows, for the gates
 * @param slices by column, for the gates
 * @param slicings the same for the result; null: no slices were asked for
 * @param candidate by metric where the candidate's value lies; null: nothing was resampled
 * @param baseline by metric where the baseline's value lies; null: none, or nothing was resampled
 * @param resampling the facts, and what was found of the difference; null: nothing was resampled
 */
record Sureness(
        Subject whole,
        Map<String, List<Subject>> slices,
        List<Slicing> slicings,
        Map<String, Interval> candidate,
        Map<String, Interval> baseline,
        Resampling resampling) {

    /**
     * @param baseline on the same rows; null: none
     * @param parts of the rows, by column
     * @param warnings receives what the user should know
     */
    static Sureness of(
            ValidateRequest request,
            Scores candidate,
            Scores baseline,
            List<Parts> parts,
            int threads,
            List<String> warnings) {
        int rows = candidate.rows();
        if (baseline != null && baseline.rows() != rows) {
            throw new IllegalStateException(rows + " rows of the candidate, " + baseline.rows() + " of the baseline");
        }
        // All rows first, then the slices with enough rows in order; of each the candidate and then the baseline.
        List<Scores> subjects = new ArrayList<>();
        add(subjects, candidate, baseline, null);
        for (Parts column : parts) {
            for (int p = 0; p < column.names().size(); p++) {
                if (column.enough(p)) {
                    add(subjects, candidate, baseline, column.kept(p));
                }
            }
        }
        int asked = request.resamples() == null ? ValidateRequest.RESAMPLES : request.resamples();
        int resamples = Bootstrap.affordable(
                asked, subjects.stream().mapToLong(Scores::rows).sum());
        if (resamples < asked) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The intervals come of %,d resamples instead of %,d, because there are %,d rows.",
                    resamples,
                    asked,
                    rows));
        }
        long seed = request.seed() == null ? ValidateRequest.SEED : request.seed();
        List<Measured> measured = measured(subjects, rows, resamples, seed, threads);
        int step = baseline == null ? 1 : 2;
        Measured own = measured.get(0);
        Measured other = baseline == null ? null : measured.get(1);
        Map<String, List<Subject>> slices = new LinkedHashMap<>();
        int next = step;
        for (Parts column : parts) {
            List<Subject> list = new ArrayList<>();
            for (int p = 0; p < column.names().size(); p++) {
                boolean enough = column.enough(p);
                Measured of = enough ? measured.get(next) : few(candidate, column, p);
                Measured against = baseline == null ? null : enough ? measured.get(next + 1) : few(baseline, column, p);
                next += enough ? step : 0;
                boolean named = !column.spec().values().isEmpty();
                list.add(new Subject(column.names().get(p), column.rows()[p], enough, named, of, against));
            }
            slices.put(column.spec().column(), list);
        }
        boolean resampled = resamples > 0;
        return new Sureness(
                Subject.whole(rows, own, other),
                slices,
                parts.isEmpty() ? null : Slices.of(parts, slices),
                resampled ? Bootstrap.intervals(own) : null,
                resampled && other != null ? Bootstrap.intervals(other) : null,
                resampled
                        ? new Resampling(
                                resamples,
                                seed,
                                other == null ? null : differences(own, other),
                                other == null || candidate.right() == null || baseline.right() == null
                                        ? null
                                        : McNemar.of(candidate.right(), baseline.right()))
                        : null);
    }

    private static void add(List<Scores> subjects, Scores candidate, Scores baseline, boolean[] kept) {
        subjects.add(kept == null ? candidate : candidate.select(kept));
        if (baseline != null) {
            subjects.add(kept == null ? baseline : baseline.select(kept));
        }
    }

    /** A slice with too few rows is shown, and nothing is said of how sure it is. */
    private static Measured few(Scores scores, Parts column, int part) {
        return new Measured(
                column.rows()[part] == 0
                        ? Map.of()
                        : scores.select(column.kept(part)).measured());
    }

    private static List<Measured> measured(List<Scores> subjects, int rows, int resamples, long seed, int threads) {
        List<Map<String, double[]>> values =
                resamples == 0 ? null : Bootstrap.run(subjects, rows, resamples, seed, threads);
        List<Measured> measured = new ArrayList<>();
        for (int s = 0; s < subjects.size(); s++) {
            measured.add(new Measured(subjects.get(s).measured(), values == null ? Map.of() : values.get(s)));
        }
        return measured;
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
