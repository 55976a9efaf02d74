package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Three or more classes; the predictions are probabilities, row by row. */
final class MulticlassScores implements Scores {

    /** Classes that get curves, the largest: more are in nobody's head, and a page has an end. */
    private static final int MOST_CURVES = 12;

    /** Of a curve of one class among many. */
    private static final int CURVE_POINTS = 60;

    private final List<String> classes;
    private final double[][] costs;
    private final List<Metric> metrics;
    private final double[] probability;

    /** By row: where it is among the predictions, times the number of classes. */
    private final int[] at;

    /** By row: true class, predicted class, and what it adds to sums. */
    private final int[] truth;

    private final int[] predicted;
    /** Rows of this selection; null: all. */
    private final int[] chosen;

    private final double[] loss;
    private final double[] square;
    private final double[] confidence;
    /** By class the rows in descending order of its probability; the complement of a row ends a run of equal scores. */
    private final int[][] orders;

    private MulticlassScores(MulticlassScores all, int[] chosen, int[][] orders) {
        classes = all.classes;
        costs = all.costs;
        metrics = all.metrics;
        probability = all.probability;
        at = all.at;
        truth = all.truth;
        predicted = all.predicted;
        loss = all.loss;
        square = all.square;
        confidence = all.confidence;
        this.chosen = chosen;
        this.orders = orders;
    }

