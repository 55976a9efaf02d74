package io.jenkins.plugins.modeldelivery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.train.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the native library grows is predicted with in Java as the native library predicts. */
class TreesTest {

    @TempDir
    Path dir;

    private static String table(String task, int rows) {
        return switch (task) {
            case "binary" -> Requests.table(rows, (x, c) -> x + (c.equals("red") ? 2 : 0) > 6 ? "yes" : "no");
            case "multiclass" -> Requests.table(rows, (x, c) -> c.equals("red") ? "low" : x > 5 ? "high" : "middle");
            default -> Requests.table(rows, (x, c) -> String.valueOf(1000 + 30 * x));
        };
    }

    @ParameterizedTest
    @CsvSource({"binary", "multiclass", "regression"})
    void predictsWhatTheNativeLibraryPredicts(String task) throws Exception {
        new Requests(dir)
                .data(table(task, 1500))
                .trainer("gradientBoosting")
                .parameters(Map.of("depth", 6))
                .run();
        Path rows = Files.writeString(dir.resolve("rows.csv"), table(task, 3000).replace("7,red,", "7,,"));
        try (TrainedModel model = TrainedModel.load(dir.resolve("model.zip"))) {
            Frame frame = DataReader.read(rows, model.signature().inputs(), List.of(), 1, Progress.SILENT);
            Rows encoded = model.preprocessing().encode(frame);
            double[] ours = model.scorer().predict(encoded, 2);
            Booster booster = XGBoost.loadModel(model.scorer().bytes());
            DMatrix matrix = new DMatrix(
                    encoded.starts(),
                    encoded.columns(),
                    encoded.values(),
                    DMatrix.SparseType.CSR,
                    encoded.width(),
                    Float.NaN,
                    1);
            float[][] theirs = booster.predict(matrix);
            int outputs = theirs[0].length;
            assertThat(ours).hasSize(theirs.length * outputs);
            for (int i = 0; i < ours.length; i++) {
                float their = theirs[i / outputs][i % outputs];
                assertThat(Math.abs(ours[i] - their) / Math.max(1, Math.abs(their)))
                        .as("row %s", i / outputs)
                        .isLessThan(1e-6);
            }
            double[] gains = ((Trees) model.scorer()).gains();
            for (Map.Entry<String, Double> gain :
                    booster.getScore((String) null, "total_gain").entrySet()) {
                double our = gains[Integer.parseInt(gain.getKey().substring(1))];
                assertThat(our / gain.getValue()).isBetween(1 - 1e-5, 1 + 1e-5);
            }
            // A row is predicted alone as it is among others, by one thread as by four.
            assertThat(model.scorer().predict(encoded, 4)).isEqualTo(ours);
            double[] alone = model.scorer().predict(encoded.subset(new int[] {77}), 1);
            for (int o = 0; o < outputs; o++) {
                assertThat(alone[o]).isEqualTo(ours[77 * outputs + o]);
            }
            matrix.dispose();
            booster.dispose();
        }
    }
}
