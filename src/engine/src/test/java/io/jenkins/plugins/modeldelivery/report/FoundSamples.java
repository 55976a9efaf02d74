package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Anomalies;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What models without a target find. */
final class FoundSamples {

    private FoundSamples() {}

    /** @param word goes into everything that users name */
    static Evaluation clusters(String word, int count) {
        List<Cluster> clusters = new ArrayList<>();
        for (int c = 1; c <= count; c++) {
            clusters.add(new Cluster(
                    Integer.toString(c),
                    10L * (count - c),
                    (count - c) / (count * (count - 1) / 2.0),
                    1.0 / count,
                    c == count ? null : 1.5 + c,
                    List.of(
                            new Cluster.Trait("plan" + word, "family" + word, 0.9, 0.3, 1.3),
                            new Cluster.Trait("age" + word, null, 44 + c, 39, 0.2 * c),
                            new Cluster.Trait("usage", null, -1e9, 3e-7, 0))));
        }
        Map<String, Double> metrics = Map.of("silhouette", 0.21, "inertia", 12345.6, "daviesBouldin", 1.2);
        return Evaluation.ofClusters(5L * count * (count - 1), metrics, clusters);
    }

    /** @param word goes into everything that users name */
    static Evaluation anomalies(String word) {
        double[][] histogram = new double[30][];
        for (int b = 0; b < 30; b++) {
            histogram[b] = new double[] {0.35 + b / 100.0, 0.36 + b / 100.0, Math.max(0, 900 - 45.0 * b)};
        }
        Anomalies found = new Anomalies(
                0.6,
                12,
                histogram,
                List.of(
                        new Anomalies.Row(
                                51,
                                0.83,
                                true,
                                List.of(
                                        new Anomalies.Reason("speed" + word, "2000" + word, 0.71),
                                        new Anomalies.Reason("state" + word, null, 0.2))),
                        new Anomalies.Row(7, 0.58, false, List.of(new Anomalies.Reason("size", "", 0.4)))));
        return new Evaluation(
                        9_000,
                        Map.of("flaggedShare", 0.0013, "scoreP50", 0.41),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .with(found);
    }
}
