package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.model.ErrorModel;
import io.jenkins.plugins.modeldelivery.model.HeldOut;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Learns, on rows that a regression did not learn from, how wrong it is in which of them: by shallow boosted
 * trees.
 */
final class ErrorModels {

    /** Of fewer rows no model of errors is learned. */
    static final int FEWEST_ROWS = 200;

    /** More rows make it no better. */
    private static final int MOST_ROWS = 50_000;

    /** Encoded cells, so that wide data do not take the heap. */
    private static final int MOST_CELLS = 10_000_000;

    private ErrorModels() {}

    /**
     * @param rows not learned from
     * @param truth their target
     * @return null if there are too few rows
     */
    static ErrorModel fit(
            Preprocessing preprocessing, Frame rows, Column truth, Predictions predictions, long seed, int threads) {
        float[] actual = ((Column.Numeric) truth).values();
        int[] known = IntStream.range(0, actual.length)
                .filter(r -> !truth.missing(r) && Double.isFinite(predictions.values()[r]))
                .toArray();
        if (known.length < FEWEST_ROWS) {
            return null;
        }
        int affordable = Math.max(FEWEST_ROWS, MOST_CELLS / (preprocessing.width() + 1));
        int size = Math.min(known.length, Math.min(MOST_ROWS, affordable));
        // Evenly through the rows: a sample that needs no seed.
        int[] sample = IntStream.range(0, size)
                .map(i -> known[(int) ((long) i * known.length / size)])
                .toArray();
        double[] predicted = new double[size];
        float[] absolute = new float[size];
        float[] squared = new float[size];
        for (int i = 0; i < size; i++) {
            predicted[i] = predictions.values()[sample[i]];
            double error = predicted[i] - actual[sample[i]];
            absolute[i] = (float) Math.abs(error);
            squared[i] = (float) (error * error);
        }
        Rows encoded = preprocessing.encode(rows.rows(sample)).with(predicted);
        Algorithm algorithm = new GradientBoosting();
        Algorithm.Settings settings = new Algorithm.Settings(parameters(algorithm), seed, threads);
        double[] unseen = new double[size];
        for (int half = 0; half < 2; half++) {
            int other = half;
            int[] test = part(size, i -> i % 2 == other);
            try (Scorer scorer = learn(algorithm, settings, encoded, absolute, part(size, i -> i % 2 != other))) {
                double[] estimates = scorer.predict(encoded.subset(test), threads);
                for (int i = 0; i < test.length; i++) {
                    unseen[test[i]] = Math.max(0, estimates[i]);
                }
            }
        }
        int[] all = part(size, i -> true);
        Scorer ofAbsolute = learn(algorithm, settings, encoded, absolute, all);
        Scorer ofSquared = learn(algorithm, settings, encoded, squared, all);
        HeldOut.Errors facts = new HeldOut.Errors(
                ofAbsolute.kind(),
                size,
                deviation(absolute),
                deviation(squared),
                mean(absolute),
                Arrays.stream(unseen).average().orElseThrow(),
                correlation(unseen, absolute));
        return new ErrorModel(facts, ofAbsolute, ofSquared);
    }

    private static int[] part(int size, IntPredicate which) {
        return IntStream.range(0, size).filter(which).toArray();
    }

    private static Map<String, Object> parameters(Algorithm algorithm) {
        Map<String, Object> parameters = new HashMap<>(algorithm.info().complete(Map.of(), new ArrayList<>()));
        parameters.put("rounds", 60);
        parameters.put("depth", 3);
        parameters.put("learningRate", 0.1);
        parameters.put("minChildWeight", 20.0);
        return parameters;
    }

    private static Scorer learn(
            Algorithm algorithm, Algorithm.Settings settings, Rows rows, float[] errors, int[] which) {
        Algorithm.Examples examples = new Algorithm.Examples(
                        rows, errors, null, null, null, Task.REGRESSION, 0, new int[rows.width()])
                .subset(which);
        return algorithm.fit(examples, settings, Progress.SILENT).scorer();
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private static double correlation(double[] estimated, float[] actual) {
        double meanEstimated = Arrays.stream(estimated).average().orElseThrow();
        double meanActual = mean(actual);
        double both = 0;
        double ofEstimated = 0;
        double ofActual = 0;
        for (int i = 0; i < actual.length; i++) {
            double e = estimated[i] - meanEstimated;
            double a = actual[i] - meanActual;
            both += e * a;
            ofEstimated += e * e;
            ofActual += a * a;
        }
        double scale = Math.sqrt(ofEstimated * ofActual);
        return scale > 0 ? both / scale : 0;
    }
}
