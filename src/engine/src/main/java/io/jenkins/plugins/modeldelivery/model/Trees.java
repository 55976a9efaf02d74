package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees of XGBoost, boosted or a forest; stored in its own format UBJ. */
public final class Trees implements Scorer {

    static final String KIND = "trees";

    private final Task task;
    private final Booster booster;
    private final int outputs;

    /** Rounds that count; 0: all. */
    private final int rounds;

    /** Takes the booster over: it is disposed of when this is closed. */
    public Trees(Task task, Booster booster, int outputs) {
        this(task, booster, outputs, 0);
    }

    private Trees(Task task, Booster booster, int outputs, int rounds) {
        this.rounds = rounds;
        this.task = task;
        this.booster = booster;
        this.outputs = outputs;
    }

    /** The same trees up to that round, to predict with; they share what closing lets go of, and are not stored. */
    public Trees first(int count) {
        return new Trees(task, booster, outputs, count);
    }

    static Trees read(byte[] bytes, Task task, int outputs, int columns) throws IOException {
        require();
        try {
            Booster booster = XGBoost.loadModel(bytes);
            booster.setParam("verbosity", 0);
            long features = booster.getNumFeature();
            if (features != columns) {
                throw new IllegalArgumentException(
                        "The trees take " + features + " columns, " + columns + " are needed");
            }
            return new Trees(task, booster, outputs);
        } catch (XGBoostError e) {
            throw new IllegalArgumentException("XGBoost cannot read the trees: " + firstLine(e), e);
        }
    }

    /**
     * Loads the native library.
     *
     * @throws InputException naming the reason and what to do, where this machine cannot run it
     */
    public static void require() {
        try {
            Class.forName("ml.dmlc.xgboost4j.java.XGBoostJNI", true, Trees.class.getClassLoader());
            // The class above survives a library that failed to load; the first call into it does not.
            new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
        } catch (ReflectiveOperationException | XGBoostError | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new InputException(
                    new io.jenkins.plugins.modeldelivery.document.Problem(
                            "The native library of XGBoost cannot be loaded on this machine ("
                                    + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "): "
                                    + NativeReason.of(cause),
                            null,
                            "Or train with logisticRegression() or linear(): they need no native code."),
                    e);
        }
    }

    @Override
    public double[] predict(Rows rows, int threads) {
        try {
            DMatrix matrix = matrix(rows);
            try {
                booster.setParam("nthread", threads);
                float[][] predicted = booster.predict(matrix, false, rounds);
                double[] values = new double[rows.count() * outputs];
                for (int row = 0; row < predicted.length; row++) {
                    for (int o = 0; o < outputs; o++) {
                        double value = predicted[row][o];
                        // A forest's mean of 0/1 targets may miss the interval by a rounding error.
                        values[row * outputs + o] = task == Task.BINARY ? Math.max(0, Math.min(1, value)) : value;
                    }
                }
                return values;
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot predict: " + firstLine(e), e);
        }
    }

    /** The rows in native memory; to be disposed of. */
    public static DMatrix matrix(Rows rows) throws XGBoostError {
        return new DMatrix(
                rows.starts(), rows.columns(), rows.values(), DMatrix.SparseType.CSR, rows.width(), Float.NaN, 1);
    }

    /** Total gain of the splits on each column, shape [columns]. */
    public double[] gains(int columns) {
        double[] gains = new double[columns];
        try {
            for (Map.Entry<String, Double> gain :
                    booster.getScore((String) null, "total_gain").entrySet()) {
                gains[Integer.parseInt(gain.getKey().substring(1))] = gain.getValue();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot tell the gains: " + firstLine(e), e);
        }
        return gains;
    }

    @Override
    public byte[] bytes() {
        if (rounds > 0) {
            throw new IllegalStateException("Only all of the trees can be stored");
        }
        try {
            return booster.toByteArray("ubj");
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot store the trees: " + firstLine(e), e);
        }
    }

    /** The trees, to be written in another format. */
    TreeDocument document() throws IOException {
        try {
            return Json.parse(
                    new String(booster.toByteArray("json"), StandardCharsets.UTF_8), TreeDocument.class, "the trees");
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot store the trees: " + firstLine(e), e);
        }
    }

    /**
     * A file for XGBoost.
     *
     * @param format {@code ubj} or {@code json}
     * @param columns names of the encoded columns, kept as an attribute
     */
    byte[] exported(String format, List<String> columns) throws IOException {
        try {
            Booster copy = XGBoost.loadModel(booster.toByteArray("ubj"));
            try {
                copy.setAttr(ModelExport.COLUMNS, Json.line(columns));
                return copy.toByteArray(format);
            } finally {
                copy.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot store the trees: " + firstLine(e), e);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void close() {
        booster.dispose();
    }

    private static String firstLine(XGBoostError e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
