package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.drift.ProfileComparison;
import io.jenkins.plugins.modeldelivery.profile.CategoricalProfile;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.DateProfile;
import io.jenkins.plugins.modeldelivery.profile.Days;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Profiles as people read them. */
final class ProfileTable {

    private static final int TOP = 3;

    private final Console console;

    ProfileTable(Console console) {
        this.console = console;
    }

    void tell(Profile profile) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("column", "type", "missing", "what there is"));
        profile.features().forEach(c -> rows.add(row(c, "")));
        if (profile.target() != null) {
            rows.add(row(profile.target(), " (target)"));
        }
        if (profile.predictions() != null) {
            rows.add(row(profile.predictions(), " (predictions)"));
        }
        console.table(rows);
        console.line(String.format(Locale.ROOT, "  %,d rows", profile.rows())
                + (profile.repeated() == null || profile.repeated() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d equal an earlier one", profile.repeated())));
    }

    void tell(ProfileComparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("column", "verdict", "distance", "what moved"));
        comparison
                .columns()
                .forEach(c -> rows.add(List.of(
                        c.name(),
                        c.level().toString(),
                        String.format(Locale.ROOT, "%s %.3f", c.statistic(), c.distance()),
                        c.moved() == null ? "" : Table.shorten(c.moved()))));
        console.table(rows);
        comparison.findings().stream()
                .filter(f -> f.level() != DriftResult.Level.OK)
                .forEach(f -> console.note(f.message()));
        switch (comparison.level()) {
            case OK -> console.good(comparison.summary());
            case DRIFT -> console.bad(comparison.summary());
            default -> console.note(comparison.summary());
        }
    }

    private static List<String> row(ColumnProfile column, String role) {
        return List.of(
                column.name() + role,
                column.kind().toString(),
                String.format(Locale.ROOT, "%.1f %%", column.missingShare() * 100),
                what(column));
    }

    private static String what(ColumnProfile column) {
        if (column.present() == 0) {
            return "no value";
        }
        if (column instanceof NumericProfile numeric) {
            return number(numeric.min()) + " to " + number(numeric.max()) + ", mean " + number(numeric.mean())
                    + ", deviation " + number(numeric.deviation())
                    + (numeric.zeros() == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT, ", %.1f %% zeros", 100.0 * numeric.zeros() / numeric.present()));
        }
        if (column instanceof DateProfile date) {
            List<Days> gaps = date.gaps();
            return day(date.min()) + " to " + day(date.max())
                    + (gaps.isEmpty()
                            ? ""
                            : ", " + gaps.size() + (gaps.size() == 1 ? " gap: " : " gaps, the first: ")
                                    + gaps.get(0).words());
        }
        CategoricalProfile categories = (CategoricalProfile) column;
        List<String> top = new ArrayList<>();
        for (int i = 0; i < Math.min(TOP, categories.categories().size()); i++) {
            top.add(String.format(
                    Locale.ROOT,
                    "%s %.1f %%",
                    categories.categories().get(i),
                    100.0 * categories.counts()[i] / categories.present()));
        }
        return Table.shorten(categories.distinct() + " values: " + top.stream().collect(Collectors.joining(", "))
                + (categories.distinct() > TOP ? ", ..." : ""));
    }

    /** The day, with the time if it is not midnight. */
    private static String day(long millis) {
        return Instant.ofEpochMilli(millis).toString().replace("T00:00:00Z", "");
    }

    /** Four significant digits, without zeros at the end. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceFirst("0+$", "").replaceFirst("\\.$", "")
                : text;
    }
}
