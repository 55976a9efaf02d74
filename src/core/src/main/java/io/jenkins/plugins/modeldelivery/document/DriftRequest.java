package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * Compare current data with the profile of the data that a model was trained on.
 *
 * @param model full name of the model
 * @param version its version number; may be null
 * @param out output directory; receives {@code report.html} and last {@code result.json}
 * @param modelFile model file whose profile is the reference, and which predicts for the prediction drift
 * @param data current rows; the target may be absent
 * @param columns settings for single columns; they win over everything else
 * @param alpha level of significance after correction; null: 0.05
 * @param correction over all columns; null: Benjamini-Hochberg
 * @param share of the columns, weighted by importance where known, that must drift for the data set to drift, 0..1; null:
 *     0.3
 * @param minRows below this many current rows the verdict is "insufficient data"; null: 100
 * @param threads at most this many; null: all that the machine offers
 * @param types settings for all columns of a type; a column's own win over them
 * @param limits settings for all columns; those of a type win over them; null: none
 * @param defaults settings that hold wherever the request is made; everything else wins over them; null: none
 * @param reading how the data files are read; null: as in the training, word by word where nothing is said here
 * @param baseline file, several separated by commas, or a pattern, to compare with instead of the training profile, or one file
 *     with a profile; null: none. With a window what its checks are called, as {@code check 17}; null: the last ones
 * @param window profile files of earlier checks of the same version, to compare with all of them together instead of the
 *     training profile; empty: none
 * @param freshness how old the newest date may be, as {@code 2 days} or {@code sold_at: 36 hours}; null: as old as it is
 * @param domainClassifier whether a model is trained to tell the baseline file's rows from the current ones; null: no
 * @param history earlier checks of the same version, oldest first
 * @param gates conditions on how well the model does on the current rows: measured where enough of them have their truth,
 *     estimated otherwise; what they compare with is the model on the rows held out at training
 * @param findings what counts of what is found besides distances
 * @param learned SHA-256 of the file that the model learned from, to tell when it is the data or the baseline; null: not known
 */
