package io.jenkins.plugins.modeldelivery.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.format.Declaration;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that Python made predict here what they predict in Python. */
class ForeignModelTest {

    private static final double SAME = 1e-6;

    @TempDir
    private Path dir;

    @AfterEach
    void forget() {
        System.clearProperty(OnnxRuntime.PROPERTY);
    }

    private static Declaration says(String target, List<String> features, List<String> classes, String positive) {
        return new Declaration(null, target, features, classes, positive);
    }

    private Frame rows(LoadedModel model) throws Exception {
        return DataReader.read(
                io.jenkins.plugins.modeldelivery.data.Source.of(Models.copy("rows.csv", dir)),
                model.signature().inputs(),
                List.of(),
                2,
                Progress.SILENT);
    }

    /** Compares each output with the column of that name. */
    private void same(LoadedModel model, double tolerance, String... columns) throws Exception {
        Frame frame = rows(model);
        Predictions predictions = model.predict(frame, 2);
        assertThat(predictions.rows()).isEqualTo(300);
        for (int c = 0; c < columns.length; c++) {
            float[] expected =
                    ((Column.Numeric) frame.column("expected_" + columns[c]).orElseThrow()).values();
            for (int row = 0; row < expected.length; row++) {
                assertThat(predictions.values()[row * columns.length + c])
                        .as("%s in row %d", columns[c], row)
                        .isCloseTo(expected[row], within(tolerance * Math.max(1, Math.abs(expected[row]))));
            }
        }
    }

    @Test
    void twoClassesOfXGBoost() throws Exception {
        try (LoadedModel model = Models.load("binary.ubj", dir, says("damage", null, List.of("no", "yes"), null))) {
            assertThat(model.task()).isEqualTo(Task.BINARY);
            assertThat(model.classes()).containsExactly("no", "yes");
            assertThat(model.importances()).hasSize(3);
            assertThat(model.importances().stream().mapToDouble(i -> i.share()).sum())
                    .isCloseTo(1, within(1e-9));
            same(model, SAME, "binary");
        }
    }

    @Test
    void theOtherClassIsPositive() throws Exception {
        try (LoadedModel model = Models.load("binary.ubj", dir, says("damage", null, List.of("no", "yes"), "no"))) {
            assertThat(model.classes()).containsExactly("yes", "no");
            Frame frame = rows(model);
            float expected = ((Column.Numeric) frame.column("expected_binary").orElseThrow()).values()[0];
            assertThat(model.predict(frame, 1).values()[0]).isCloseTo(1 - expected, within(SAME));
        }
    }

    @Test
    void categoriesByNameAndThreeClasses() throws Exception {
        try (LoadedModel model = Models.load("categories.json", dir, says("kind", null, null, null))) {
            assertThat(model.task()).isEqualTo(Task.MULTICLASS);
            assertThat(model.signature().inputs().get(3).categories()).containsExactly("Large", "Medium", "Small");
            assertThat(model.signature().output().type()).isEqualTo(Signature.Type.NUMERIC);
            same(model, SAME, "categories_0", "categories_1", "categories_2");
        }
    }

    @Test
    void countsDroppedTreesAndEarlyStopping() throws Exception {
        for (String name : List.of("poisson.ubj", "dart.json")) {
            try (LoadedModel model = Models.load(name, dir, says("cost", null, null, null))) {
                assertThat(model.task()).isEqualTo(Task.REGRESSION);
                same(model, SAME, name.substring(0, name.indexOf('.')));
            }
        }
        try (LoadedModel model = Models.load("early.ubj", dir, says("damage", null, List.of("no", "yes"), null))) {
            same(model, SAME, "early");
        }
    }

    @Test
    void onnxWithOneInputEachColumn() throws Exception {
        System.setProperty(OnnxRuntime.PROPERTY, Models.onnxRuntime().toString());
        try (LoadedModel model = Models.load("columns.onnx", dir, says("damage", null, null, null))) {
            assertThat(model.signature().inputs())
                    .extracting(Signature.Field::name)
                    .containsExactly("speed", "mass", "height", "size");
            assertThat(model.classes()).containsExactly("no", "yes");
            same(model, SAME, "columns_yes");
        }
    }

    @Test
    void onnxWithOneMatrix() throws Exception {
        System.setProperty(
                OnnxRuntime.PROPERTY, Models.onnxRuntime().getParent().toString());
        List<String> features = List.of("speed", "height");
        try (LoadedModel model = Models.load("matrix.onnx", dir, says("kind", features, null, null))) {
            assertThat(model.classes()).containsExactly("0", "1", "2");
            same(model, SAME, "matrix_0", "matrix_1", "matrix_2");
        }
        try (LoadedModel model = Models.load("number.onnx", dir, says("cost", features, null, null))) {
            assertThat(model.task()).isEqualTo(Task.REGRESSION);
            same(model, SAME, "number");
        }
    }

    @Test
    void withoutOnnxRuntimeItIsSaidHowToGetIt() {
        System.setProperty(OnnxRuntime.PROPERTY, " ");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Models.load("columns.onnx", dir, says("damage", null, null, null)))
                .withMessageContaining("ONNX Runtime")
                .withMessageContaining(OnnxRuntime.ARTIFACT)
                .withMessageContaining("--onnx-runtime")
                .withMessageContaining(OnnxRuntime.VARIABLE);
        System.setProperty(OnnxRuntime.PROPERTY, dir.resolve("absent.jar").toString());
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Models.load("columns.onnx", dir, says("damage", null, null, null)))
                .withMessageContaining("absent.jar");
    }

    @Test
    void whatIsMissingIsAskedFor() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Models.load("matrix.onnx", dir, says("kind", null, null, null)))
                .withMessageContaining("without features");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Models.load("matrix.onnx", dir, says("kind", List.of("speed"), null, null)))
                .withMessageContaining("takes 2 columns, and 1 are named");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(
                        () -> Models.load("matrix.onnx", dir, says("kind", List.of("a", "b"), List.of("x", "y"), null)))
                .withMessageContaining("3 classes");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Models.load("binary.ubj", dir, says("damage", null, null, "yes")))
                .withMessageContaining("'yes' is no class");
    }
}
