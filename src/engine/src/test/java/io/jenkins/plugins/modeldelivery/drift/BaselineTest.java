package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.DataSize;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DriftCheckpoint;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Freshness;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.profile.ProfileFile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What current data is compared with: files, exactly, and earlier checks. */
class BaselineTest {

    private static final Path DATA = Path.of("../../docs/examples/birdstrikes");
    private static final String EARLY = DATA.resolve("1990-1993.csv.gz").toString();
    private static final String LATE = DATA.resolve("1997-2000.csv.gz").toString();

    @TempDir
    private static Path temp;

    @BeforeAll
    static void train() throws IOException {
        train(temp, EARLY, "damage", "date");
    }

    private static void train(Path out, String data, String target, String time) throws IOException {
        Training.run(
                new TrainRequest(
                        "m", out.toString(), data, target, null, null, null, null, null, null, null, time, null, 2),
                Progress.SILENT);
    }

    private static DriftResult check(
            String out, String data, String baseline, List<String> window, String freshness, Boolean classifier)
            throws IOException {
        return DriftCheck.run(
                new DriftRequest(
                        "strikes",
                        1,
                        temp.resolve(out).toString(),
                        temp.resolve("model.zip").toString(),
                        data,
                        null,
                        null,
                        null,
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        null,
                        baseline,
                        window,
                        freshness,
                        classifier,
                        List.of(new DriftCheckpoint(
                                Instant.EPOCH, Level.OK, 5, null, Map.of("speed_knots", 0.5, "operator", 1.5)))),
                Progress.SILENT);
    }

