package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order of time and groups among the rows to learn from, where the test rows are a file of their own. */
class GivenRowsTest {

    private static final int ROWS = 600;

    @TempDir
    Path dir;

    private Path test;

    /** A day and a shop beside a signal, which means nothing in the newest fifth of the rows. */
    @BeforeEach
    void tables() throws IOException {
        test = Files.writeString(dir.resolve("test.csv"), table(200, 1000, 90));
        Files.writeString(dir.resolve("data.csv"), table(ROWS, 0, 0));
    }

    private static String table(int rows, int firstDay, int firstShop) {
        Random random = new Random(8);
        StringBuilder text = new StringBuilder("day,shop,x,y\n");
        for (int i = 0; i < rows; i++) {
            int x = random.nextInt(10);
            boolean yes = firstDay == 0 && i >= rows * 4 / 5 ? random.nextBoolean() : x > 4;
            text.append(LocalDate.of(2024, 1, 1).plusDays(firstDay + i))
                    .append(",s")
                    .append(firstShop + i % 30)
                    .append(',')
                    .append(x)
                    .append(yes ? ",yes\n" : ",no\n");
        }
        return text.toString();
    }

    private Requests given() {
        return new Requests(dir).testData(test.toString());
    }

    @Test
    void theFoldsOfASearchAreInOrderOfTimeOrOfWholeGroups() throws IOException {
        Requests search = given().trainer("auto").parameters(Map.of("trials", 1, "folds", 3));
        TrainResult found = search.timeColumn("day").run();
        assertThat(found.leaderboard().folds()).isEqualTo("3 folds in order of day");
        assertThat(found.split()).isEqualTo("all rows of " + test);
        assertThat(found.testData().rows()).isEqualTo(200);
        TrainResult grouped = search.timeColumn(null).groupColumn("shop").run();
        assertThat(grouped.leaderboard().folds()).isEqualTo("3 folds of whole groups by shop");
        assertThat(grouped.signature().inputs())
                .extracting(Signature.Field::name)
                .containsExactly("x");
        assertThat(grouped.warnings()).noneMatch(w -> w.contains(test.toString()));
    }

    @Test
    void earlyStoppingHoldsOutTheNewestRows() throws IOException {
        Requests boosting = given().trainer("gradientBoosting")
                .parameters(Map.of("rounds", 30, "earlyStopping", 5))
                .features("x");
        // At random it is mostly rows in which the signal means something; the newest have none of it.
        double random = boosting.run().earlyStop().loss();
        double newest = boosting.timeColumn("day").run().earlyStop().loss();
        assertThat(random).isLessThan(0.5);
        assertThat(newest).isGreaterThan(0.6);
    }

    @Test
    void testRowsThatAreNotApartAreTold() throws IOException {
        List<String> rows = Files.readAllLines(test);
        rows.set(1, "2024-03-01,s3,1,no");
        rows.set(2, ",s3,1,no");
        Files.write(test, rows);
        assertThat(given().timeColumn("day").run().warnings())
                .contains("1 of 200 rows of " + test
                        + " are older by 'day' than the newest row learned from: how the model"
                        + " will do tomorrow they do not tell.");
        assertThat(given().groupColumn("shop").run().warnings())
                .contains("2 of 200 rows of " + test + " belong to a 'shop' that was learned from, too: how the model"
                        + " will do on new ones they do not tell.");
        // The model needs neither column, so the file may lack them.
        Files.write(
                test,
                rows.stream().map(r -> r.replaceFirst("^[^,]*,[^,]*,", "")).toList());
        assertThat(given().timeColumn("day").features("x").run().warnings())
                .noneMatch(w -> w.contains(test.toString()));
    }

    @Test
    void whatCannotBeOrderedIsRefusedAllTheSame() throws IOException {
        assertThatThrownBy(() -> given().timeColumn("shop").run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The timeColumn holds neither dates nor numbers");
        Files.writeString(dir.resolve("data.csv"), table(ROWS, 0, 0).replaceAll(",s\\d+,", ",s1,"));
        assertThatThrownBy(() -> given().groupColumn("shop").run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("All rows belong to one group");
        assertThatThrownBy(() -> given().timeColumn("day").groupColumn("shop").run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("timeColumn and groupColumn exclude each other");
    }
}
