package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.tree.IsolationForest;
import io.jenkins.plugins.modeldelivery.tree.IsolationTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An isolation forest with the score from which on a row is an anomaly. Stored as JSON: {@link Parameters} and nothing else.
 */
public final class Isolation implements Scorer {

    static final String KIND = "isolationForest";

    /** Rows encoded at a time: bounds what predicting takes beside the frame. */
    private static final int CHUNK = 65_536;

    /** Classes where no labels say what the two are called: usual rows and others. */
    public static final List<String> CLASSES = List.of("normal", "anomaly");

    private final Parameters parameters;
    private final IsolationForest forest;

    /**
     * What is learnt.
     *
     * @param threshold rows of a higher score are anomalies
     * @param sample rows that each tree saw
     * @param trees of encoded columns
     * @param sensitive features whose values no report may show
     */
    public record Parameters(double threshold, int sample, List<IsolationTree> trees, List<String> sensitive) {
        public Parameters {
            sensitive = sensitive == null ? List.of() : List.copyOf(sensitive);
            trees = trees == null ? List.of() : List.copyOf(trees);
            if (!Double.isFinite(threshold)) {
                throw new IllegalArgumentException("The threshold is not a number");
            }
        }
    }

    /** IllegalArgumentException if the trees ask for columns that there are not. */
    public Isolation(Parameters parameters, int columns) {
        for (IsolationTree tree : parameters.trees()) {
            if (Arrays.stream(tree.columns()).anyMatch(c -> c >= columns)) {
                throw new IllegalArgumentException("A tree splits by a column that there is not");
            }
        }
        this.parameters = parameters;
        this.forest = new IsolationForest(parameters.sample(), parameters.trees());
    }

    /** IllegalArgumentException if the bytes are no parameters for so many columns. */
    static Isolation read(byte[] bytes, int columns) {
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new Isolation(Json.parse(text, Parameters.class, "parameters"), columns);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Rows of a higher score are anomalies. */
    public double threshold() {
        return parameters.threshold();
    }

    /** Features whose values no report may show. */
    public List<String> sensitive() {
        return parameters.sensitive();
    }

    @Override
    public double[] predict(Encoded rows, int threads) {
        double[] values = new double[rows.count()];
        for (int from = 0; from < rows.count(); from += CHUNK) {
            int to = Math.min(rows.count(), from + CHUNK);
            double[] chunk = forest.scores(full(rows.cells(from, to)), threads);
            System.arraycopy(chunk, 0, values, from, chunk.length);
        }
        return values;
    }

    /**
     * What makes rows unusual.
     *
     * @return shape [rows][features]; see {@link IsolationForest#reasons}
     */
    public double[][] reasons(Preprocessing preprocessing, Rows rows) {
        double[][] columns = forest.reasons(full(rows));
        int[] owners = preprocessing.owners();
        double[][] features =
                new double[columns.length][preprocessing.features().size()];
        for (int row = 0; row < columns.length; row++) {
            for (int c = 0; c < owners.length; c++) {
                features[row][owners[c]] += columns[row][c];
            }
        }
        return features;
    }

    /** The same rows with their zeros. */
    public static IsolationForest.Rows full(Rows rows) {
        return new IsolationForest.Rows() {
            @Override
            public int count() {
                return rows.count();
            }

            @Override
            public int width() {
                return rows.width();
            }

            @Override
            public void read(int row, float[] buffer) {
                Arrays.fill(buffer, 0);
                for (int i = (int) rows.starts()[row]; i < rows.starts()[row + 1]; i++) {
                    buffer[rows.columns()[i]] = rows.values()[i];
                }
            }
        };
    }

    @Override
    public byte[] bytes() {
        return Json.line(parameters).getBytes(StandardCharsets.UTF_8);
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
