package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Of rows that stream by as many as fit, each with the same probability: their predictions, truths and estimated errors. Vitter's
 * algorithm R (ACM Transactions on Mathematical Software 11, 1985). The same rows give the same sample.
 */
final class RowSample {

    /** So many rows tell a share within 0.0015, three sampling errors. */
    private static final int MOST = 1_000_000;
    /** Probabilities kept of models with many classes. */
    private static final int MOST_CELLS = 8_000_000;
    /** Part of the heap that the sample and its metrics may take, by the bytes of a cell. */
    private static final int HEAP = 160;

    private static final double ERRORS = 3;

    private final LoadedModel model;
    private final int width;
    private final int most;
    private final double[] values;
    private final SplittableRandom random = new SplittableRandom(42);
    private final List<String> labels = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    /** Of classes their places in {@code labels}, -1 unknown. */
    private int[] codes;
    /** Of numbers, NaN unknown. */
    private float[] numbers;

    private double[][] errors;
    private double threshold = Double.NaN;
    private long seen;

    RowSample(LoadedModel model) {
        this(model, affordable(model));
    }

    /** @param most rows kept */
    RowSample(LoadedModel model, int most) {
        this.model = model;
        this.width = Predictions.width(model.task(), model.classes());
        this.most = most;
        this.values = new double[most * width];
    }

    private static int affordable(LoadedModel model) {
        int width = Predictions.width(model.task(), model.classes());
        long heap = Runtime.getRuntime().maxMemory() / HEAP / (width + 1);
        return (int) Math.max(1000, Math.min(heap, Math.min(MOST, MOST_CELLS / width)));
    }

    /**
     * The next rows.
     *
     * @param target of them; null: they have none, and none before nor after has one
     */
    void add(Frame frame, Predictions predictions, Column target, int threads) {
        int rows = predictions.rows();
        int[] taken = new int[rows];
        int[] slots = new int[rows];
        int n = 0;
        for (int row = 0; row < rows; row++) {
            long slot = seen < most ? seen : random.nextLong(seen + 1);
            seen++;
            if (slot < most) {
                taken[n] = row;
                slots[n++] = (int) slot;
            }
        }
        if (n == 0) {
            return;
        }
        int[] which = Arrays.copyOf(taken, n);
        double[] chosen = new double[n * width];
        for (int i = 0; i < n; i++) {
            System.arraycopy(predictions.values(), which[i] * width, chosen, i * width, width);
        }
        threshold = predictions.threshold();
        Predictions kept = new Predictions(predictions.task(), predictions.classes(), chosen, threshold);
        double[][] wrong = model.estimateErrors(frame.rows(which), kept, threads);
        for (int i = 0; i < n; i++) {
            System.arraycopy(chosen, i * width, values, slots[i] * width, width);
            if (wrong != null) {
                errors = errors == null ? new double[wrong.length][most] : errors;
                for (int e = 0; e < wrong.length; e++) {
                    errors[e][slots[i]] = wrong[e][i];
                }
            }
            if (target != null) {
                truth(target, which[i], slots[i]);
            }
        }
    }

    private void truth(Column target, int row, int slot) {
        if (target instanceof Column.Numeric n) {
            numbers = numbers == null ? new float[most] : numbers;
            numbers[slot] = n.values()[row];
        } else if (target instanceof Column.Categorical c) {
            codes = codes == null ? new int[most] : codes;
            int code = c.codes()[row];
            codes[slot] = code < 0
                    ? -1
                    : places.computeIfAbsent(c.categories().get(code), label -> {
                        labels.add(label);
                        return labels.size() - 1;
                    });
        }
    }

    /** The truths turned out to be of another kind than the model's: there are none. */
    void forgetTruth() {
        codes = null;
        numbers = null;
    }

    private int size() {
        return (int) Math.min(seen, most);
    }

    /** Of the rows kept. */
    Predictions predictions() {
        return new Predictions(model.task(), model.classes(), Arrays.copyOf(values, size() * width), threshold);
    }

    /** Their estimated errors, shape [2][rows]; null: the model has no estimate. */
    double[][] errors() {
        return errors == null
                ? null
                : Arrays.stream(errors).map(e -> Arrays.copyOf(e, size())).toArray(double[][]::new);
    }

    /** Their truth; null where no row has a column for it. */
    Column target() {
        String name = model.signature().output().name();
        int missing = 0;
        if (numbers != null) {
            float[] kept = Arrays.copyOf(numbers, size());
            for (float value : kept) {
                missing += Float.isNaN(value) ? 1 : 0;
            }
            return new Column.Numeric(name, kept, missing);
        }
        if (codes == null) {
            return null;
        }
        int[] kept = Arrays.copyOf(codes, size());
        for (int code : kept) {
            missing += code < 0 ? 1 : 0;
        }
        return new Column.Categorical(name, List.copyOf(labels), kept, labels.size(), missing);
    }

    /** How the rows were drawn, and how far that may be off; null: they are all there are. */
    String words() {
        return seen <= most
                ? null
                : String.format(
                        Locale.ROOT,
                        "a random sample of %,d of the %,d rows, by which a share of them is off by at most %.4f (three"
                                + " sampling errors)",
                        most,
                        seen,
                        ERRORS * 0.5 / Math.sqrt(most));
    }
}
