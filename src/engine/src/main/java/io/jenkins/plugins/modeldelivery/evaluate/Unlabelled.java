package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Anomalies;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Measures models that learn without a target. */
public final class Unlabelled {

    private static final int BINS = 30;
    private static final int MOST_ROWS = 20;
    private static final int MOST_REASONS = 5;

    /** Smaller parts of what makes a row unusual are not told. */
    private static final double LEAST = 0.05;

    private Unlabelled() {}

    /**
     * Clusters.
     *
     * @param encoded the rows in the space of the centres
     * @param described the clusters as the model describes them
     */
    public static Evaluation clusters(Predictions predictions, Rows encoded, List<Cluster> described, int threads) {
        return scores(predictions, encoded, described, true, threads).evaluation();
    }

    /**
     * The same, ready to be measured again with other weights.
     *
     * @param near whether the predicted distances are of the encoded space
     */
    static Scores scores(Predictions predictions, Rows encoded, List<Cluster> described, boolean near, int threads) {
        int n = predictions.rows();
        int[] labels = new int[n];
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (int) predictions.values()[2 * i];
            distances[i] = predictions.values()[2 * i + 1];
        }
        return new ClusterScores(
                encoded,
                labels,
                near ? distances : null,
                described,
                IntStream.range(0, n).toArray(),
                threads);
    }

    /**
     * Anomalies.
     *
     * @param truth which rows are known to be anomalies; null: none
     * @param frame the rows
     * @param numbers of the rows in their file, from 1
     * @param reasons steps that each feature saves in isolating rows, shape [rows][features]
     * @param features names of the features
     * @param sensitive features whose values are not told
     */
    public static Evaluation anomalies(
            Predictions predictions,
            Column truth,
            Frame frame,
            int[] numbers,
            Function<Frame, double[][]> reasons,
            List<String> features,
            List<String> sensitive) {
        Evaluation evaluation = scores(predictions, truth).evaluation();
        return evaluation.with(told(predictions, frame, numbers, reasons, features, sensitive));
    }

    /** @param truth null, or without any value: nothing is known */
    static Scores scores(Predictions predictions, Column truth) {
        boolean known = truth != null && truth.missingCount() < truth.size();
        return AnomalyScores.of(predictions, known ? Truth.of(truth, predictions.classes()) : null);
    }

    /** Scores and the rows that stand out, in words of the data. */
    static Anomalies told(
            Predictions predictions,
            Frame frame,
            int[] numbers,
            Function<Frame, double[][]> reasons,
            List<String> features,
            List<String> sensitive) {
        double[] scores = predictions.values();
        int[] top = Arrays.stream(Sorting.descending(scores)).limit(MOST_ROWS).toArray();
        Frame rows = frame.rows(top);
        double[][] saved = reasons.apply(rows);
        List<Anomalies.Row> unusual = new ArrayList<>();
        for (int i = 0; i < top.length; i++) {
            unusual.add(new Anomalies.Row(
                    numbers[top[i]],
                    scores[top[i]],
                    predictions.flagged(top[i]),
                    reasons(rows, i, saved[i], features, sensitive)));
        }
        long flagged =
                IntStream.range(0, scores.length).filter(predictions::flagged).count();
        return new Anomalies(predictions.threshold(), flagged, histogram(scores), unusual);
    }

    private static List<Anomalies.Reason> reasons(
            Frame rows, int row, double[] saved, List<String> features, List<String> sensitive) {
        double all = Arrays.stream(saved).filter(s -> s > 0).sum();
        return IntStream.range(0, saved.length)
                .filter(f -> all > 0 && saved[f] / all >= LEAST)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer f) -> -saved[f]))
                .limit(MOST_REASONS)
                .map(f -> new Anomalies.Reason(
                        features.get(f),
                        sensitive.contains(features.get(f))
                                ? null
                                : text(rows.column(features.get(f)).orElseThrow(), row),
                        saved[f] / all))
                .toList();
    }

    private static String text(Column column, int row) {
        if (column.missing(row)) {
            return "";
        }
        if (column instanceof Column.Categorical categorical) {
            return categorical.categories().get(categorical.codes()[row]);
        }
        float value = ((Column.Numeric) column).values()[row];
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%d", (long) value)
                : Float.toString(value);
    }

    private static double[][] histogram(double[] scores) {
        double min = Arrays.stream(scores).min().orElse(0);
        double max = Arrays.stream(scores).max().orElse(0);
        int bins = max > min ? BINS : 1;
        double[][] histogram = new double[bins][3];
        for (int b = 0; b < bins; b++) {
            histogram[b][0] = min + (max - min) * b / bins;
            histogram[b][1] = min + (max - min) * (b + 1) / bins;
        }
        for (double score : scores) {
            int bin = max > min ? (int) Math.min(bins - 1.0, (score - min) / (max - min) * bins) : 0;
            histogram[bin][2]++;
        }
        return histogram;
    }
}
