package io.jenkins.plugins.modeldelivery.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Leaderboard;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.model.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    @TempDir
    Path dir;

    private static final String BINARY = Requests.table(300, (x, c) -> x > 5 ^ c.equals("red") ? "good" : "bad");

    private Requests search(String data, Map<String, Object> parameters) throws IOException {
        return new Requests(dir).data(data).trainer("auto").parameters(parameters);
    }

    @Test
    void theWinnerIsTheBestOfTheTrialsAndCanBeTrainedByItself() throws IOException {
        Requests requests = search(BINARY, Map.of("trials", 7, "folds", 3));
        TrainResult found = requests.run();
        Leaderboard board = found.leaderboard();
        assertThat(board.metric()).isEqualTo("auc");
        assertThat(board.folds()).isEqualTo("3 random folds, the same share of every class");
        assertThat(board.outOfTime()).isFalse();
        assertThat(board.trials())
                .extracting(Leaderboard.Trial::number)
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        Leaderboard.Trial winner = board.trials().get(0);
        assertThat(winner.trainer()).isEqualTo(found.trainer().name());
        assertThat(winner.parameters()).isEqualTo(found.trainer().parameters());
        assertThat(winner.folds()).isEqualTo(3);
        assertThat(winner.note()).isNull();
        List<Leaderboard.Trial> whole =
                board.trials().stream().filter(t -> t.note() == null).toList();
        assertThat(whole).extracting(Leaderboard.Trial::score).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(board.trials())
                .filteredOn(t -> t.trainer().equals("dummy"))
                .singleElement()
                .satisfies(dummy -> assertThat(dummy.score()).isEqualTo(.5));
        assertThat(Files.readString(dir.resolve("report.html"))).contains("What was tried");
        assertThat(found.dummy().get("auc")).isEqualTo(.5);

        // Once more, on one thread: the same. Without the search: the same model file.
        TrainResult again = requests.threads(1).run();
        assertThat(again.artifact().sha256()).isEqualTo(found.artifact().sha256());
        assertThat(again.leaderboard().trials())
                .extracting(Leaderboard.Trial::score)
                .isEqualTo(board.trials().stream().map(Leaderboard.Trial::score).toList());
        TrainResult direct = requests.trainer(found.trainer().name())
                .parameters(found.trainer().parameters())
                .run();
        assertThat(direct.artifact().sha256()).isEqualTo(found.artifact().sha256());
        assertThat(direct.leaderboard()).isNull();
    }

    @Test
    void numbersAndDirectionsAndAnotherMetric() throws IOException {
        String numbers = Requests.table(300, (x, c) -> String.format(Locale.ROOT, "%.2f", 3 * x));
        TrainResult found = search(numbers, Map.of("trials", 4, "folds", 2, "metric", "mae"))
                .increasing("x")
                .run();
        assertThat(found.leaderboard().metric()).isEqualTo("mae");
        assertThat(found.leaderboard().trials())
                .extracting(Leaderboard.Trial::trainer)
                .doesNotContain("linear");
        List<Double> scores = found.leaderboard().trials().stream()
                .filter(t -> t.note() == null)
                .map(Leaderboard.Trial::score)
                .toList();
        assertThat(scores).isSorted();
        assertThatThrownBy(() ->
                        search(numbers, Map.of("trials", 1, "metric", "auc")).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The metric auc is not defined for regression");
    }

    @Test
    void noiseIsNotTakenForKnowledge() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 200; i++) {
            text.append(random.nextInt(90))
                    .append(',')
                    .append(random.nextInt(90))
                    .append(',');
            text.append(random.nextInt(4) == 0 ? "yes\n" : "no\n");
        }
        TrainResult found = search(text.toString(), Map.of("trials", 3, "folds", 4, "metric", "logLoss"))
                .run();
        assertThat(found.trainer().name()).isEqualTo("dummy");
        assertThat(found.warnings()).anyMatch(w -> w.startsWith("No trainer did better than the dummy"));
        assertThat(found.importances()).isEmpty();
    }

    @Test
    void aSearchWithoutTimeIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> search(BINARY, Map.of("minutes", 0.0001)).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("No trainer could be measured within 1.0E-4 minutes");
        assertThat(dir.resolve("model.zip")).doesNotExist();
    }

    @Test
    void timeEndsTheSearchNotTheModel() throws IOException {
        TrainResult found = search(BINARY, Map.of("trials", 1000, "minutes", 0.1, "folds", 2))
                .run();
        assertThat(found.leaderboard().outOfTime()).isTrue();
        assertThat(found.leaderboard().trials().size()).isLessThan(1000);
        assertThat(found.warnings()).anyMatch(w -> w.startsWith("The search ended by time after "));
        assertThat(found.evaluation().metrics().get("auc")).isGreaterThan(.7);
    }

    @Test
    void aTrainingThatMissesItsDeadlineEnds() {
        Deadline over = new Deadline(() -> 10, 5);
        assertThatThrownBy(() -> over.check(0)).isInstanceOf(Deadline.Missed.class);
        Deadline near = new Deadline(() -> 10, 20);
        near.check(5);
        assertThatThrownBy(() -> near.check(10)).isInstanceOf(Deadline.Missed.class);
        assertThat(near.earlier(8).left()).isEqualTo(2);
        Deadline.NONE.check(Long.MAX_VALUE - 1);
        assertThat(Deadline.NONE.earlier(9)).isSameAs(Deadline.NONE);
    }

    private static Algorithm.Examples examples(float[] labels, Column time, Column group) {
        Rows rows = new Rows(new long[labels.length + 1], new int[0], new float[0], 1);
        return new Algorithm.Examples(rows, labels, null, time, group, Task.BINARY, 2, new int[1]);
    }

    private static float[] labels(int rows) {
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 5 == 0 ? 1 : 0;
        }
        return labels;
    }

    @Test
    void foldsArePartsOfTheRowsWithTheSameShareOfEveryClass() {
        Folds folds = Folds.of(examples(labels(103), null, null), 5, 1);
        Set<Integer> seen = new HashSet<>();
        for (Split split : folds.splits()) {
            assertThat(split.test().length).isBetween(20, 21);
            assertThat(Arrays.stream(split.test()).filter(r -> r % 5 == 0).count())
                    .isBetween(4L, 5L);
            Arrays.stream(split.test()).forEach(r -> assertThat(seen.add(r)).isTrue());
            assertThat(IntStream.concat(Arrays.stream(split.test()), Arrays.stream(split.train()))
                            .distinct()
                            .count())
                    .isEqualTo(103);
        }
        assertThat(seen).hasSize(103);
    }

    @Test
    void foldsInOrderOfTimeLearnFromThePastOnly() {
        float[] day = new float[60];
        for (int i = 0; i < day.length; i++) {
            day[i] = (i * 37) % 60;
        }
        Column time = new Column.Numeric("day", day, 0);
        Folds folds = Folds.of(examples(labels(60), time, null), 5, 1);
        assertThat(folds.words()).isEqualTo("5 folds in order of day");
        assertThat(folds.splits()).hasSize(5);
        int size = 10;
        for (Split split : folds.splits()) {
            assertThat(split.train()).hasSize(size);
            assertThat(split.test()).hasSize(10);
            double newest =
                    Arrays.stream(split.train()).mapToDouble(r -> day[r]).max().orElseThrow();
            double oldest =
                    Arrays.stream(split.test()).mapToDouble(r -> day[r]).min().orElseThrow();
            assertThat(newest).isLessThan(oldest);
            size += 10;
        }
    }

    @Test
    void groupsStayTogether() {
        float[] customer = new float[100];
        for (int i = 0; i < customer.length; i++) {
            customer[i] = (float) Math.floor(Math.sqrt(i));
        }
        Folds folds = Folds.of(examples(labels(100), null, new Column.Numeric("customer", customer, 0)), 4, 1);
        assertThat(folds.splits()).hasSize(4);
        for (Split split : folds.splits()) {
            Set<Float> learned = new HashSet<>();
            Arrays.stream(split.train()).forEach(r -> learned.add(customer[r]));
            assertThat(Arrays.stream(split.test()).anyMatch(r -> learned.contains(customer[r])))
                    .isFalse();
            assertThat(split.test().length).isBetween(20, 30);
        }
    }
}
