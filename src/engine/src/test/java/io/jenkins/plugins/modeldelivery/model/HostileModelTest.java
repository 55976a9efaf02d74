package io.jenkins.plugins.modeldelivery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model files that are none, or not what they say. */
class HostileModelTest {

    @TempDir
    static Path dir;

    private static ModelFile.Content good;
    private static byte[] goodBytes;

    @BeforeAll
    static void train() throws IOException {
        new Requests(dir)
                .data(Requests.table(100, (x, c) -> x > 5 ? "yes" : "no"))
                .trainer("logisticRegression")
                .run();
        good = ModelFile.read(dir.resolve("model.zip"));
        goodBytes = Files.readAllBytes(dir.resolve("model.zip"));
    }

    private static InputException refused(Path file) {
        InputException e = catchThrowableOfType(
                InputException.class, () -> TrainedModel.load(file).close());
        assertThat(e).as("an InputException").isNotNull();
        assertThat(e.problem().where()).isEqualTo(file.toString());
        return e;
    }

    /** Writes the good model with some parts replaced, the manifest being right about them. */
    private static Path with(Map<String, byte[]> replaced) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>(good.parts());
        parts.putAll(replaced);
        Path file = dir.resolve("changed.zip");
        ModelFile.write(file, good.manifest(), parts);
        return file;
    }

    private static Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = dir.resolve("made.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("manifest.json", Json.line(good.manifest()).getBytes(StandardCharsets.UTF_8));
        entries.putAll(good.parts());
        return entries;
    }

    @Test
    void theHelperMakesAGoodModel() throws IOException {
        TrainedModel.load(with(Map.of())).close();
        TrainedModel.load(zip(entries())).close();
        assertThat(Files.readAllBytes(with(Map.of()))).isEqualTo(goodBytes);
    }

    @Test
    void noFileAndNoZip() throws IOException {
        assertThat(refused(dir.resolve("none.zip")).problem().what()).isEqualTo("The model file does not exist");
        assertThat(refused(dir).problem().what()).isEqualTo("This is not a file");
        assertThat(refused(Files.writeString(dir.resolve("text.zip"), "hello"))
                        .problem()
                        .what())
                .startsWith("This is no model file, or a damaged one: it is no complete zip file");
        assertThat(refused(Files.write(dir.resolve("empty.zip"), new byte[0]))
                        .problem()
                        .what())
                .contains("no complete zip file");
    }

    /** Clusters and forests of random splits: whatever their JSON says, it is refused or it predicts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kMeans|{}",
                "kMeans|{\"centers\":[[1,2]],\"sizes\":[1]}",
                "kMeans|{\"centers\":[],\"sizes\":[]}",
                "kMeans|{\"centers\":[[1],[2,3]],\"sizes\":[1,1]}",
                "kMeans|{\"centers\":[null,null],\"sizes\":[1,1]}",
                "kMeans|{\"weights\":[[1,2]],\"bias\":[1]}",
                "anomaly|{}",
                "anomaly|{\"threshold\":0.5,\"sample\":4,\"trees\":[]}",
                "anomaly|{\"threshold\":0.5,\"sample\":1,\"trees\":[{\"columns\":[-1],\"limits\":[0],\"right\":[0],\"rows\":[1]}]}",
                "anomaly|{\"threshold\":0.5,\"sample\":4,\"trees\":[{\"columns\":[0],\"limits\":[0],\"right\":[0],\"rows\":[2]}]}",
                "anomaly|{\"threshold\":0.5,\"sample\":4,\"trees\":[{\"columns\":[99,-1,-1],\"limits\":[0,0,0],\"right\":[2,0,0],\"rows\":[2,1,1]}]}",
                "anomaly|{\"threshold\":0.5,\"sample\":4,\"trees\":[null]}",
                "anomaly|{\"threshold\":\"x\"}",
            })
    void parametersOfModelsWithoutATarget(String trainer, String parameters) throws IOException {
        Path own = Files.createTempDirectory(dir, trainer);
        new Requests(own)
                .target(null)
                .trainer(trainer)
                .data(Requests.table(100, (x, c) -> x > 5 ? "yes" : "no"))
                .run();
        ModelFile.Content content = ModelFile.read(own.resolve("model.zip"));
        Map<String, byte[]> parts = new LinkedHashMap<>(content.parts());
        parts.put("parameters", parameters.getBytes(StandardCharsets.UTF_8));
        Path file = own.resolve("changed.zip");
        ModelFile.write(file, content.manifest(), parts);
        assertThat(refused(file).problem().what()).startsWith("This is no model file, or a damaged one");
        parts.putAll(good.parts());
        ModelFile.write(file, content.manifest(), parts);
        refused(file);
    }

    @ParameterizedTest
    @CsvSource({"../evil.sh", "/etc/passwd", "model/../../x", "extra.json", "MANIFEST.json", "signature.json/"})
    void foreignEntries(String name) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.remove("profile.json");
        entries.put(name, new byte[10]);
        assertThat(refused(zip(entries)).problem().what()).contains("it has an unknown entry");
    }

    @Test
    void missingEntry() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.remove("parameters");
        assertThat(refused(zip(entries)).problem().what()).contains("not those that its manifest lists");
        entries.remove("manifest.json");
        assertThat(refused(zip(entries)).problem().what()).contains("it has no manifest.json");
    }

    @Test
    void wrongDigestAndBombs() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put("profile.json", new byte[entries.get("profile.json").length]);
        assertThat(refused(zip(entries)).problem().what()).contains("profile.json does not have the digest");
        entries.put("profile.json", new byte[50_000_000]);
        assertThat(refused(zip(entries)).problem().what()).contains("profile.json is larger than it should be");
        entries.put("manifest.json", new byte[50_000_000]);
        assertThat(refused(zip(entries)).problem().what()).contains("manifest.json is larger than it should be");
    }

    @Test
    void whatHeldOutRowsToldIsCheckedToo() throws IOException {
        String curve =
                "{\"rows\":9,\"calibration\":{\"curves\":[{\"x\":[1,0],\"y\":[0,1]}],\"rows\":9,\"before\":0,\"after\":0}}";
        assertThat(refused(with(Map.of("heldout.json", curve.getBytes(StandardCharsets.UTF_8))))
                        .problem()
                        .what())
                .contains("heldout.json");
        String errors = "{\"rows\":9,\"errors\":{\"kind\":\"linear\",\"rows\":9,\"absoluteDeviation\":1,"
                + "\"squaredDeviation\":1,\"measured\":1,\"estimated\":1,\"correlation\":0}}";
        assertThat(refused(with(Map.of("heldout.json", errors.getBytes(StandardCharsets.UTF_8))))
                        .problem()
                        .what())
                .contains("The model of its errors is missing");
    }

    @Test
    void anotherFormat() throws IOException {
        Map<String, byte[]> entries = entries();
        String manifest = Json.line(good.manifest());
        entries.put(
                "manifest.json",
                manifest.replace("\"format\":2", "\"format\":4").getBytes(StandardCharsets.UTF_8));
        InputException e = refused(zip(entries));
        assertThat(e.problem().what()).isEqualTo("The model file has format 4, this engine reads formats 1 to 3");
        assertThat(e.problem().advice()).isEqualTo("Use a newer version of the plugin.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "signature.json!{}",
                "signature.json![1]",
                "signature.json!null",
                "signature.json!{\"inputs\":[],\"output\":null}",
                "signature.json!{\"inputs\":[null],\"output\":{\"name\":\"y\"}}",
                "preprocessing.json!{\"scaled\":true,\"features\":[]}",
                "preprocessing.json!{\"features\":[{\"name\":\"x\",\"deviation\":0}]}",
                "parameters!{\"weights\":[[1]],\"bias\":[0]}",
                "parameters!{\"weights\":[],\"bias\":[]}",
                "parameters!{\"weights\":[null],\"bias\":[0]}",
                "parameters!{\"weights\":[[1e999]],\"bias\":[0]}",
                "parameters!garbage",
                "profile.json!{\"format\":99}",
                "profile.json!{}",
                "importances.json!{}"
            })
    void partsThatMakeNoSense(String name, String content) throws IOException {
        assertThat(refused(with(Map.of(name, content.getBytes(StandardCharsets.UTF_8))))
                        .problem()
                        .what())
                .startsWith("This is no model file, or a damaged one: ");
    }

    /** Flipped, cut and shuffled bytes: a model that loads, or an InputException. */
    @Test
    void damagedBytes() throws IOException {
        Random random = new Random(42);
        Path file = dir.resolve("damaged.zip");
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = goodBytes.clone();
            for (int n = random.nextInt(5); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Files.write(file, bytes);
            try {
                TrainedModel.load(file).close();
            } catch (InputException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void treesThatAreNone() throws IOException {
        Map<String, byte[]> entries = entries();
        Manifest m = good.manifest();
        Manifest trees =
                new Manifest(m.format(), m.engine(), "trees", m.task(), m.classes(), m.trainer(), 1, m.parts(), null);
        entries.put("manifest.json", Json.line(trees).getBytes(StandardCharsets.UTF_8));
        assertThat(refused(zip(entries)).problem().what()).contains("the trees cannot be read");
        Manifest other =
                new Manifest(m.format(), m.engine(), "svm", m.task(), m.classes(), m.trainer(), 1, m.parts(), null);
        entries.put("manifest.json", Json.line(other).getBytes(StandardCharsets.UTF_8));
        assertThat(refused(zip(entries)).problem().what()).contains("The algorithm 'svm' is not known");
    }

    @Test
    void nativeReasonsAreNamed() {
        assertThat(NativeReason.of("libgomp.so.1: cannot open shared object file", false))
                .contains("apt-get install libgomp1");
        assertThat(NativeReason.of("Error loading shared library ld-linux-x86-64.so.2", true))
                .contains("not Alpine");
        assertThat(NativeReason.of("Unsupported arch:riscv64", false)).isEqualTo("Unsupported arch:riscv64");
    }
}
