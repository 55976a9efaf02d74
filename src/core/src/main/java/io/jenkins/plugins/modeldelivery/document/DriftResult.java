package io.jenkins.plugins.modeldelivery.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Current data compared with the training profile of a model.
 *
 * @param run facts about the engine run
 * @param model full name of the model
 * @param version its version number; may be null
 * @param modelSha256 digest of the model file whose profile was the reference
 * @param data the current data
 * @param referenceRows rows that the profile summarises
 * @param level the verdict on the data set
 * @param summary the verdict as one sentence
 * @param driftShare importance-weighted share of columns that drift, 0..1
 * @param shareLimit the share from which the data set drifts
 * @param alpha level of significance after correction
 * @param correction how p-values were corrected
 * @param columns one entry a compared column, worst first
 * @param findings everything else that is noteworthy, worst first
 * @param report the HTML report
 * @param performance how well the model does on the current data; null where nothing can be said
 * @param baseline what the data was compared with; null: the training profile, by an engine that knew nothing else
 * @param classifier how well a model can tell the rows of both data sets apart; null where none was asked
 * @param history earlier checks of the same version, oldest first
 * @param profile file with the summary of the current data, for later checks to compare with; null: none
 * @param gates decisions of the conditions on that, in the order asked for; they are part of the verdict
 */
