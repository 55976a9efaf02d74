package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftCheckpoint;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Freshness;
import io.jenkins.plugins.modeldelivery.document.InputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether data arrived as it used to: recent, and about as much of it. */
final class Arrival {

    static final String FRESHNESS = "freshness";

    /** With fewer earlier checks nobody knows what is usual. */
    private static final int FEWEST_CHECKS = 5;
    /** Interquartile ranges beyond the quartiles: Tukey's (1977) outer fences. */
    private static final double FENCE = 3;
    /** Where checks were all alike, a little more or less is no news: at least this factor from their median. */
    private static final double FACTOR = 1.5;

    private Arrival() {}

    /**
     * The columns to tell the age of the data by.
     *
     * @param dates names of all columns of dates of the current data
     * @throws InputException if there is no such column
     */
    static List<String> asked(List<String> dates, Freshness wanted) {
        List<String> asked = dates.stream()
                .filter(d -> wanted.column() == null || d.equals(wanted.column()))
                .toList();
        if (asked.isEmpty()) {
            throw new InputException(
                    wanted.column() == null
                            ? "The current data has no column of dates"
                            : "The current data has no column '" + wanted.column() + "' of dates",
                    "parameter freshness",
                    dates.isEmpty()
                            ? "Dates are read in the form 2024-01-31 or 2024-01-31T12:00:00Z; without any, leave freshness out"
                            : "It has " + String.join(", ", dates));
        }
        return asked;
    }

    /**
     * Whether the newest date is too old.
     *
     * @param dates all columns of dates of the current data
     * @param wanted how old it may be
     * @throws InputException if there is no such column
     */
    static Finding freshness(List<Column.Date> dates, Freshness wanted, Instant now) {
        List<String> names = asked(dates.stream().map(Column::name).toList(), wanted);
        List<Column.Date> asked =
                dates.stream().filter(d -> names.contains(d.name())).toList();
        String column = null;
        long newest = Long.MIN_VALUE;
        for (Column.Date date : asked) {
            long last = Arrays.stream(date.millis()).max().orElse(Long.MIN_VALUE);
            if (column == null || last > newest) {
                newest = last;
                column = date.name();
            }
        }
        if (newest == Long.MIN_VALUE) {
            return new Finding(
                    FRESHNESS,
                    column,
                    Level.WARNING,
                    column + " has no date in any row: how old they are is not known");
        }
        Duration age = Duration.between(Instant.ofEpochMilli(newest), now);
        boolean stale = age.compareTo(wanted.age()) > 0;
        return new Finding(
                FRESHNESS,
                column,
                stale ? Level.WARNING : Level.OK,
                "The newest " + column + " is " + when(newest) + ", " + words(age) + " old; at most " + wanted.words()
                        + " " + (stale ? "were asked for" : "are asked for"));
    }

    private static String when(long millis) {
        Instant instant = Instant.ofEpochMilli(millis);
        return instant.toString().endsWith("T00:00:00Z") ? Wording.day(millis) : instant.toString();
    }

    private static String words(Duration age) {
        double hours = age.toMinutes() / 60.0;
        return hours < 48
                ? String.format(Locale.ROOT, "%.1f hours", hours)
                : String.format(Locale.ROOT, "%.1f days", hours / 24);
    }

    /** Whether there are unusually few or many rows, after those of the earlier checks. */
    static Optional<Finding> rows(long rows, List<DriftCheckpoint> history) {
        double[] earlier = history.stream()
                .mapToLong(DriftCheckpoint::rows)
                .filter(n -> n > 0)
                .mapToDouble(Math::log)
                .sorted()
                .toArray();
        if (earlier.length < FEWEST_CHECKS || rows <= 0) {
            return Optional.empty();
        }
        // Logarithms: twice as many rows are as unusual as half of them.
        double low = quantile(earlier, 0.25);
        double high = quantile(earlier, 0.75);
        double median = quantile(earlier, 0.5);
        double now = Math.log(rows);
        double reach = FENCE * (high - low);
        boolean outside = now < low - reach || now > high + reach;
        if (!outside || Math.abs(now - median) < Math.log(FACTOR)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Findings.ROWS,
                null,
                Level.WARNING,
                Wording.count(rows) + (rows == 1 ? " row is " : " rows are ")
                        + (now < median ? "far fewer" : "far more")
                        + " than usual: the last " + earlier.length + " checks had "
                        + Wording.count(Math.round(Math.exp(earlier[0]))) + " to "
                        + Wording.count(Math.round(Math.exp(earlier[earlier.length - 1])))
                        + ", half of them " + Wording.count(Math.round(Math.exp(median))) + " or fewer"));
    }

    /** Linear interpolation between the values, numpy's default. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
