package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a build's log shows of a run that lasts. */
class LogProgressTest {

    private final AtomicLong clock = new AtomicLong();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Progress progress = new LogProgress(
            new Console(new PrintStream(written, true, StandardCharsets.UTF_8), false, StandardCharsets.UTF_8),
            clock::get);

    @Test
    void tellsAmountShareRestAndFigure() {
        Progress.Step step = progress.step("Boosting", 200, "rounds");
        pass(4);
        step.done(50, "training logLoss 0.271");
        pass(12);
        step.done(200, "training logLoss 0.202");
        step.close();
        assertThat(lines())
                .containsExactly(
                        "  Boosting: 50 of 200 rounds (25 %), 12 s left, training logLoss 0.271",
                        "  Boosting: 200 of 200 rounds (100 %), 0.0 s left, training logLoss 0.202",
                        "  Boosting: 200 rounds in 16 s, training logLoss 0.202");
    }

    @Test
    void isSilentAboutWhatIsDoneAtOnce() {
        try (Progress.Step step = progress.step("Boosting", 200, "rounds")) {
            for (int round = 1; round <= 200; round++) {
                clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
                step.done(round, null);
            }
        }
        assertThat(lines()).containsExactly("  Boosting: 200 rounds in 2.0 s");
    }

    @Test
    void tellsLessOftenTheLongerItLasts() {
        long seconds = TimeUnit.HOURS.toSeconds(10);
        Progress.Step step = progress.step("Boosting", seconds, "rounds");
        for (long second = 1; second <= seconds; second++) {
            pass(1);
            step.done(second, null);
        }
        assertThat(lines()).hasSizeBetween(100, 200);
    }

    @Test
    void noLineIsLongerThanAHundredColumns() {
        Progress.Step step = progress.step("Reading " + "a-long-name/".repeat(20) + "end.csv", 8_000_000_000L, "bytes");
        pass(40);
        step.done(3_000_000_000L, "12,345,678 rows");
        step.close();
        assertThat(lines()).hasSize(2).allMatch(line -> line.length() <= 100 && line.contains("end.csv: "));
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
