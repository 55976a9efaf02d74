package io.jenkins.plugins.modeldelivery.steps;

import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A Java that does not run the engine, but leaves a prepared result when a test lets it: what the life cycle of a step needs,
 * to the moment. Tests of what the engine finds out run the engine.
 */
final class StandInEngine {

    static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    private static final byte[] REPORT = "<!DOCTYPE html><title>report</title>".getBytes(StandardCharsets.UTF_8);

    private final Path directory;
    private final Path artifacts;
    private byte[] model = MODEL;

    /** @param directory empty; lives as long as the engines do */
    StandInEngine(Path directory) throws IOException {
        this.directory = directory;
        this.artifacts = Files.createDirectories(directory.resolve("artifacts"));
        Path script = directory.resolve("java");
        String d = directory.toString();
        Files.writeString(
                script,
                "#!/bin/sh\n[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.1\"' >&2; exit 0; }\nfor request in \"$@\"; do :; done\nout=$(dirname \"$request\")\n"
                        + "[ ! -f '" + d + "/stubborn' ] || { trap '' TERM; sleep 1000 & echo $! >> '" + d
                        + "/pids'; }\n"
                        + "env > '" + d + "/environment'; cp \"$request\" '" + d + "/request'\n"
                        + "[ ! -f '" + d + "/tells' ] || cat \"$request\"\n"
                        + "echo $$ >> '" + d + "/pids'\necho the stand-in works\n"
                        + "while [ -f '" + d + "/hold' ]; do sleep 0.1; done\n"
                        + "[ ! -f '" + d + "/lasts' ] || sleep \"$(cat '" + d + "/lasts')\"\n"
                        + "cp '" + d + "'/artifacts/* \"$out\"/\n"
                        + "echo the stand-in is done\n"
                        + "exit $(cat '" + d + "/exit')\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("no scripts can be run in " + directory);
        }
        exitsWith(0);
    }

    /** Value for the parameter {@code java} of a step. */
    String java() {
        return directory.resolve("java").toString();
    }

    /** From now on engines wait until {@link #release()}. */
    void hold() throws IOException {
        Files.writeString(directory.resolve("hold"), "");
    }

    void release() throws IOException {
        Files.delete(directory.resolve("hold"));
    }

    void exitsWith(int code) throws IOException {
        Files.writeString(directory.resolve("exit"), Integer.toString(code));
    }

    /** Engines that are started from now on take that long. */
    void lasts(double seconds) throws IOException {
        Files.writeString(directory.resolve("lasts"), Double.toString(seconds));
    }

    /** From now on engines do not end when they are asked to, and have a child that does not either. */
    void isStubborn() throws IOException {
        Files.writeString(directory.resolve("stubborn"), "");
    }

    /** From now on engines print the request that they got. */
    void tellsItsRequest() throws IOException {
        Files.writeString(directory.resolve("tells"), "");
    }

    /** From now on the model file is that large, and another. */
    void makesModelsOf(int bytes) {
        model = new byte[bytes];
        new Random(bytes).nextBytes(model);
    }

    byte[] model() {
        return model.clone();
    }

    /** Process ids of all engines that still run. */
    List<Long> alive() throws IOException {
        Path pids = directory.resolve("pids");
        return !Files.exists(pids)
                ? List.of()
                : Files.readAllLines(pids).stream()
                        .map(pid -> Long.parseLong(pid.trim()))
                        .filter(pid -> ProcessHandle.of(pid)
                                .map(ProcessHandle::isAlive)
                                .orElse(false))
                        .toList();
    }

    /** How many engines were started so far. */
    int starts() throws IOException {
        Path pids = directory.resolve("pids");
        return Files.exists(pids) ? Files.readAllLines(pids).size() : 0;
    }

