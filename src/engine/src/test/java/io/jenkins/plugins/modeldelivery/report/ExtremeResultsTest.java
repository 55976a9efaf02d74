package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.DriftRequest.Correction;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Histogram;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.LabelChanges;
import io.jenkins.plugins.modeldelivery.document.PermutationImportance;
import io.jenkins.plugins.modeldelivery.document.Result.Run;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainResult.Importance;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

/** Results at the edges of what their types allow still give a sound page. */
class ExtremeResultsTest {

    private static final double[] ODD = {Double.NaN, Double.POSITIVE_INFINITY, -0.0, -1, 1e300, Double.MIN_VALUE, 0.5};

    @TempDir
    Path directory;

    private Document drift(Level level, List<Column> columns, List<Finding> findings) throws Exception {
        DriftResult result = new DriftResult(
                new Run("1", Instant.EPOCH, Double.NaN),
                "m",
                null,
                null,
                Samples.data("d", 0),
                0,
                level,
                null,
                Double.NaN,
                Double.NaN,
                0.05,
                Correction.NONE,
                columns,
                findings,
                null);
        Reports.write(result, directory);
        return Documents.sound(directory.resolve(Reports.FILE));
    }

    private static Column column(String name, Type type, Level level, double distance, Histogram histogram) {
        return new Column(
                name, null, type, null, null, distance, distance, distance, distance, distance, level, null, null,
                histogram);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void driftWithNothingInIt(Level level) throws Exception {
        assertThat(Documents.text(drift(level, List.of(), List.of()))).contains("No column was compared");
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void driftOfOddNumbersAndBins(Level level) throws Exception {
        List<Column> columns = new ArrayList<>();
        for (double odd : ODD) {
            for (Type type : Type.values()) {
                columns.add(column("none", type, level, odd, null));
                columns.add(column("empty", type, level, odd, new Histogram(List.of(), new double[0], new double[0])));
                columns.add(column(
                        "one", type, level, odd, new Histogram(List.of("a"), new double[] {1}, new double[] {odd})));
                columns.add(column(
                        "ragged", type, level, odd, new Histogram(List.of("a", ""), new double[] {1}, new double[0])));
                columns.add(column("many", type, level, odd, many(300)));
            }
        }
        Document document = drift(level, columns, List.of(new Finding(null, null, null, "")));
        assertThat(Documents.tagged(document, "figure")).isNotEmpty();
    }

    private static Histogram many(int bins) {
        List<String> labels = new ArrayList<>();
        double[] shares = new double[bins];
        for (int i = 0; i < bins; i++) {
            labels.add("category number " + i);
            shares[i] = 1.0 / bins;
        }
        return new Histogram(labels, shares, shares);
    }

    @Test
    void driftOfTwoThousandColumnsStaysSmallAndSaysWhatIsLeftOut() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            columns.add(
                    column("column " + i, i % 2 == 0 ? Type.NUMERIC : Type.CATEGORICAL, Level.DRIFT, 0.3, many(40)));
        }
        List<Finding> findings = Collections.nCopies(5000, new Finding("missing", "x", Level.WARNING, "y".repeat(500)));

        String text = Documents.text(drift(Level.DRIFT, columns, findings));
        assertThat(text).contains("the worst 500 of 2000 columns").contains("are not drawn to keep this page small");
    }