    /** @param costs of one row, shape [true class][predicted class]; null: none */
    MulticlassScores(Predictions predictions, Truth known, double[][] costs) {
        int k = predictions.classes().size();
        int n = known.rows().length;
        probability = predictions.values();
        at = new int[n];
        classes = predictions.classes();
        this.costs = costs;
        truth = known.codes();
        predicted = new int[n];
        loss = new double[n];
        square = new double[n];
        confidence = new double[n];
        chosen = null;
        for (int i = 0; i < n; i++) {
            int from = known.rows()[i] * k;
            at[i] = from;
            int best = 0;
            for (int c = 0; c < k; c++) {
                double p = probability[from + c];
                best = p > probability[from + best] ? c : best;
                double error = p - (truth[i] == c ? 1 : 0);
                square[i] += error * error;
            }
            predicted[i] = best;
            confidence[i] = probability[from + best];
            loss[i] = -Math.log(Probabilities.clip(probability[from + truth[i]]));
        }
        orders = new int[k][];
        double[] scores = new double[n];
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < n; i++) {
                scores[i] = probability[at[i] + c];
            }
            int[] order = Sorting.descending(scores);
            for (int i = 0; i < n; i++) {
                if (i == n - 1 || scores[order[i]] != scores[order[i + 1]]) {
                    order[i] = ~order[i];
                }
            }
            orders[c] = order;
        }
        metrics = new ArrayList<>(List.of(Metric.AUC, Metric.PR_AUC, Metric.LOG_LOSS, Metric.BRIER, Metric.ECE));
        metrics.addAll(Confusion.metrics(classes.size(), costs != null));
    }

    @Override
    public List<Metric> metrics() {
        return metrics;
    }

    @Override
    public int rows() {
        return orders[0].length;
    }

    @Override
    public void measure(byte[] weights, double[] out) {
        int k = classes.size();
        long[][] counts = new long[k][k];
        double[] gaps = new double[BinaryScores.CALIBRATION_BINS];
        double losses = 0;
        double squares = 0;
        long total = 0;
        int n = rows();
        for (int place = 0; place < n; place++) {
            int i = chosen == null ? place : chosen[place];
            int w = weights == null ? 1 : weights[i];
            if (w > 0) {
                counts[truth[i]][predicted[i]] += w;
                losses += w * loss[i];
                squares += w * square[i];
                gaps[(int) Math.min(gaps.length - 1.0, confidence[i] * gaps.length)] +=
                        w * (confidence[i] - (truth[i] == predicted[i] ? 1 : 0));
                total += w;
            }
        }
        double gap = 0;
        for (double g : gaps) {
            gap += Math.abs(g);
        }
        double area = 0;
        double precision = 0;
        double[] own = new double[2];
        for (int c = 0; c < k; c++) {
            // NaN if a class does not occur, as it then has no area: the mean has no value either.
            areas(c, weights, own);
            area += own[0];
            precision += own[1];
        }
        out[0] = area / k;
        out[1] = precision / k;
        out[2] = losses / total;
        out[3] = squares / total;
        out[4] = gap / total;
        Confusion.measure(counts, costs, out, 5);
    }

    /** Area under the ROC curve and average precision of one class against the rest. */
    private void areas(int c, byte[] weights, double[] own) {
        double area = 0;
        double precision = 0;
        long truePositives = 0;
        long falsePositives = 0;
        long hits = 0;
        long misses = 0;
        for (int coded : orders[c]) {
            int i = coded < 0 ? ~coded : coded;
            int w = weights == null ? 1 : weights[i];
            if (truth[i] == c) {
                hits += w;
            } else {
                misses += w;
            }
            if (coded < 0) {
                area += misses * (truePositives + hits / 2.0);
                truePositives += hits;
                falsePositives += misses;
                if (hits > 0) {
                    precision += hits * (truePositives / (double) (truePositives + falsePositives));
                }
                hits = 0;
                misses = 0;
            }
        }
        boolean both = truePositives > 0 && falsePositives > 0;
        own[0] = both ? area / ((double) truePositives * falsePositives) : Double.NaN;
        own[1] = both ? precision / truePositives : Double.NaN;
    }

    @Override
    public Scores select(boolean[] selected) {
        int[][] own = new int[orders.length][];
        for (int c = 0; c < orders.length; c++) {
            int[] order = new int[orders[c].length];
            int n = 0;
            boolean open = false;
            for (int coded : orders[c]) {
                int i = coded < 0 ? ~coded : coded;
                if (selected[i]) {
                    order[n++] = i;
                    open = true;
                }
                if (coded < 0 && open) {
                    // The run ends here, whichever of its rows is the last that was chosen.
                    order[n - 1] = ~order[n - 1];
                    open = false;
                }
            }
            own[c] = Arrays.copyOf(order, n);
        }
        return new MulticlassScores(this, LabelScores.indices(selected), own);
    }

    @Override
    public Evaluation evaluation() {
        long[][] counts = new long[classes.size()][classes.size()];
        int n = rows();
        for (int place = 0; place < n; place++) {
            int i = chosen == null ? place : chosen[place];
            counts[truth[i]][predicted[i]]++;
        }
        return new Evaluation(
                n,
                measured(),
                classes,
                null,
                counts,
                null,
                null,
                null,
                null,
                null,
                perClass(Confusion.perClass(counts, classes)));
    }

    /** The classes with what their probabilities are worth. */
    private List<Evaluation.PerClass> perClass(List<Evaluation.PerClass> bare) {
        long[] sizes = bare.stream().mapToLong(Evaluation.PerClass::rows).toArray();
        List<Integer> largest = IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingLong(c -> -sizes[c]))
                .limit(MOST_CURVES)
                .toList();
        List<Evaluation.PerClass> all = new ArrayList<>();
        for (int c = 0; c < sizes.length; c++) {
            Evaluation.PerClass one = bare.get(c);
            Ranking ranking = Ranking.ofClass(orders[c], truth, c);
            boolean drawn = largest.contains(c);
            all.add(new Evaluation.PerClass(
                    one.name(),
                    one.rows(),
                    one.precision(),
                    one.recall(),
                    one.f1(),
                    !ranking.bothClasses()
                            ? null
                            : new Evaluation.Curves(
                                    ranking.auc(),
                                    ranking.averagePrecision(),
                                    drawn ? ranking.roc(CURVE_POINTS) : null,
                                    drawn ? ranking.precisionRecall(CURVE_POINTS) : null,
                                    drawn ? calibration(c) : null)));
        }
        return all;
    }

    /** Of one class's probability: its mean, the class's share, rows, for each bin of equal width that is not empty. */
    private double[][] calibration(int c) {
        double[][] bins = new double[BinaryScores.CALIBRATION_BINS][3];
        for (int coded : orders[c]) {
            int i = coded < 0 ? ~coded : coded;
            double p = probability[at[i] + c];
            double[] bin = bins[BinaryScores.bin(p)];
            bin[0] += p;
            bin[1] += truth[i] == c ? 1 : 0;
            bin[2]++;
        }
        return Arrays.stream(bins)
                .filter(bin -> bin[2] > 0)
                .map(bin -> new double[] {bin[0] / bin[2], bin[1] / bin[2], bin[2]})
                .toArray(double[][]::new);
    }

    @Override
    public boolean[] right() {
        return LabelScores.equal(truth, predicted);
    }

    @Override
    public int[] predicted() {
        return predicted.clone();
    }
}
