package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Histogram;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.drift.statistic.TwoProportions;
import io.jenkins.plugins.modeldelivery.profile.CategoricalProfile;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * One column compared: everything that does not depend on the other columns.
 *
 * @param name of the column
 * @param role feature, prediction or label
 * @param type how its values are understood
 * @param values how far the values are from the reference's, by each distance that decides; all have the p-value of one test,
 *     so that a column counts once where p-values are corrected; empty for dates
 * @param missing how far the share of missing values is; null where it is not compared
 * @param lost whether the reference has values and the current data has none at all
 * @param statistics all distances, by name
 * @param histogram both distributions
 */
record Comparison(
        String name,
        String role,
        Type type,
        List<Measured> values,
        Measured missing,
        boolean lost,
        Map<String, Double> statistics,
        Histogram histogram) {

    static final String FEATURE = "feature";
    static final String PREDICTION = "prediction";
    static final String LABEL = "label";

    /** Name of the bin of rows without a value. */
    static final String MISSING = "missing";

    /**
     * Compares a column.
     *
     * @param reference the profile that the grid or dictionary comes from
     * @param current on the same grid or dictionary
     * @param exact what was found out from the values themselves; null: the profiles must do
     */
    static Comparison of(ColumnProfile reference, ColumnProfile current, String role, Order exact, Settings settings) {
        String name = reference.name();
        Type type = reference.kind();
        Values values;
        if (reference instanceof NumericProfile r) {
            NumericProfile c = (NumericProfile) current;
            values = new NumericComparison(r, c, exact == null ? Order.of(r, c) : exact).values();
        } else if (reference instanceof CategoricalProfile r) {
            values = new CategoricalComparison(r, (CategoricalProfile) current).values();
        } else {
            values = dates(reference, current);
        }
        double change = Math.abs(current.missingShare() - reference.missingShare());
        values.statistics().put(Statistic.MISSING.id(), change);
        List<Measured> measured = List.of();
        if (type != Type.DATE) {
            List<Levels.Chosen> chosen = settings.chosen(name, type);
            // Of two distances the second's test goes with both: Anderson-Darling's sees more than
            // Kolmogorov-Smirnov's.
            double pValue = values.pValue(chosen.get(chosen.size() - 1).statistic());
            measured = chosen.stream()
                    .map(c -> new Measured(
                            c.statistic(),
                            values.statistics().get(c.statistic().id()),
                            c.warning(),
                            c.drift(),
                            pValue,
                            values.moved()))
                    .toList();
        }
        // Labels often arrive late: that some are missing yet says nothing about the world.
        Measured missing =
                role.equals(LABEL) ? null : missing(reference, current, change, settings.missing(name, type));
        return new Comparison(
                name,
                role,
                type,
                measured,
                missing,
                reference.present() > 0 && current.present() == 0,
                values.statistics(),
                values.histogram());
    }

    private static Measured missing(
            ColumnProfile reference, ColumnProfile current, double change, Levels.Chosen limits) {
        return new Measured(
                Statistic.MISSING,
                change,
                limits.warning(),
                limits.drift(),
                TwoProportions.pValue(reference.missing(), reference.rows(), current.missing(), current.rows()),
                change == 0 ? null : "missing " + Wording.change(reference.missingShare(), current.missingShare()));
    }

    private static Values dates(ColumnProfile reference, ColumnProfile current) {
        return new Values(
                new LinkedHashMap<>(),
                Map.of(),
                1,
                null,
                histogram(
                        List.of("date"),
                        new long[] {reference.present()},
                        new long[] {current.present()},
                        reference,
                        current));
    }

    /**
     * How the values of a column compare.
     *
     * @param statistics distances by name; may be added to
     * @param pValues of the tests that go with distances over the order of numbers; only that of the one that decides is worked
     *     out, since some count paths
     * @param chiSquaredPValue of the chi-squared test over ranges or categories, which goes with all other distances
     * @param moved what moved most; null when nothing did
     * @param histogram both distributions
     */
    record Values(
            Map<String, Double> statistics,
            Map<Statistic, DoubleSupplier> pValues,
            double chiSquaredPValue,
            String moved,
            Histogram histogram) {
        /** Distances over bins are tested over bins, distances over the order of numbers each by its own test. */
        double pValue(Statistic statistic) {
            return pValues.getOrDefault(statistic, () -> chiSquaredPValue).getAsDouble();
        }
    }

    /** Shares of all rows, those without a value in a last bin of their own if either side has any. */
    static Histogram histogram(
            List<String> labels, long[] reference, long[] current, ColumnProfile ofReference, ColumnProfile ofCurrent) {
        boolean missing = ofReference.missing() + ofCurrent.missing() > 0;
        int bins = labels.size() + (missing ? 1 : 0);
        String[] names = Arrays.copyOf(labels.toArray(String[]::new), bins);
        double[] before = shares(reference, bins, ofReference);
        double[] after = shares(current, bins, ofCurrent);
        if (missing) {
            names[bins - 1] = labels.contains(MISSING) ? "(" + MISSING + ")" : MISSING;
        }
        return new Histogram(List.of(names), before, after);
    }

    private static double[] shares(long[] counts, int bins, ColumnProfile column) {
        double[] shares = new double[bins];
        double rows = Math.max(1, column.rows());
        for (int i = 0; i < counts.length; i++) {
            shares[i] = counts[i] / rows;
        }
        if (bins > counts.length) {
            shares[bins - 1] = column.missing() / rows;
        }
        return shares;
    }
}