    @Test
    void driftOfTwoHundredColumnsNamesThemAll() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            columns.add(column("column " + i, Type.NUMERIC, Level.OK, 0.3, many(20)));
        }
        assertThat(Documents.text(drift(Level.OK, columns, List.of()))).contains("column 199");
    }

    /** As large as results get: fifty classes on both sides, all slices that are listed, two hundred columns shuffled. */
    @Test
    void validationOfManyClassesSlicesAndColumnsStaysSmall() throws Exception {
        List<PermutationImportance.Feature> features = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            features.add(new PermutationImportance.Feature("a rather long name of column " + i, 1 / (i + 2.0), 0.01));
        }
        Map<String, Double> metrics = Samples.multiclass(3).metrics();
        List<Slicing> slicings = new ArrayList<>();
        for (int c = 0; c < 20; c++) {
            List<Slicing.Slice> slices = new ArrayList<>();
            for (int v = 0; v < 50; v++) {
                slices.add(new Slicing.Slice(
                        "a value of the column, number " + v,
                        200,
                        true,
                        metrics,
                        Map.of("auc", new Interval(0.9, 0.98)),
                        metrics));
            }
            slicings.add(new Slicing("column " + c, 100, slices, 0, 0, Map.of()));
        }
        Evaluation candidate =
                Samples.multiclass(50).with(new PermutationImportance("auc", 0.967, 1000, 5, 42, features));
        Reports.write(
                new ValidationResult(
                        Samples.RUN,
                        "m",
                        2,
                        null,
                        Samples.data("d", 100_000),
                        candidate,
                        1,
                        "prod",
                        Samples.multiclass(50),
                        List.of(),
                        true,
                        null,
                        List.of(),
                        null,
                        slicings,
                        new LabelChanges(
                                100_000,
                                70_000,
                                IntStream.range(0, LabelChanges.LISTED)
                                        .mapToObj(i -> new LabelChanges.Change("label " + i, "label " + (i + 1), 3000))
                                        .toList(),
                                new LabelChanges.Test(900, 190, 1e-30),
                                new LabelChanges.Test(3, 19, 1))),
                directory);
        String text = Documents.text(Documents.sound(directory.resolve(Reports.FILE)));
        assertThat(text)
                .contains("AUC lost without a column, the 20 largest", "a rather long name of column 199", "column 19")
                .contains("Rows with another label, the most frequent", "others 58,000", "though no label");
    }

    @Test
    void validationWithNothingInIt() throws Exception {
        Evaluation nothing = new Evaluation(0, Map.of(), null, null, null, null, null, null, null);
        Reports.write(
                new ValidationResult(
                        Samples.RUN,
                        "m",
                        null,
                        null,
                        null,
                        nothing,
                        null,
                        null,
                        nothing,
                        List.of(),
                        true,
                        null,
                        List.of()),
                directory);
        assertThat(Documents.text(Documents.sound(directory.resolve(Reports.FILE))))
                .contains("no gates were asked for");
    }

    @Test
    void validationOfOddNumbers() throws Exception {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("auc", Double.NaN);
        metrics.put("rmse", Double.POSITIVE_INFINITY);
        metrics.put("ownMetric", -1e300);
        metrics.put("ece", null);
        double[][] points =
                Arrays.stream(ODD).mapToObj(o -> new double[] {o, -o, o}).toArray(double[][]::new);
        Evaluation odd = new Evaluation(
                1,
                metrics,
                List.of("a", "b"),
                "b",
                new long[][] {{0, 0}, {0, Long.MAX_VALUE}},
                points,
                new double[0][],
                new double[][] {{}, {1}, {0.5, 0.5}},
                points);
        Reports.write(
                new ValidationResult(
                        Samples.RUN, "m", 1, null, null, odd, null, null, odd, List.of(), false, null, List.of()),
                directory);
        assertThat(Documents.text(Documents.sound(directory.resolve(Reports.FILE))))
                .contains("n/a");
    }

    @Test
    void trainingOnThousandsOfFeaturesAndClasses() throws Exception {
        List<Field> inputs = new ArrayList<>();
        List<Importance> importances = new ArrayList<>();
        List<String> categories = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            categories.add("category " + i);
        }
        for (int i = 0; i < 5000; i++) {
            inputs.add(new Field("feature " + i, Type.CATEGORICAL, null, null, categories, Double.NaN));
            importances.add(new Importance("feature " + i, 1.0 / 5000));
        }
        inputs.add(new Field("bare", Type.NUMERIC, null, null, null, 0));
        Reports.write(
                new TrainResult(
                        Samples.RUN,
                        "m",
                        null,
                        null,
                        Samples.data("d", 1),
                        Samples.data("t", 1),
                        "given",
                        Task.MULTICLASS,
                        "t",
                        new TrainerSpec("auto", null),
                        1,
                        new Signature(inputs, null),
                        Samples.multiclass(500),
                        importances,
                        Collections.nCopies(3000, "warning ".repeat(200))),
                directory);
        String text = Documents.text(Documents.sound(directory.resolve(Reports.FILE)));
        assertThat(text)
                .contains("the first 500 of 5001 inputs")
                .contains("489 other classes")
                .contains("4981 other features");
    }

    @Test
    void deliveryOfAModelWithoutVersions() throws Exception {
        DeliverySamples s = DeliverySamples.demo("");
        s.ledger.subList(1, s.ledger.size()).clear();
        Document document = delivery(s);
        assertThat(Documents.text(document)).contains("None is registered yet").contains("nothing is in prod");
    }

    @Test
    void deliveryOfAVersionThatWasOnlyRegistered() throws Exception {
        DeliverySamples s = DeliverySamples.demo("");
        s.ledger.subList(2, s.ledger.size()).clear();
        assertThat(Documents.text(delivery(s)))
                .contains("1 version; nothing is in prod")
                .contains("v1 registered");
    }

    @Test
    void deliveryOfThousandsOfMovesInOneInstant() throws Exception {
        DeliverySamples s = DeliverySamples.demo("");
        for (int i = 0; i < 3000; i++) {
            String from = i == 0 ? "dev" : i % 2 == 0 ? "prod" : "staging";
            String to = i % 2 == 0 ? "staging" : "prod";
            s.add(i % 3, Actor.user("ann"), new Event.Transitioned("promote", 3, from, to, null, null, null));
        }
        assertThat(Documents.text(delivery(s))).contains("the newest 500 of 3,0");
    }

    @Test
    void deliverySaysThatTheLedgerIsDamaged() throws Exception {
        DeliverySamples s = DeliverySamples.demo("");
        var m = s.model();
        var damaged = new io.jenkins.plugins.modeldelivery.registry.Model(
                m.name(),
                m.created(),
                m.versions(),
                m.deleted(),
                m.aliases(),
                m.tags(),
                m.card(),
                m.transitions(),
                m.seq(),
                m.changed(),
                m.removed(),
                "line 7: the digest of line 6 differs");
        Path file = directory.resolve("page.html");
        DeliveryReport.write(damaged, s.ledger, Stages.DEFAULT, b -> null, s.now, file);
        assertThat(Documents.text(Documents.sound(file)))
                .contains("read-only")
                .contains("the digest of line 6 differs");
    }

    private Document delivery(DeliverySamples s) throws Exception {
        Path file = directory.resolve("page.html");
        DeliveryReport.write(s.model(), s.ledger, Stages.DEFAULT, b -> null, s.now, file);
        return Documents.sound(file);
    }
}