    /** Waits until that many engines were started. */
    void awaitStarts(int count) throws Exception {
        await(() -> {
            try {
                return starts() >= count;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Whether the engine started last still runs. */
    boolean isAlive() throws IOException {
        List<String> pids = Files.readAllLines(directory.resolve("pids"));
        return ProcessHandle.of(Long.parseLong(pids.get(pids.size() - 1).trim()))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not happen within two minutes");
            }
            Thread.sleep(50);
        }
    }

    void leaves(Result result) throws IOException {
        Json.write(artifacts.resolve(Result.FILE), result);
    }

    void leavesNothing() throws IOException {
        Files.deleteIfExists(artifacts.resolve(Result.FILE));
    }

    /** A training result with the model file it speaks of. */
    StandInEngine trains() throws IOException {
        leaves(new TrainResult(
                run(),
                "m",
                artifact("model.zip", model),
                artifact("report.html", REPORT),
                data(),
                null,
                "20 % at random",
                Task.BINARY,
                "y",
                new TrainerSpec("gradientBoosting", Map.of("rounds", 10)),
                42,
                new Signature(
                        List.of(), new Signature.Field("y", Signature.Type.CATEGORICAL, null, null, List.of(), 0)),
                evaluation(0.875),
                List.of(),
                List.of()));
        return this;
    }

    /** A validation result with one gate. */
    StandInEngine validates(int version, boolean passed, Gate.Level level) throws IOException {
        return validates(version, passed ? 0.95 : 0.875, level);
    }

    /**
     * A validation result with gates that ask for an AUC of 0.9.
     *
     * @param levels one a gate
     */
    StandInEngine validates(int version, double auc, Gate.Level... levels) throws IOException {
        boolean passed = auc >= 0.9;
        leaves(new ValidationResult(
                run(),
                "m",
                version,
                sha256(model),
                data(),
                evaluation(auc),
                null,
                null,
                null,
                Arrays.stream(levels)
                        .map(level -> new GateDecision(
                                new Gate("auc", 0.9, null, null, null, false, level),
                                passed ? GateDecision.Outcome.PASS : GateDecision.Outcome.FAIL,
                                auc,
                                null,
                                "auc " + auc + (passed ? " >= 0.9: pass" : " >= 0.9: fail")))
                        .toList(),
                passed,
                artifact("report.html", REPORT),
                List.of()));
        exitsWith(passed ? 0 : 1);
        return this;
    }

    /** A drift result: one column of two drifts. */
    StandInEngine checks(int version) throws IOException {
        leaves(new DriftResult(
                run(),
                "m",
                version,
                sha256(model),
                data(),
                1000,
                DriftResult.Level.DRIFT,
                "Drift in 1 of 2 features",
                0.5,
                0.3,
                0.05,
                DriftRequest.Correction.BH,
                List.of(
                        column("speed", 0.4, DriftResult.Level.DRIFT, "200..300 3 % -> 9 %"),
                        column("height", 0.05, DriftResult.Level.OK, null)),
                List.of(),
                artifact("report.html", REPORT)));
        exitsWith(1);
        return this;
    }

    private static DriftResult.Column column(String name, double distance, DriftResult.Level level, String moved) {
        return new DriftResult.Column(
                name,
                "feature",
                Signature.Type.NUMERIC,
                0.5,
                "ks",
                distance,
                0.1,
                0.2,
                1e-9,
                1e-9,
                level,
                moved,
                Map.of("ks", distance),
                null);
    }

    /** A result of scoring three rows. */
    StandInEngine scores() throws IOException {
        leaves(new ScoreResult(
                run(),
                "m",
                1,
                sha256(model),
                new DataFacts("d.csv", "0".repeat(64), 10, 3, 1),
                "o.csv",
                List.of("prediction"),
                List.of()));
        return this;
    }

    /** Makes the model file differ from the digest that the result names. */
    void damagesTheModel() throws IOException {
        Files.writeString(artifacts.resolve("model.zip"), "damaged");
    }

    private Artifact artifact(String name, byte[] content) throws IOException {
        Files.write(artifacts.resolve(name), content);
        return new Artifact(name, sha256(content), content.length);
    }

    static String sha256(byte[] content) {
        try {
            return Util.toHexString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Result.Run run() {
        return new Result.Run("1", Instant.now(), 0.5);
    }

    private static DataFacts data() {
        return new DataFacts("train.csv", "0".repeat(64), 10, 100, 3);
    }

    private static Evaluation evaluation(double auc) {
        return new Evaluation(
                20,
                Map.of("auc", auc),
                List.of("no", "yes"),
                "yes",
                new long[][] {{10, 2}, {1, 7}},
                new double[0][],
                new double[0][],
                new double[0][],
                null);
    }
}
