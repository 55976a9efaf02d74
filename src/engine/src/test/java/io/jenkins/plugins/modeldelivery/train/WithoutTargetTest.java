package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Anomalies;
import io.jenkins.plugins.modeldelivery.document.Cluster;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithoutTargetTest {

    private static final String[] PLANS = {"basic", "family", "business"};

    @TempDir
    Path dir;

    /** Three kinds of customers, with a few missing values and a constant. */
    private static String customers(int rows) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("age,usage,plan,country\n");
        for (int i = 0; i < rows; i++) {
            int kind = i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2;
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%.2f,%s,NL%n",
                    random.nextInt(25) == 0
                            ? ""
                            : String.format(Locale.ROOT, "%.1f", 25 + 20 * kind + 2 * random.nextGaussian()),
                    100 * (kind == 2 ? 9 : 1 + kind) + 10 * random.nextGaussian(),
                    PLANS[kind]));
        }
        return text.toString();
    }

    /** A cloud in which every fiftieth row is far out in one column. */
    private static String machines(int rows) {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder("heat,noise,site,state\n");
        for (int i = 0; i < rows; i++) {
            boolean odd = i % 50 == 7;
            text.append(String.format(
                    Locale.ROOT,
                    "%.3f,%.3f,%s,%s%n",
                    60 + 5 * random.nextGaussian() + (odd && i % 100 == 7 ? 50 : 0),
                    30 + 3 * random.nextGaussian() - (odd && i % 100 != 7 ? 29 : 0),
                    i % 4 == 0 ? "north" : "south",
                    odd ? "broken" : "fine"));
        }
        return text.toString();
    }

    private Requests requests(String trainer) {
        return new Requests(dir).target(null).trainer(trainer);
    }

    @Test
    void kindsOfCustomersAreFoundAndDescribedInTheirOwnUnits() throws IOException {
        TrainResult result = requests("kMeans")
                .data(customers(900))
                .parameters(Map.of("clusters", 3))
                .run();
        assertThat(result.task()).isEqualTo(Task.CLUSTERING);
        assertThat(result.target()).isNull();
        assertThat(result.signature().output().name()).isNull();
        assertThat(result.evaluation().rows()).isEqualTo(180);
        assertThat(result.evaluation().metrics().get("silhouette")).isGreaterThan(0.6);
        assertThat(result.evaluation().metrics())
                .containsOnlyKeys("silhouette", "daviesBouldin", "calinskiHarabasz", "inertia");
        List<Cluster> clusters = result.evaluation().clusters();
        assertThat(clusters).extracting(Cluster::name).containsExactly("1", "2", "3");
        assertThat(clusters.stream().mapToLong(Cluster::rows).sum()).isEqualTo(180);
        assertThat(clusters.get(0).trainedShare()).isCloseTo(0.5, within(0.05));
        assertThat(clusters.get(2).trainedShare()).isCloseTo(1 / 6.0, within(0.05));
        Cluster.Trait usage = clusters.get(2).centre().stream()
                .filter(t -> t.feature().equals("usage"))
                .findFirst()
                .orElseThrow();
        assertThat(usage.value()).isCloseTo(900, within(5.0));
        assertThat(usage.overall()).isCloseTo(267, within(20.0));
        Cluster.Trait plan = clusters.get(1).centre().stream()
                .filter(t -> t.feature().equals("plan"))
                .findFirst()
                .orElseThrow();
        assertThat(plan.category()).isEqualTo("family");
        assertThat(plan.value()).isCloseTo(1, within(1e-9));
        assertThat(result.warnings()).anyMatch(w -> w.contains("'country' has the same value"));
        assertThat(result.importances())
                .extracting(TrainResult.Importance::feature)
                .contains("age", "usage", "plan");
        assertThat(Files.readString(dir.resolve("report.html"))).contains("Clusters", "family");
        TrainResult again = Json.parse(Json.line(result), TrainResult.class, "result");
        assertThat(again.evaluation().clusters()).isEqualTo(clusters);
    }

    @Test
    void aStoredModelPredictsUnseenCategoriesAndMissingValues() throws IOException {
        requests("kMeans")
                .data(customers(600))
                .parameters(Map.of("clusters", 3))
                .run();
        try (TrainedModel model = TrainedModel.load(dir.resolve(Training.MODEL))) {
            Path file = dir.resolve("new.csv");
            Files.writeString(file, "usage,age,plan\n905,,business\n100,25,basic\n101,25,gold\n");
            Frame frame = DataReader.read(
                    Source.of(file.toString()), model.signature().columns(), List.of(), 1, Progress.SILENT);
            Predictions predictions = model.predict(frame, 2);
            assertThat(predictions.rows()).isEqualTo(3);
            assertThat(predictions.values()[0]).isEqualTo(2);
            assertThat(predictions.values()[2]).isEqualTo(0);
            assertThat(predictions.values()[4]).isEqualTo(0);
            // A plan that it does not know is far from all.
            assertThat(predictions.values()[5]).isGreaterThan(2 * predictions.values()[3]);
            assertThat(model.profile().predictions().name()).isEqualTo("prediction");
            assertThat(model.heldOut().metrics()).containsKey("silhouette");
        }
    }

    @Test
    void theSameRequestWritesTheSameModelOnAnyNumberOfThreads() throws IOException {
        for (String trainer : List.of("kMeans", "anomaly")) {
            String one = requests(trainer)
                    .data(customers(2_000))
                    .threads(1)
                    .run()
                    .artifact()
                    .sha256();
            String four = requests(trainer)
                    .data(customers(2_000))
                    .threads(4)
                    .run()
                    .artifact()
                    .sha256();
            assertThat(four).as(trainer).isEqualTo(one);
        }
    }

    @Test
    void oddMachinesAreFoundWithoutBeingToldAndMeasuredByLabels() throws IOException {
        TrainResult result = requests("anomaly")
                .data(machines(3_000))
                .target("state")
                .parameters(Map.of("contamination", 0.02))
                .run();
        assertThat(result.task()).isEqualTo(Task.ANOMALY);
        assertThat(result.signature().inputs()).extracting("name").containsExactly("heat", "noise", "site");
        assertThat(result.evaluation().positive()).isEqualTo("broken");
        assertThat(result.evaluation().metrics().get("auc")).isGreaterThan(0.99);
        assertThat(result.evaluation().metrics().get("recall")).isGreaterThan(0.7);
        assertThat(result.evaluation().metrics().get("flaggedShare")).isBetween(0.005, 0.04);
        Anomalies anomalies = result.evaluation().anomalies();
        assertThat(anomalies.unusual().get(0).flagged()).isTrue();
        // Rows by their number in the file: every fiftieth from the eighth on is odd.
        assertThat(anomalies.unusual().stream().limit(5)).allMatch(r -> r.row() % 50 == 8);
        assertThat(anomalies.unusual().stream().limit(5))
                .allMatch(r -> r.reasons().get(0).feature().equals(r.row() % 100 == 8 ? "heat" : "noise"));
        assertThat(result.evaluation().permutation().metric()).isEqualTo("auc");
        assertThat(Files.readString(dir.resolve("report.html"))).contains("Anomalies", "threshold");
    }

    @Test
    void withoutLabelsTheSameRowsAreFlagged() throws IOException {
        TrainResult result = requests("anomaly")
                .data(machines(3_000))
                .parameters(Map.of("contamination", 0.02))
                .features("heat", "noise")
                .run();
        assertThat(result.evaluation().metrics()).containsOnlyKeys("flaggedShare", "scoreP50", "scoreP95", "scoreP99");
        assertThat(result.evaluation().confusion()).isNull();
        assertThat(result.evaluation().anomalies().unusual().stream().limit(5)).allMatch(r -> r.row() % 50 == 8);
        try (TrainedModel model = TrainedModel.load(dir.resolve(Training.MODEL))) {
            assertThat(model.classes()).containsExactly("normal", "anomaly");
        }
    }

    @Test
    void valuesOfSensitiveColumnsAreNotTold() throws IOException {
        TrainResult result = Training.run(
                requests("anomaly")
                        .data(machines(1_000))
                        .features("heat", "noise")
                        .request()
                        .hiding(List.of("heat")),
                Progress.SILENT);
        assertThat(result.evaluation().anomalies().unusual().stream()
                        .flatMap(r -> r.reasons().stream())
                        .filter(r -> r.feature().equals("heat")))
                .isNotEmpty()
                .allMatch(r -> r.value() == null);
        try (TrainedModel model = TrainedModel.load(dir.resolve(Training.MODEL))) {
            assertThat(model.sensitive()).containsExactly("heat");
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedWithAdvice() throws IOException {
        String data = customers(100);
        refused(
                requests("kMeans").data(data).target("plan"),
                "learns without a target, 'plan' cannot be one",
                "ignore");
        refused(requests("kMeans").data(data).parameters(Map.of("clusters", 1)), "a whole number from 2 to 1000");
        refused(
                requests("kMeans").data("x,y\n" + "1,2\n2,1\n3,3\n".repeat(20)),
                "8 clusters to find, and among the 48 rows to learn from only 3 are different",
                "at most 3 clusters");
        refused(requests("kMeans").data("x,y\n" + "1,2\n".repeat(30)), "No feature is left to learn from");
        refused(requests("kMeans").data("x,y\n1,2\n3,4\n"), "There are only 2 rows", "At least 20");
        refused(requests("kMeans").data(data).classWeights("balanced").increasing("age"), "no classes to weigh");
        refused(requests("kMeans").data(data).increasing("age"), "nothing rises or falls");
        refused(requests("kMeans").data(data).positive("family"), "no positive class");
        refused(
                requests("kMeans").data(data).export(dir.resolve("m.onnx").toString()),
                "A model of trainer kMeans cannot be exported");
        refused(requests("anomaly").data(data).weightColumn("usage"), "does not weigh rows");
        refused(
                requests("anomaly").data(data).target("plan"),
                "3 different values, two are needed to tell anomalies",
                "column 'plan'");
        refused(requests("anomaly").data(machines(100)).target("state").positive("brocken"), "Did you mean 'broken'?");
        refused(requests("anomaly").data(data).parameters(Map.of("contamination", 0.7)), "from 1.0E-4 to 0.5");
        refused(requests(null).data(data), "No target is given", "the trainers kMeans and anomaly need none");
        refused(requests("auto").data(data).task(Task.CLUSTERING), "Trainer auto cannot do clustering", "Take kMeans.");
        assertThat(dir.resolve(Training.MODEL)).doesNotExist();
    }

    private static void refused(Requests requests, String... words) {
        assertThatThrownBy(requests::run).isInstanceOf(InputException.class).hasMessageContainingAll(words);
    }
}
