package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.tree.Ensemble;
import io.jenkins.plugins.modeldelivery.tree.Parallel;
import io.jenkins.plugins.modeldelivery.tree.Predictor;
import io.jenkins.plugins.modeldelivery.tree.XGBoostFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Trees, boosted or a forest; stored in XGBoost's format UBJ, whoever grew them. Predicting is pure Java: a model trained with
 * the native library predicts the same where there is none.
 */
public final class Trees implements Scorer {

    static final String KIND = "trees";

    /** Values of the rows that pass through the trees together: few enough for the processor's cache. */
    private static final int TOGETHER = 131_072;

    private static final int MOST_ROWS = 1_024;

    private final Task task;
    private final Ensemble ensemble;

    /** As they are stored; null: not yet. */
    private final byte[] stored;

    private Predictor predictor;

    public Trees(Task task, Ensemble ensemble) {
        this(task, ensemble, null);
    }

    private Trees(Task task, Ensemble ensemble, byte[] stored) {
        this.task = task;
        this.ensemble = ensemble;
        this.stored = stored;
    }

    /** What XGBoost stores; IllegalArgumentException if it is nothing that can be predicted with. */
    public static Trees of(Task task, byte[] ubj) {
        return new Trees(task, XGBoostFormat.read(ubj), ubj);
    }

    static Trees read(byte[] bytes, Task task, int outputs, int columns) {
        Trees trees;
        try {
            trees = of(task, bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the trees cannot be read: " + e.getMessage(), e);
        }
        if (trees.ensemble.columns() != columns || trees.ensemble.outputs() != outputs) {
            throw new IllegalArgumentException("The trees take " + trees.ensemble.columns() + " columns and put out "
                    + trees.ensemble.outputs() + " numbers, " + columns + " and " + outputs + " are needed");
        }
        return trees;
    }

    /** The trees of the first rounds only. */
    public Trees first(int rounds) {
        return new Trees(task, ensemble.first(rounds * ensemble.outputs()));
    }

    /** Only the columns that some tree asks for are taken, straight from those of the frame where there is one. */
    @Override
    public double[] predict(Encoded rows, int threads) {
        int outputs = ensemble.outputs();
        double[] values = new double[Math.multiplyExact(rows.count(), outputs)];
        Predictor predictor = predictor();
        int width = predictor.width();
        int block = Math.max(1, Math.min(MOST_ROWS, TOGETHER / Math.max(1, width)));
        DenseRows direct = rows instanceof FrameRows frame ? frame.dense(predictor.places(), width) : null;
        Parallel.run(threads, (rows.count() + block - 1) / block, () -> {
            float[] dense = new float[block * width];
            return number -> {
                int from = number * block;
                int to = Math.min(rows.count(), from + block);
                Arrays.fill(dense, Float.NaN);
                if (direct != null) {
                    direct.fill(dense, from, to);
                } else {
                    fill(dense, rows.cells(from, to), predictor.places(), width);
                }
                predictor.predict(dense, to - from, values, from * outputs);
            };
        });
        bound(values);
        return values;
    }

    private static void fill(float[] dense, Rows cells, int[] places, int width) {
        for (int row = 0; row < cells.count(); row++) {
            for (int i = (int) cells.starts()[row]; i < cells.starts()[row + 1]; i++) {
                int place = places[cells.columns()[i]];
                if (place >= 0) {
                    dense[row * width + place] = cells.values()[i];
                }
            }
        }
    }

    private synchronized Predictor predictor() {
        predictor = predictor == null ? new Predictor(ensemble) : predictor;
        return predictor;
    }

    /** A forest's mean of shares may miss the interval, or the sum of 1, by a rounding error. */
    private void bound(double[] values) {
        if (task == Task.BINARY) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(0, Math.min(1, values[i]));
            }
        } else if (task == Task.MULTICLASS && ensemble.link() == Ensemble.Link.IDENTITY) {
            int outputs = ensemble.outputs();
            for (int at = 0; at < values.length; at += outputs) {
                double sum = 0;
                for (int o = at; o < at + outputs; o++) {
                    values[o] = Math.max(0, Math.min(1, values[o]));
                    sum += values[o];
                }
                for (int o = at; o < at + outputs && sum > 0; o++) {
                    values[o] /= sum;
                }
            }
        }
    }

    /** Total gain of the splits on each column, shape [columns]. */
    public double[] gains() {
        return ensemble.gains();
    }

    @Override
    public byte[] bytes() {
        return stored == null ? XGBoostFormat.write(ensemble) : stored;
    }

    Ensemble ensemble() {
        return ensemble;
    }

    /**
     * A file for XGBoost.
     *
     * @param format {@code ubj} or {@code json}
     * @param attributes of the booster: what the encoded columns are
     */
    byte[] exported(String format, Map<String, String> attributes) {
        var document = XGBoostFormat.portable(bytes(), attributes);
        return format.equals("json")
                ? Json.line(XGBoostFormat.readable(document)).getBytes(StandardCharsets.UTF_8)
                : XGBoostFormat.bytes(document);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
