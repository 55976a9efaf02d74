package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportsTest {

    @TempDir
    Path directory;

    @Test
    void trainingReportSaysHowGoodTheModelIsAndWhereItComesFrom() throws Exception {
        Reports.write(Samples.train(), directory);

        Document document = Documents.sound(directory.resolve(Reports.FILE));
        assertThat(Documents.text(document))
                .contains("fleet/birdstrike-damage")
                .contains("Warning: Column speed_knots lacks a value in 31.3 %")
                .contains("AUC 0.780")
                .contains("the last 20 % by date")
                .contains("ROC curve")
                .contains("Precision and recall")
                .contains("Calibration")
                .contains("Confusion matrix")
                .contains("learningRate 0.1")
                .contains("seed 42")
                .contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        assertThat(Documents.tagged(document, "figure")).hasSize(5);
    }

    @Test
    void regressionReportDrawsPredictedAgainstTrue() throws Exception {
        Reports.write(Samples.train("", Task.REGRESSION, Samples.regression(1), List.of()), directory);

        Document document = Documents.sound(directory.resolve(Reports.FILE));
        assertThat(Documents.text(document)).contains("RMSE 24.12").contains("Predicted and true values");
        assertThat(Documents.tagged(document, "figure")).hasSize(3);
    }

    @Test
    void validationReportGivesTheDecisionFirst() throws Exception {
        Reports.write(Samples.validation("", true), directory);
        Document passed = Documents.sound(directory.resolve(Reports.FILE));
        assertThat(Documents.text(passed)).contains("✓Passed: 3 of 3 gates");

        Reports.write(Samples.validation("", false), directory);
        Document failed = Documents.sound(directory.resolve(Reports.FILE));
        assertThat(Documents.text(failed))
                .contains("✕Failed: 1 of 4 gates")
                .contains("1 of 4 gates had insufficient data, which counts as failing")
                .contains("? insufficient data")
                .contains("AUC 0.810 0.780 +0.030 ✓ better")
                .contains("Log-loss 0.241 0.271 −0.030 ✓ better");
    }

    @Test
    void driftReportGivesTheVerdictFirstAndTheWorstColumns() throws Exception {
        Reports.write(Samples.drift(""), directory);

        Document document = Documents.sound(directory.resolve(Reports.FILE));
        String text = Documents.text(document);
        assertThat(text).contains("✕Drift: 2 of 4 features drift");
        assertThat(text).contains("34.1 % weighted by importance; limit 30 %");
        assertThat(text).contains("new category").contains("'UNITED AIRLINES' 18.2 % → 31.7 %");
        assertThat(Documents.tagged(document, "details").stream()
                        .filter(d -> d.getAttribute("class").equals("column"))
                        .map(d -> d.hasAttribute("open")))
                .containsExactly(true, true, true, false, false);
    }

    @Test
    void artifactDescribesTheFileAndTheSameResultGivesTheSameBytes() throws Exception {
        Artifact first = Reports.write(Samples.drift(""), directory);
        Artifact second = Reports.write(Samples.drift(""), directory.resolve("again"));

        byte[] bytes = Files.readAllBytes(directory.resolve(Reports.FILE));
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(first).isEqualTo(new Artifact("report.html", digest, bytes.length));
        assertThat(second).isEqualTo(first);
        try (var files = Files.list(directory.resolve("again"))) {
            assertThat(files).hasSize(1);
        }
    }
}
