package io.jenkins.plugins.modeldelivery.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.format.ModelFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in the files of other tools, and what is refused. */
class FileSignatureTest {

    @TempDir
    private Path dir;

    private FileSignature of(String name) throws Exception {
        return Models.signature(Models.copy(name, dir));
    }

    @Test
    void onnx() throws Exception {
        FileSignature columns = of("columns.onnx");
        assertThat(columns.producer()).startsWith("skl2onnx ");
        assertThat(columns.task()).isEqualTo(Task.BINARY);
        assertThat(columns.labels()).containsExactly("no", "yes");
        assertThat(columns.inputs())
                .extracting(FileSignature.Tensor::toString)
                .containsExactly(
                        "speed: tensor(float)[?, 1]",
                        "mass: tensor(float)[?, 1]",
                        "height: tensor(float)[?, 1]",
                        "size: tensor(string)[?, 1]");
        assertThat(columns.outputs().get(1).type()).isEqualTo("seq(map(string,tensor(float)))");
        FileSignature matrix = of("matrix.onnx");
        assertThat(matrix.inputs()).hasSize(1);
        assertThat(matrix.inputs().get(0).columns()).isEqualTo(2);
        assertThat(matrix.task()).isEqualTo(Task.MULTICLASS);
        assertThat(matrix.labels()).containsExactly("0", "1", "2");
        assertThat(of("number.onnx").task()).isEqualTo(Task.REGRESSION);
    }

    @Test
    void xgboost() throws Exception {
        FileSignature binary = of("binary.ubj");
        assertThat(binary.producer()).isEqualTo("xgboost 3.2.0");
        assertThat(binary.task()).isEqualTo(Task.BINARY);
        assertThat(binary.features()).containsExactly("speed", "mass", "height");
        FileSignature categories = of("categories.json");
        assertThat(categories.task()).isEqualTo(Task.MULTICLASS);
        assertThat(categories.labels()).containsExactly("0", "1", "2");
        assertThat(categories.inputs().get(3).type()).isEqualTo("c");
        assertThat(of("poisson.ubj").task()).isEqualTo(Task.REGRESSION);
    }

    private static void refused(ModelFormat format, byte[] bytes, String... said) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> format.check(new ByteArrayInputStream(bytes), bytes.length, "model.bin"))
                .satisfies(e -> assertThat(e.getMessage()).contains("model.bin").contains(said));
    }

    @Test
    void filesOfOtherKindsAreRefused() throws Exception {
        byte[] onnx = Files.readAllBytes(Models.copy("columns.onnx", dir));
        byte[] ubj = Files.readAllBytes(Models.copy("binary.ubj", dir));
        byte[] json = "{\"learner\": 1}".getBytes(StandardCharsets.UTF_8);
        refused(ModelFormat.ONNX, ubj, "no ONNX file", "format other");
        refused(ModelFormat.XGBOOST, onnx, "no model that XGBoost saved", "save_model");
        refused(ModelFormat.XGBOOST, json, "no learner");
        refused(ModelFormat.ONNX, new byte[] {(byte) 0x80, 4, (byte) 0x95, 0}, "Python pickle");
        refused(ModelFormat.ONNX, "PK\3\4 zip".getBytes(StandardCharsets.ISO_8859_1), "looks like a zip");
        refused(ModelFormat.XGBOOST, "binf....".getBytes(StandardCharsets.ISO_8859_1), "old binary format");
        refused(ModelFormat.TRIBUO, new byte[] {(byte) 0xac, (byte) 0xed, 0, 5}, "Java serialization");
        refused(ModelFormat.TRIBUO, onnx, "no model that Tribuo saved");
        refused(ModelFormat.ONNX, new byte[0], "no graph");
        refused(ModelFormat.ONNX, Arrays.copyOf(onnx, onnx.length / 2), "no ONNX file");
        refused(ModelFormat.XGBOOST, Arrays.copyOf(ubj, ubj.length - 1), "ends in the middle");
    }

    @Test
    void aModelOfTribuoIsKnownByItsClass() throws Exception {
        String name = "org.tribuo.classification.sgd.linear.LinearSGDModel";
        byte[] bytes = new byte[4 + name.length()];
        bytes[0] = 8;
        bytes[2] = 18;
        bytes[3] = (byte) name.length();
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, bytes, 4, name.length());
        assertThat(ModelFormat.TRIBUO.check(new ByteArrayInputStream(bytes), bytes.length, "m"))
                .isNull();
    }

    /** Weights in files beside the model: TensorProto.data_location 14 = EXTERNAL in an otherwise whole model. */
    @Test
    void weightsInOtherFilesAreMissed() {
        byte[] graph = {0x0a, 3, 0x22, 1, 'A', 0x2a, 5, 0x42, 1, 'w', 0x70, 1, 0x62, 3, 0x0a, 1, 'y'};

        byte[] model = new byte[graph.length + 4];
        model[0] = 8;
        model[1] = 9;
        model[2] = 0x3a;
        model[3] = (byte) graph.length;
        System.arraycopy(graph, 0, model, 4, graph.length);
        refused(ModelFormat.ONNX, model, "weights lie in other files");
    }

    /** Whatever the bytes: a signature or a message, in memory and time that the file's size bounds. */
    @ParameterizedTest
    @ValueSource(strings = {"columns.onnx", "binary.ubj", "categories.json"})
    void changedBytes(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Models.copy(name, dir));
        ModelFormat format = name.endsWith(".onnx") ? ModelFormat.ONNX : ModelFormat.XGBOOST;
        Random random = new Random(11);
        int refusals = 0;
        for (int trial = 0; trial < 2000; trial++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(Math.min(bytes.length, 3000))] = (byte) random.nextInt(256);
            }
            try {
                format.check(new ByteArrayInputStream(bytes), bytes.length, name);
            } catch (InputException e) {
                refusals++;
            }
        }
        assertThat(refusals).isGreaterThan(200);
    }

    /** A changed file that passes the check must not bring down whoever runs it, either. */
    @Test
    void changedTreesAreRefusedOrRun() throws Exception {
        byte[] whole = Files.readAllBytes(Models.copy("binary.ubj", dir));
        FileSignature signature = of("binary.ubj");
        Random random = new Random(12);
        Path file = dir.resolve("changed.ubj");
        int refusals = 0;
        for (int trial = 0; trial < 300; trial++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                XGBoostModel model = XGBoostModel.load(file, signature);
                assertThat(model.classes()).isEqualTo(List.of("0", "1"));
            } catch (InputException e) {
                refusals++;
            }
        }
        assertThat(refusals).isPositive();
    }
}
