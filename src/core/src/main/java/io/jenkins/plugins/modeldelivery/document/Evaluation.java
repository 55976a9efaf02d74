package io.jenkins.plugins.modeldelivery.document;

import java.util.List;
import java.util.Map;

/**
 * A model's predictions measured against the truth.
 *
 * @param rows evaluated rows: those whose true target is known
 * @param metrics name to value, only those that are defined on these rows; names and directions are those of {@link
 *     io.jenkins.plugins.modeldelivery.gate.Metric}
 * @param classes the classes in the order of {@code confusion}; null for regression
 * @param positive the positive class; null unless binary
 * @param confusion rows: true class, columns: predicted class; null for regression
 * @param roc false-positive rate, true-positive rate, at most 200 points from (0,0) to (1,1); null unless binary
 * @param precisionRecall recall, precision, at most 200 points; null unless binary
 * @param calibration mean predicted probability, observed share of positives, rows, in up to 10 bins; null unless binary
 * @param residuals predicted value, true value of at most 500 sampled rows; null unless regression
 * @param intervals where each metric lies with a confidence of 95 %; null: not resampled
 * @param perClass each class on its own, in the order of {@code classes}; null for regression
 * @param permutation how much each column matters on these rows; null: not measured
 * @param clusters the groups, of a model that found some, largest of the training first; else null
 * @param anomalies how unusual the rows are, of a model that tells; else null
 */
public record Evaluation(
        long rows,
        Map<String, Double> metrics,
        List<String> classes,
        String positive,
        long[][] confusion,
        double[][] roc,
        double[][] precisionRecall,
        double[][] calibration,
        double[][] residuals,
        Map<String, Interval> intervals,
        List<PerClass> perClass,
        PermutationImportance permutation,
        List<Cluster> clusters,
        Anomalies anomalies) {
    public Evaluation {
        clusters = clusters == null ? null : List.copyOf(clusters);
        intervals = intervals == null
                ? null
                : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(intervals));
        perClass = perClass == null ? null : List.copyOf(perClass);
        metrics = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metrics));
        classes = classes == null ? null : List.copyOf(classes);
    }

    /** Of predictions that are measured against a truth. */
    public Evaluation(
            long rows,
            Map<String, Double> metrics,
            List<String> classes,
            String positive,
            long[][] confusion,
            double[][] roc,
            double[][] precisionRecall,
            double[][] calibration,
            double[][] residuals,
            Map<String, Interval> intervals,
            List<PerClass> perClass,
            PermutationImportance permutation) {
        this(
                rows,
                metrics,
                classes,
                positive,
                confusion,
                roc,
                precisionRecall,
                calibration,
                residuals,
                intervals,
                perClass,
                permutation,
                null,
                null);
    }

    /** Of clusters. */
    public static Evaluation ofClusters(long rows, Map<String, Double> metrics, List<Cluster> clusters) {
        return new Evaluation(
                rows, metrics, null, null, null, null, null, null, null, null, null, null, clusters, null);
    }

    /** Without the importance of columns. */
    public Evaluation(
            long rows,
            Map<String, Double> metrics,
            List<String> classes,
            String positive,
            long[][] confusion,
            double[][] roc,
            double[][] precisionRecall,
            double[][] calibration,
            double[][] residuals,
            Map<String, Interval> intervals,
            List<PerClass> perClass) {
        this(
                rows,
                metrics,
                classes,
                positive,
                confusion,
                roc,
                precisionRecall,
                calibration,
                residuals,
                intervals,
                perClass,
                null);
    }

    /** Without intervals and classes. */
    public Evaluation(
            long rows,
            Map<String, Double> metrics,
            List<String> classes,
            String positive,
            long[][] confusion,
            double[][] roc,
            double[][] precisionRecall,
            double[][] calibration,
            double[][] residuals) {
        this(
                rows,
                metrics,
                classes,
                positive,
                confusion,
                roc,
                precisionRecall,
                calibration,
                residuals,
                null,
                null,
                null);
    }

    /**
     * One class against the others.
     *
     * @param name of the class
     * @param rows that belong to it
     * @param precision of the rows predicted as it, the share that is; null without any
     * @param recall of its rows, the share that was found; null without any
     * @param f1 harmonic mean of both; null where neither occurs
     * @param curves of its probability; null for two classes, whose curves are those of the evaluation, and where there are no
     *     probabilities or no rows of it or of the others
     */
    public record PerClass(String name, long rows, Double precision, Double recall, Double f1, Curves curves) {
        /** Without curves. */
        public PerClass(String name, long rows, Double precision, Double recall, Double f1) {
            this(name, rows, precision, recall, f1, null);
        }
    }

    /**
     * What the probability of one of three or more classes is worth against all others together.
     *
     * @param auc area under the ROC curve
     * @param prAuc average precision
     * @param roc false-positive rate, true-positive rate, from (0,0) to (1,1); null where the class is one of many small ones
     * @param precisionRecall recall, precision; null as well
     * @param calibration mean predicted probability, observed share of the class, rows, in up to 10 bins; null as well
     */
    public record Curves(
            double auc, double prAuc, double[][] roc, double[][] precisionRecall, double[][] calibration) {}

    /** The same with more metrics, after those that there are. */
    public Evaluation plus(Map<String, Double> more) {
        Map<String, Double> all = new java.util.LinkedHashMap<>(metrics);
        all.putAll(more);
        return new Evaluation(
                rows,
                all,
                classes,
                positive,
                confusion,
                roc,
                precisionRecall,
                calibration,
                residuals,
                intervals,
                perClass,
                permutation,
                clusters,
                anomalies);
    }

    /** The same with intervals. */
    public Evaluation with(Map<String, Interval> found) {
        return new Evaluation(
                rows,
                metrics,
                classes,
                positive,
                confusion,
                roc,
                precisionRecall,
                calibration,
                residuals,
                found,
                perClass,
                permutation,
                clusters,
                anomalies);
    }

    /** The same with how much each column matters. */
    public Evaluation with(PermutationImportance measured) {
        return new Evaluation(
                rows,
                metrics,
                classes,
                positive,
                confusion,
                roc,
                precisionRecall,
                calibration,
                residuals,
                intervals,
                perClass,
                measured,
                clusters,
                anomalies);
    }

    /** The same with how unusual the rows are. */
    public Evaluation with(Anomalies found) {
        return new Evaluation(
                rows,
                metrics,
                classes,
                positive,
                confusion,
                roc,
                precisionRecall,
                calibration,
                residuals,
                intervals,
                perClass,
                permutation,
                clusters,
                found);
    }
}
