package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.evaluate.Validation;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told about columns. */
class ColumnWarningsTest {

    @TempDir
    Path dir;

    /** 600 rows: a signal, an id, a constant, a leak, a sparse column, rare categories, names, and a class of 4 %. */
    @BeforeEach
    void table() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("x,id,fixed,leak,sparse,rare,name,common,y\n");
        for (int i = 0; i < 600; i++) {
            boolean yes = i % 25 == 0;
            text.append(random.nextInt(100) + (yes ? 30 : 0))
                    .append(",K")
                    .append(i)
                    .append(",same,")
                    .append(yes ? "after" : "before")
                    .append(',')
                    .append(random.nextInt(4) == 0 ? "7" : "")
                    .append(',')
                    .append(random.nextInt(3) == 0 ? "r" + random.nextInt(60) : "usual")
                    .append(",n")
                    .append(random.nextInt(2000))
                    .append(i % 2 == 0 ? ",a," : ",b,")
                    .append(yes ? "yes" : "no")
                    .append('\n');
        }
        Files.writeString(dir.resolve("data.csv"), text);
    }

    @Test
    void theTrainingTellsWhatIsRemarkable() throws IOException {
        assertThat(new Requests(dir).run().warnings())
                .anySatisfy(w -> assertThat(w).contains("'id' is different in every row, like an id, and is left out"))
                .anySatisfy(w -> assertThat(w).contains("'fixed' has the same value in every row and is left out"))
                .anySatisfy(w -> assertThat(w).contains("Feature 'leak' alone nearly equals the target"))
                .anySatisfy(w -> assertThat(w)
                        .matches("Column 'sparse' \\(7\\d %\\) has no value in half of the rows or more\\."))
                .anySatisfy(
                        w -> assertThat(w).contains("Column 'rare' has", "rare categories, each in fewer than 10 rows"))
                .anySatisfy(
                        w -> assertThat(w).contains("Column 'name' has", "different values in", "put it into ignore"))
                .anySatisfy(w -> assertThat(w)
                        .contains("only 24 of 600 rows (4.0 %) are 'yes'", "and try classWeights: 'balanced'"))
                .noneSatisfy(w -> assertThat(w).contains("'common'"))
                .noneSatisfy(w -> assertThat(w).contains("'x'"));
        assertThat(new Requests(dir).classWeights("balanced").run().warnings())
                .anySatisfy(w -> assertThat(w).contains("The classes are imbalanced"))
                .noneSatisfy(w -> assertThat(w).contains("try classWeights"));
    }

    @Test
    void unseenCategoriesAreCounted() throws IOException {
        new Requests(dir).features("x", "common").run();
        Path data = dir.resolve("later.csv");
        StringBuilder text = new StringBuilder("x,common,y\n");
        for (int i = 0; i < 100; i++) {
            text.append(i).append(i % 10 == 0 ? ",new" + i : ",a").append(i % 2 == 0 ? ",yes\n" : ",no\n");
        }
        Files.writeString(data, text);
        String model = dir.resolve("model.zip").toString();
        String told = "Column 'common' has values that the training did not know, in 10 of 100 rows (10.0 %):"
                + " 'new0', 'new10', 'new20' and 7 more.";
        ValidationResult validated = Validation.run(
                new ValidateRequest(
                        "m",
                        1,
                        dir.toString(),
                        data.toString(),
                        model,
                        null,
                        model,
                        1,
                        null,
                        null,
                        null,
                        2,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null),
                Progress.SILENT);
        assertThat(validated.warnings()).containsOnlyOnce(told);
        ScoreResult scored = Scoring.run(
                new ScoreRequest(
                        "m",
                        1,
                        dir.toString(),
                        model,
                        data.toString(),
                        dir.resolve("out.csv").toString(),
                        2),
                Progress.SILENT);
        assertThat(scored.warnings()).isEqualTo(List.of(told));
    }
}
