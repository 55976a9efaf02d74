package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a build's step calls the engine. */
class RunCommandTest {

    @TempDir
    private Path directory;

    @Test
    void warmingUpDoesEverythingThatStepsAskFor() {
        Answer answer = Answer.of("warm-up", directory.toString());
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
        assertThat(directory.resolve("model.zip")).exists();
        assertThat(directory.resolve("scored.csv")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "gradientBoosting, rounds, Boosting: 10 rounds in, training logLoss",
        "randomForest, trees, Growing 10 trees: 10 trees in, ' s'",
        "logisticRegression, iterations, 'Descending: ', training loss with penalty"
    })
    void everyTrainerTellsHowFarItIs(String trainer, String parameter, String line, String metric) throws Exception {
        Answer.of("warm-up", directory.toString());
        Path request = directory.resolve("request.json");
        Json.write(
                request,
                new TrainRequest(
                        "m",
                        directory.toString(),
                        directory.resolve("data.csv").toString(),
                        "y",
                        null,
                        new TrainerSpec(trainer, Map.of(parameter, 10)),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        Answer answer = Answer.of("run", request.toString());
        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.out().lines()).anyMatch(l -> l.contains(line) && l.contains(metric));
        assertThat(Json.read(directory.resolve(Result.FILE), Result.class)).isInstanceOf(TrainResult.class);
    }

    /** Whoever asked deletes the request when it waits for nothing any more; no signal may reach a container. */
    @Test
    void aRunWhoseRequestIsGoneEnds() throws Exception {
        Path request = Files.writeString(directory.resolve("request.json"), "{}");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Held.class.getName(),
                        request.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('.');
            assertThat(process.waitFor(3, TimeUnit.SECONDS))
                    .as("ends while the request is there")
                    .isFalse();
            Files.delete(request);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.INTERNAL);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A program that would go on for ever, and does not end when it is asked to. */
    static final class Held {
        private Held() {}

        public static void main(String[] arguments) throws InterruptedException {
            Leash.hold(Path.of(arguments[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(Held::never));
            System.out.print('.');
            System.out.flush();
            never();
        }

        private static void never() {
            while (true) {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    // It is stubborn.
                }
            }
        }
    }
}