public record DriftRequest(
        String model,
        Integer version,
        String out,
        String modelFile,
        String data,
        List<ColumnRule> columns,
        Double alpha,
        Correction correction,
        Double share,
        Integer minRows,
        Integer threads,
        List<TypeRule> types,
        Limits limits,
        Limits defaults,
        Reading reading,
        String baseline,
        List<String> window,
        String freshness,
        Boolean domainClassifier,
        List<DriftCheckpoint> history,
        List<Gate> gates,
        List<FindingRule> findings,
        String learned)
        implements Request {
    public DriftRequest {
        window = window == null ? List.of() : List.copyOf(window);
        history = history == null ? List.of() : List.copyOf(history);
        columns = columns == null ? List.of() : List.copyOf(columns);
        types = types == null ? List.of() : List.copyOf(types);
        gates = gates == null ? List.of() : List.copyOf(gates);
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    /** A request without gates, which takes findings as they come. */
    public DriftRequest(
            String model,
            Integer version,
            String out,
            String modelFile,
            String data,
            List<ColumnRule> columns,
            Double alpha,
            Correction correction,
            Double share,
            Integer minRows,
            Integer threads,
            List<TypeRule> types,
            Limits limits,
            Limits defaults,
            Reading reading,
            String baseline,
            List<String> window,
            String freshness,
            Boolean domainClassifier,
            List<DriftCheckpoint> history) {
        this(
                model,
                version,
                out,
                modelFile,
                data,
                columns,
                alpha,
                correction,
                share,
                minRows,
                threads,
                types,
                limits,
                defaults,
                reading,
                baseline,
                window,
                freshness,
                domainClassifier,
                history,
                null,
                null,
                null);
    }

    /** A request that compares with the training profile and knows of no earlier checks. */
    public DriftRequest(
            String model,
            Integer version,
            String out,
            String modelFile,
            String data,
            List<ColumnRule> columns,
            Double alpha,
            Correction correction,
            Double share,
            Integer minRows,
            Integer threads,
            List<TypeRule> types,
            Limits limits,
            Limits defaults,
            Reading reading) {
        this(
                model,
                version,
                out,
                modelFile,
                data,
                columns,
                alpha,
                correction,
                share,
                minRows,
                threads,
                types,
                limits,
                defaults,
                reading,
                null,
                null,
                null,
                null,
                null);
    }

    /** A request without settings for types or for all columns. */
    public DriftRequest(
            String model,
            Integer version,
            String out,
            String modelFile,
            String data,
            List<ColumnRule> columns,
            Double alpha,
            Correction correction,
            Double share,
            Integer minRows,
            Integer threads) {
        this(
                model,
                version,
                out,
                modelFile,
                data,
                columns,
                alpha,
                correction,
                share,
                minRows,
                threads,
                null,
                null,
                null,
                null);
    }

    /** How p-values are corrected for the number of columns tested. */
    public enum Correction {
        /** Benjamini-Hochberg: bounds the expected share of false alarms among the alarms. */
        BH,
        /** Bonferroni: bounds the probability of one false alarm or more. */
        BONFERRONI,
        /** None. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What holds for one column.
     *
     * @param name the column
     * @param statistic distance to use: numeric {@code ks}, {@code psi}, {@code js}, {@code wasserstein}, {@code hellinger},
     *     {@code kuiper}, {@code cramerVonMises}, {@code andersonDarling}, {@code brownForsythe}, {@code chiSquared}, {@code
     *     mutualInformation}; categorical {@code cramersV}, {@code psi}, {@code js}, {@code hellinger}, {@code chiSquared},
     *     {@code mutualInformation}; null: the default of its type
     * @param warning distance from which the column is a warning; null: the default of the statistic
     * @param drift distance from which the column drifts; null: the default of the statistic
     * @param ignore whether the column is left out of the verdict
     * @param critical whether its drift alone makes the data set drift
     * @param missingWarning change of the share of missing values from which the column is a warning, 0..1; null: 0.05
     * @param missingDrift change of the share of missing values from which the column drifts, 0..1; null: 0.1
     */
    public record ColumnRule(
            String name,
            String statistic,
            Double warning,
            Double drift,
            boolean ignore,
            boolean critical,
            Double missingWarning,
            Double missingDrift) {

        /** A rule that says nothing of missing values. */
        public ColumnRule(
                String name, String statistic, Double warning, Double drift, boolean ignore, boolean critical) {
            this(name, statistic, warning, drift, ignore, critical, null, null);
        }

        /** What it says of distances and missing values. */
        public Limits limits() {
            return new Limits(statistic, warning, drift, missingWarning, missingDrift);
        }
    }

    /**
     * Which distance decides, and from where on.
     *
     * @param statistic as in {@link ColumnRule}; columns of a type that it cannot compare are left as they are; null: as
     *     before
     * @param warning distance from which a column is a warning; null: as before
     * @param drift distance from which a column drifts; null: as before
     * @param missingWarning change of the share of missing values from which a column is a warning, 0..1; null: as before
     * @param missingDrift change of the share of missing values from which a column drifts, 0..1; null: as before
     */
    public record Limits(String statistic, Double warning, Double drift, Double missingWarning, Double missingDrift) {

        /** Limits that say nothing of missing values. */
        public Limits(String statistic, Double warning, Double drift) {
            this(statistic, warning, drift, null, null);
        }

        /** The distances that may be chosen, by name. */
        public static final List<String> STATISTICS = List.of(
                "ks",
                "psi",
                "js",
                "wasserstein",
                "cramersV",
                "hellinger",
                "kuiper",
                "cramerVonMises",
                "andersonDarling",
                "brownForsythe",
                "chiSquared",
                "mutualInformation");

        /** A distance by its name, with its unit where that is a matter of taste: logarithms of base 2 or e. */
        public static String words(String statistic) {
            return switch (statistic) {
                case "js" -> "js (base 2)";
                case "mutualInformation" -> "mutualInformation (bits)";
                default -> statistic;
            };
        }

        /**
         * Notes what is wrong with them, whichever columns they are for.
         *
         * @param where which setting it is
         */
        public void check(String where, Problems problems) {
            if (statistic != null && STATISTICS.stream().noneMatch(statistic::equalsIgnoreCase)) {
                problems.add(
                        "'" + statistic + "' is no distance for any column",
                        where,
                        Nearest.advice(statistic, STATISTICS, "distances"));
            }
            checkThresholds(where, problems);
        }

        /** Notes what is wrong with the thresholds. */
        public void checkThresholds(String where, Problems problems) {
            threshold(warning, "warning", where, problems);
            threshold(drift, "drift", where, problems);
            if (warning != null && drift != null && warning > drift) {
                problems.add(
                        "The warning threshold " + warning + " is larger than the drift threshold " + drift,
                        where,
                        "Warn from a smaller distance on");
            }
            share(missingWarning, "missingWarning", where, problems);
            share(missingDrift, "missingDrift", where, problems);
            if (missingWarning != null && missingDrift != null && missingWarning > missingDrift) {
                problems.add(
                        "missingWarning " + missingWarning + " is larger than missingDrift " + missingDrift,
                        where,
                        "Warn from a smaller share on");
            }
        }

        static void share(Double value, String what, String where, Problems problems) {
            if (value != null && !(value >= 0 && value <= 1)) {
                problems.add(what + " is " + value, where, "Give a share of the rows from 0 to 1, as 0.1");
            }
        }

        private static void threshold(Double value, String what, String where, Problems problems) {
            if (value != null && !(value >= 0 && Double.isFinite(value))) {
                problems.add("The " + what + " threshold is " + value, where, "Give a distance from 0 on, as 0.1");
            }
        }
    }

    /**
     * What holds for all columns of a type.
     *
     * @param type of the columns
     * @param limits for them
     */
    public record TypeRule(Signature.Type type, Limits limits) {}
}
