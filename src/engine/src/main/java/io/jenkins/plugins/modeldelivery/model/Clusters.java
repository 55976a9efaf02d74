package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.cluster.Nearest;
import io.jenkins.plugins.modeldelivery.cluster.Points;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Centres of clusters, in encoded columns; a row belongs to the nearest. Stored as JSON: {@link Parameters} and nothing else.
 */
public final class Clusters implements Scorer {

    static final String KIND = "kMeans";

    /** Rows encoded at a time: bounds what predicting takes beside the frame. */
    private static final int CHUNK = 65_536;

    private final Parameters parameters;

    /**
     * What is learnt.
     *
     * @param centers shape [clusters][columns]; the largest cluster first
     * @param sizes shape [clusters]; weight of the training rows of each
     */
    public record Parameters(double[][] centers, double[] sizes) {
        public Parameters {
            if (centers == null || sizes == null || centers.length != sizes.length || centers.length == 0) {
                throw new IllegalArgumentException("Centres and sizes do not fit each other");
            }
            for (int c = 0; c < centers.length; c++) {
                if (centers[c] == null
                        || centers[c].length != centers[0].length
                        || !(sizes[c] >= 0)
                        || Double.isInfinite(sizes[c])
                        || !Arrays.stream(centers[c]).allMatch(Double::isFinite)) {
                    throw new IllegalArgumentException("The centres are not a matrix of numbers");
                }
            }
        }

        /** The same, the largest first. */
        public static Parameters ordered(double[][] centers, double[] sizes) {
            int[] order = IntStream.range(0, sizes.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer c) -> -sizes[c]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new Parameters(
                    Arrays.stream(order).mapToObj(c -> centers[c]).toArray(double[][]::new),
                    Arrays.stream(order).mapToDouble(c -> sizes[c]).toArray());
        }
    }

    /** IllegalArgumentException if the centres have not so many columns. */
    public Clusters(Parameters parameters, int columns) {
        if (parameters.centers()[0].length != columns) {
            throw new IllegalArgumentException(
                    "The centres have " + parameters.centers()[0].length + " columns, " + columns + " are needed");
        }
        this.parameters = parameters;
    }

    /** IllegalArgumentException if the bytes are no parameters of that shape. */
    static Clusters read(byte[] bytes, int columns) {
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new Clusters(Json.parse(text, Parameters.class, "parameters"), columns);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Names of so many clusters. */
    public static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    /** How many. */
    int count() {
        return parameters.sizes().length;
    }

    /** What was learnt. */
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public double[] predict(Encoded rows, int threads) {
        double[] values = new double[Math.multiplyExact(2, rows.count())];
        for (int from = 0; from < rows.count(); from += CHUNK) {
            int to = Math.min(rows.count(), from + CHUNK);
            Nearest nearest = Nearest.of(points(rows.cells(from, to)), parameters.centers(), threads);
            for (int i = from; i < to; i++) {
                values[2 * i] = nearest.labels()[i - from];
                values[2 * i + 1] = Math.sqrt(nearest.squares()[i - from]);
            }
        }
        return values;
    }

    /** The same rows for those who know nothing of preprocessing. */
    public static Points points(Rows rows) {
        return new Points(rows.starts(), rows.columns(), rows.values(), rows.width());
    }

    /** What the clusters are like, in the data's own units; their measured rows are not known here. */
    public List<Cluster> described(Preprocessing preprocessing) {
        double all = Arrays.stream(parameters.sizes()).sum();
        double[] overall = new double[parameters.centers()[0].length];
        for (int c = 0; c < count(); c++) {
            for (int d = 0; d < overall.length; d++) {
                overall[d] += parameters.sizes()[c] / all * parameters.centers()[c][d];
            }
        }
        List<Cluster> described = new ArrayList<>();
        for (int c = 0; c < count(); c++) {
            List<Cluster.Trait> traits = new ArrayList<>();
            int at = 0;
            for (Preprocessing.Feature feature : preprocessing.features()) {
                traits.add(trait(feature, parameters.centers()[c], overall, at));
                at += feature.width();
            }
            traits.sort(Comparator.comparingDouble((Cluster.Trait t) -> -Math.abs(t.difference())));
            described.add(new Cluster(names(count()).get(c), 0, 0, parameters.sizes()[c] / all, null, traits));
        }
        return described;
    }

    private static Cluster.Trait trait(Preprocessing.Feature feature, double[] center, double[] overall, int at) {
        if (feature.values() == null) {
            return new Cluster.Trait(
                    feature.name(),
                    null,
                    center[at] * feature.deviation() + feature.mean(),
                    overall[at] * feature.deviation() + feature.mean(),
                    center[at] - overall[at]);
        }
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < feature.width(); v++) {
            double difference = difference(center[at + v], overall[at + v]);
            if (difference > most) {
                most = difference;
                best = v;
            }
        }
        int values = feature.values().size();
        return new Cluster.Trait(
                feature.name(),
                best < values ? feature.values().get(best) : best == values ? "(other)" : "(missing)",
                center[at + best],
                overall[at + best],
                most);
    }

    /** Of two shares, in standard deviations of a row. */
    private static double difference(double share, double overall) {
        double variance = overall * (1 - overall);
        return variance > 0 ? (share - overall) / Math.sqrt(variance) : 0;
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