public record DriftResult(
        Run run,
        String model,
        Integer version,
        String modelSha256,
        DataFacts data,
        long referenceRows,
        Level level,
        String summary,
        double driftShare,
        double shareLimit,
        double alpha,
        DriftRequest.Correction correction,
        List<Column> columns,
        List<Finding> findings,
        Artifact report,
        Performance performance,
        Baseline baseline,
        Classifier classifier,
        List<DriftCheckpoint> history,
        Artifact profile,
        List<GateDecision> gates)
        implements Result {
    public DriftResult {
        history = history == null ? List.of() : List.copyOf(history);
        columns = List.copyOf(columns);
        findings = List.copyOf(findings);
        gates = gates == null ? List.of() : List.copyOf(gates);
    }

    /** A comparison without gates. */
    public DriftResult(
            Run run,
            String model,
            Integer version,
            String modelSha256,
            DataFacts data,
            long referenceRows,
            Level level,
            String summary,
            double driftShare,
            double shareLimit,
            double alpha,
            DriftRequest.Correction correction,
            List<Column> columns,
            List<Finding> findings,
            Artifact report,
            Performance performance,
            Baseline baseline,
            Classifier classifier,
            List<DriftCheckpoint> history,
            Artifact profile) {
        this(
                run,
                model,
                version,
                modelSha256,
                data,
                referenceRows,
                level,
                summary,
                driftShare,
                shareLimit,
                alpha,
                correction,
                columns,
                findings,
                report,
                performance,
                baseline,
                classifier,
                history,
                profile,
                null);
    }

    /** A comparison with the training profile. */
    public DriftResult(
            Run run,
            String model,
            Integer version,
            String modelSha256,
            DataFacts data,
            long referenceRows,
            Level level,
            String summary,
            double driftShare,
            double shareLimit,
            double alpha,
            DriftRequest.Correction correction,
            List<Column> columns,
            List<Finding> findings,
            Artifact report,
            Performance performance) {
        this(
                run,
                model,
                version,
                modelSha256,
                data,
                referenceRows,
                level,
                summary,
                driftShare,
                shareLimit,
                alpha,
                correction,
                columns,
                findings,
                report,
                performance,
                null,
                null,
                null,
                null);
    }

    /** A comparison that says nothing of performance. */
    public DriftResult(
            Run run,
            String model,
            Integer version,
            String modelSha256,
            DataFacts data,
            long referenceRows,
            Level level,
            String summary,
            double driftShare,
            double shareLimit,
            double alpha,
            DriftRequest.Correction correction,
            List<Column> columns,
            List<Finding> findings,
            Artifact report) {
        this(
                run,
                model,
                version,
                modelSha256,
                data,
                referenceRows,
                level,
                summary,
                driftShare,
                shareLimit,
                alpha,
                correction,
                columns,
                findings,
                report,
                null);
    }

    /**
     * What the current data was compared with.
     *
     * @param kind {@code training}, {@code file}, {@code profile} or {@code checks}
     * @param words for people: {@code the training data}, {@code january.csv}, {@code the last 3 checks}, {@code check 17}
     * @param data the file; null for other kinds
     * @param exact whether distances of numbers were computed from the values themselves, not from a profile's grid
     */
    public record Baseline(String kind, String words, DataFacts data, boolean exact) {
        /** The profile of the training data. */
        public static final String TRAINING = "training";
        /** A file. */
        public static final String FILE = "file";
        /** A file with a profile of data. */
        public static final String PROFILE = "profile";
        /** The data of earlier checks. */
        public static final String CHECKS = "checks";
    }

    /**
     * A model trained to tell the rows of the baseline from the current ones.
     *
     * @param auc area under the ROC curve on rows that it did not learn from; 0.5: it cannot tell them apart
     * @param low end of the 95 % interval of {@code auc}
     * @param high end of the 95 % interval of {@code auc}
     * @param pValue probability of at least that area where the rows are of one kind
     * @param level the finding's
     * @param rows of each data set that it learned from and was measured on
     * @param giveaways how much each column helps it, by column, most first, summing up to at most 1
     */
    public record Classifier(
            double auc, double low, double high, double pValue, Level level, long rows, Map<String, Double> giveaways) {
        public Classifier {
            giveaways = giveaways == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(giveaways));
        }
    }

    /**
     * How well the model does on the current data.
     *
     * @param rows whose truth is known; 0 when nothing was measured
     * @param realised metrics measured on them, by name
     * @param estimated metrics of all rows without their truth, by name: of classifiers from the model's probabilities, of
     *     numbers from a second model of its errors; empty where there is no estimate
     * @param reference metrics on the rows held out at training, by name; empty where they are not known
     * @param conditions under which the estimates may be believed, one sentence each
     */
    public record Performance(
            long rows,
            Map<String, Double> realised,
            Map<String, Estimate> estimated,
            Map<String, Double> reference,
            List<String> conditions) {
        public Performance {
            reference = reference == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(reference));
            conditions = conditions == null ? List.of() : List.copyOf(conditions);
            realised = realised == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(realised));
            estimated = estimated == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(estimated));
        }
    }

    /**
     * An estimated metric.
     *
     * @param value what is to be expected
     * @param low three sampling errors less
     * @param high three sampling errors more
     */
    public record Estimate(double value, double low, double high) {}

    /** How bad it is. */
    public enum Level {
        OK,
        WARNING,
        DRIFT,
        /** Too few rows to say: neither pass nor fail. */
        INSUFFICIENT_DATA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One column's comparison.
     *
     * @param name column name; {@code prediction} and the target's name for prediction and label drift
     * @param role {@code feature}, {@code prediction} or {@code label}
     * @param type how its values are understood
     * @param importance share of the model's importance, 0..1; null where unknown
     * @param statistic the distance that decides: one of {@link DriftRequest.Limits#STATISTICS} ({@code js} has the base 2,
     *     {@code wasserstein} is in standard deviations of the reference), or {@code missing} (change of the share of missing
     *     values) where that says more
     * @param distance its value
     * @param warning distance from which it is a warning
     * @param drift distance from which it drifts
     * @param pValue of the test that goes with the statistic
     * @param adjusted p-value after correction
     * @param level drift = significant and at least the threshold
     * @param moved what moved most: {@code 'WN' 18.2 % -> 31.7 %}; null when nothing did
     * @param statistics all distances computed, by name as in {@code statistic}
     * @param histogram both distributions for the charts
     */
    public record Column(
            String name,
            String role,
            Signature.Type type,
            Double importance,
            String statistic,
            double distance,
            double warning,
            double drift,
            double pValue,
            double adjusted,
            Level level,
            String moved,
            Map<String, Double> statistics,
            Histogram histogram) {}

    /**
     * Two distributions over the same bins.
     *
     * @param labels of the bins: categories, or ranges as text
     * @param reference shares, summing to 1
     * @param current shares, summing to 1
     */
    public record Histogram(List<String> labels, double[] reference, double[] current) {
        public Histogram {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A change that is no distance.
     *
     * @param kind {@code missing}, {@code newCategory}, {@code outOfRange}, {@code type}, {@code schema}, {@code constant},
     *     {@code empty}, {@code vanishedCategory}, {@code unreadable}, {@code duplicates}, {@code rows}, {@code performance},
     *     {@code freshness}, {@code classifier}, {@code ignored}
     * @param column the column; null for the whole file
     * @param level how bad it is
     * @param message what happened, one sentence with numbers
     */
    public record Finding(String kind, String column, Level level, String message) {}
}