    private static DriftResult.Column column(DriftResult result, String name) {
        return result.columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileIsComparedExactly() throws IOException {
        DriftResult result = check("file", LATE, EARLY, null, null, null);
        assertThat(result.level()).isEqualTo(Level.DRIFT);
        assertThat(result.baseline().kind()).isEqualTo("file");
        assertThat(result.baseline().exact()).isTrue();
        assertThat(result.baseline().data().rows()).isEqualTo(result.referenceRows());
        assertThat(result.summary()).endsWith("(the baseline: " + EARLY + ")");
        // scipy 1.17.1 on both files without NaN: ks_2samp, wasserstein_distance / std, and abs(log) of the ratio of
        // the mean
        // absolute differences from the medians.
        Map<String, Double> speed = column(result, "speed_knots").statistics();
        assertThat(speed.get("ks")).isCloseTo(0.041346364457103414, within(1e-12));
        assertThat(speed.get("kuiper")).isCloseTo(0.04928659931799978, within(1e-12));
        assertThat(speed.get("wasserstein")).isCloseTo(0.07848376134803729, within(1e-9));
        assertThat(speed.get("brownForsythe")).isCloseTo(0.0036536023907064157, within(1e-9));
        assertThat(result.columns()).extracting(DriftResult.Column::role).contains("feature", "prediction", "label");
        String report = Files.readString(temp.resolve("file/report.html"));
        assertThat(report)
                .contains("compared with 1990-1993.csv.gz")
                .contains("are exact")
                .contains("Over the checks");
        Result back = Json.parse(Json.line(result), Result.class, "test");
        assertThat(Json.line(back)).isEqualTo(Json.line(result));
    }

    @Test
    void aFileAgainstItselfIsNoDifference() throws IOException {
        DriftResult result = check("same", LATE, LATE, null, null, true);
        assertThat(result.level()).as(result.summary()).isEqualTo(Level.OK);
        assertThat(result.columns()).allSatisfy(c -> assertThat(c.distance()).isLessThan(1e-9));
        assertThat(result.classifier().level()).isEqualTo(Level.OK);
        assertThat(result.classifier().low()).isLessThan(0.55);
    }

    @Test
    void earlierChecksTogetherAreABaseline() throws IOException {
        DriftResult first = check("first", DATA.resolve("1994-1995.csv.gz").toString(), null, null, null, null);
        DriftResult second = check("second", LATE, null, null, null, null);
        assertThat(first.baseline().kind()).isEqualTo("training");
        assertThat(first.summary()).doesNotContain("baseline");
        assertThat(first.profile().bytes()).isLessThan(100_000);
        List<String> profiles = List.of(
                temp.resolve("first").resolve(first.profile().file()).toString(),
                temp.resolve("second").resolve(second.profile().file()).toString());
        DriftResult again = check("again", LATE, null, profiles.subList(1, 2), null, null);
        assertThat(again.baseline().words()).isEqualTo("the last check");
        assertThat(again.level()).as(again.summary()).isEqualTo(Level.OK);
        assertThat(again.columns()).allSatisfy(c -> assertThat(c.distance()).isLessThan(1e-9));
        assertThat(again.findings()).noneMatch(f -> f.kind().equals("newCategory"));
        DriftResult both = check("both", LATE, null, profiles, null, null);
        assertThat(both.referenceRows())
                .isEqualTo(first.data().rows() + second.data().rows());
        assertThat(both.summary()).endsWith("(the baseline: the last 2 checks)");
        assertThat(column(both, "operator").distance())
                .isLessThan(column(second, "operator").distance());
    }

    @Test
    void treesFindWhatNoColumnShows() throws IOException {
        Path before = rows("relation.csv", 3000, false);
        Path after = rows("broken.csv", 3000, true);
        train(Files.createDirectories(temp.resolve("rows")), before.toString(), "label", null);
        DriftResult plain = relation(before, after, null);
        assertThat(plain.level()).as(plain.summary()).isEqualTo(Level.OK);
        DriftResult trees = relation(before, after, true);
        assertThat(trees.level()).as(trees.summary()).isEqualTo(Level.DRIFT);
        assertThat(trees.summary())
                .startsWith("Drift of all columns together: Trees tell")
                .contains("x ")
                .contains("y ");
        assertThat(trees.classifier().auc()).isGreaterThan(0.8);
        assertThat(trees.classifier().low())
                .isGreaterThan(0.5)
                .isLessThan(trees.classifier().auc());
        assertThat(trees.classifier().giveaways().keySet().iterator().next()).isIn("x", "y");
        assertThat(Files.readString(temp.resolve("relation/report.html"))).contains("What gives the rows away");
    }

    private static DriftResult relation(Path before, Path after, Boolean classifier) throws IOException {
        return DriftCheck.run(
                new DriftRequest(
                        "m",
                        1,
                        temp.resolve("relation").toString(),
                        temp.resolve("rows/model.zip").toString(),
                        after.toString(),
                        List.of(new DriftRequest.ColumnRule("prediction", null, null, null, true, false)),
                        null,
                        null,
                        null,
                        null,
                        2,
                        null,
                        null,
                        null,
                        null,
                        before.toString(),
                        null,
                        null,
                        classifier,
                        null),
                Progress.SILENT);
    }

    /** x and y go together, or against each other; each by itself is the same. */
    private static Path rows(String name, int rows, boolean broken) throws IOException {
        Random random = new Random(broken ? 2 : 1);
        List<String> lines = new ArrayList<>(List.of("x,y,z,label"));
        for (int i = 0; i < rows; i++) {
            double x = random.nextGaussian();
            double y = 0.8 * (broken ? -x : x) + 0.6 * random.nextGaussian();
            lines.add(String.format(
                    Locale.ROOT, "%.4f,%.4f,%s,%s", x, y, i % 3 == 0 ? "a" : "b", random.nextBoolean() ? "yes" : "no"));
        }
        return Files.write(temp.resolve(name), lines);
    }

    @Test
    void mistakesAreToldBeforeAnythingIsRead() throws IOException {
        assertThatThrownBy(() -> check("bad", LATE, null, null, null, true))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("domainClassifier")
                .hasMessageContaining("as baseline");
        assertThatThrownBy(() -> check("bad", LATE, null, null, "soon", null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("freshness");
        Path other = Files.writeString(temp.resolve("other.csv"), "speed_knots,damage\n1,yes\n");
        assertThatThrownBy(() -> check("bad", LATE, other.toString(), null, null, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The baseline cannot be compared with")
                .hasMessageContaining("other.csv");
        assertThatThrownBy(() -> check("bad", LATE, "nowhere.csv", null, null, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere.csv");
    }

    @Test
    void whatIsLargerThanMemoryIsComparedBlockByBlock() throws IOException {
        DriftResult whole = check("whole", LATE, null, null, null, null);
        try (TrainedModel model = TrainedModel.load(temp.resolve("model.zip"))) {
            assertThat(Streamed.needed(Source.of(LATE), Runtime.getRuntime().maxMemory()))
                    .isFalse();
            RowSample sample = new RowSample(model, 1000);
            Streamed streamed = Streamed.read(
                    Source.of(LATE),
                    model,
                    Baseline.training(model),
                    Freshness.parse("30 days"),
                    FindingRules.NONE,
                    sample,
                    2,
                    Progress.SILENT);
            assertThat(sample.words())
                    .startsWith(
                            "a random sample of 1,000 of the 3,778 rows, by which a share of them is off by at most 0.047");
            assertThat(sample.target().size()).isEqualTo(1000);
            assertThat(sample.predictions().rows()).isEqualTo(1000);
            CurrentPerformance part = performance(model, sample);
            assertThat(part.performance().rows()).isEqualTo(1000);
            assertThat(part.performance().realised().get("accuracy"))
                    .isNotEqualTo(whole.performance().realised().get("accuracy"))
                    .isCloseTo(whole.performance().realised().get("accuracy"), within(0.03));
            assertThat(part.performance().conditions()).first().asString().startsWith("the rows are a random sample");
            assertThat(part.findings()).first().satisfies(f -> assertThat(f.message())
                    .startsWith("How well the model does was looked at on a random sample of 1,000"));
            // What fits is all there is, and the same as of rows at once.
            CurrentPerformance all = performance(model, streamed(LATE, model).sample());
            assertThat(all.performance()).isEqualTo(whole.performance());
            assertThat(all.findings())
                    .containsAll(whole.findings().stream()
                            .filter(f -> f.kind().equals("performance"))
                            .toList());
            assertThat(streamed.facts().rows()).isEqualTo(whole.data().rows());
            assertThat(streamed.facts().sha256()).isEqualTo(whole.data().sha256());
            assertThat(streamed.dates()).extracting(Column::name).containsExactly("date");
            Verdict verdict = Verdict.of(
                    model.profile(), streamed.kept(), model.importances(), Settings.STANDARD, streamed.findings());
            assertThat(verdict.level()).isEqualTo(whole.level());
            for (DriftResult.Column column : verdict.columns()) {
                assertThat(column.distance())
                        .as(column.name())
                        .isCloseTo(column(whole, column.name()).distance(), within(1e-6));
            }
        }
    }

    @Test
    void parquetIsReadBlockByBlockToo() throws IOException {
        Path parquet = Path.of("src/test/resources/parquet/arrow-snappy-2.parquet");
        Path out = Files.createDirectories(temp.resolve("parquet"));
        train(out, parquet.toString(), "truth", null);
        // As much text as the numbers would take twice, whatever Parquet makes of it.
        long text = 2 * DataSize.of(Source.of(parquet)).heap();
        assertThat(text).isGreaterThan(2 * 100 * 18 * 4);
        assertThat(Streamed.needed(Source.of(parquet), text)).isFalse();
        assertThat(Streamed.needed(Source.of(parquet), text - 1)).isTrue();
        try (TrainedModel model = TrainedModel.load(out.resolve("model.zip"))) {
            CurrentData rows =
                    CurrentData.read(Source.of(parquet), model.signature(), FindingRules.NONE, 2, Progress.SILENT);
            Streamed streamed = streamed(parquet.toString(), model);
            Column truth = rows.frame().column("truth").orElseThrow();
            Profile whole = model.profile().project(rows.frame(), truth, model.predict(rows.frame(), 2));
            assertThat(Json.line(streamed.kept()))
                    .isEqualTo(Json.line(new Profile(
                            whole.format(),
                            whole.rows(),
                            whole.features(),
                            whole.target(),
                            whole.predictions(),
                            null)));
            assertThat(streamed.sample().words()).isNull();
            assertThat(streamed.sample().target().missingCount())
                    .isEqualTo(truth.missingCount())
                    .isPositive();
        }
    }

    private static Streamed streamed(String data, TrainedModel model) throws IOException {
        return Streamed.read(
                Source.of(data), model, Baseline.training(model), null, FindingRules.NONE, 2, Progress.SILENT);
    }

    private static CurrentPerformance performance(TrainedModel model, RowSample sample) {
        return CurrentPerformance.of(
                sample.predictions(),
                sample.errors(),
                model.heldOut(),
                sample.target(),
                null,
                100,
                List.of(),
                2,
                sample.words());
    }

    @Test
    void aStoredProfileIsABaseline() throws IOException {
        Path file = temp.resolve("january.json");
        Frame rows = DataReader.read(Source.of(EARLY), 2, Progress.SILENT);
        List<String> features = rows.columns().stream()
                .map(Column::name)
                .filter(n -> !n.equals("damage"))
                .toList();
        ProfileFile.write(file, Profile.of(rows, features, rows.column("damage").orElseThrow(), null));
        DriftResult result = check("stored", EARLY, file.toString(), null, null, null);
        assertThat(result.level()).as(result.summary()).isEqualTo(Level.OK);
        assertThat(result.baseline().kind()).isEqualTo("profile");
        assertThat(result.baseline().words()).isEqualTo(file.toString());
        assertThat(result.baseline().exact()).isFalse();
        assertThat(result.referenceRows()).isEqualTo(rows.rows());
        assertThat(result.columns())
                .extracting(DriftResult.Column::role)
                .contains("label")
                .doesNotContain("prediction");
        assertThat(result.findings())
                .anyMatch(f -> f.kind().equals("prediction")
                        && f.message().startsWith("There are no predictions in the baseline"));
        assertThat(result.columns()).allSatisfy(c -> assertThat(c.distance()).isLessThan(1e-9));
        assertThat(Files.readString(temp.resolve("stored/report.html")))
                .contains("compared with the profile january.json");
        // What is kept for later checks is on the training's grids all the same.
        assertThat(check(
                                "after",
                                EARLY,
                                null,
                                List.of(temp.resolve("stored/profile.json").toString()),
                                null,
                                null)
                        .level())
                .isEqualTo(Level.OK);
        // Larger than memory, too.
        try (TrainedModel model = TrainedModel.load(temp.resolve("model.zip"))) {
            Baseline baseline = Baseline.profile(file, model);
            Streamed data =
                    Streamed.read(Source.of(EARLY), model, baseline, null, FindingRules.NONE, 2, Progress.SILENT);
            assertThat(Verdict.of(
                                    baseline.profile(),
                                    data.current(),
                                    List.of(),
                                    Settings.STANDARD,
                                    List.of(),
                                    baseline.against(null, null, null, 2))
                            .columns())
                    .allSatisfy(c -> assertThat(c.distance()).isLessThan(1e-9));
            assertThat(Json.line(data.kept().features().get(1)))
                    .isEqualTo(Json.line(model.profile()
                            .project(
                                    DataReader.read(
                                            Source.of(EARLY),
                                            model.signature().inputs(),
                                            List.of(),
                                            2,
                                            Progress.SILENT),
                                    null,
                                    null)
                            .features()
                            .get(1)));
        }
        List<String> fewer =
                features.stream().filter(n -> !n.equals("operator")).toList();
        ProfileFile.write(file, Profile.of(rows, fewer, null, null));
        assertThatThrownBy(() -> check("fewer", EARLY, file.toString(), null, null, null))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("The profile has no column 'operator'", "january.json");
        ProfileFile.write(file, Profile.of(rows, features, null, null));
        assertThatThrownBy(() -> check("classifier", EARLY, file.toString(), null, null, true))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("domainClassifier");
        Files.writeString(file, Files.readString(file).substring(0, 5000));
        assertThatThrownBy(() -> check("cut", EARLY, file.toString(), null, null, null))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("This is no profile", "january.json");
        // Rows in JSON are rows.
        Files.writeString(file, "{\"format\": 1, \"speed_knots\": 3}\n{\"format\": 2, \"speed_knots\": 4}\n");
        assertThat(ProfileFile.is(file)).isFalse();
        assertThatThrownBy(() -> check("rows", EARLY, file.toString(), null, null, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The baseline cannot be compared with");
    }

    @Test
    void staleDataIsAFinding() throws IOException {
        DriftResult result = check("stale", LATE, null, null, "date: 30 days", null);
        assertThat(result.findings()).anySatisfy(f -> {
            assertThat(f.kind()).isEqualTo("freshness");
            assertThat(f.level()).isEqualTo(Level.WARNING);
            assertThat(f.message()).startsWith("The newest date is 2000-");
        });
    }
}
