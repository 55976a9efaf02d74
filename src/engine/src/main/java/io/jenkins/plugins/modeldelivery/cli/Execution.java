package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.drift.DriftCheck;
import io.jenkins.plugins.modeldelivery.evaluate.Validation;
import io.jenkins.plugins.modeldelivery.expect.DataCheck;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.report.Reports;
import io.jenkins.plugins.modeldelivery.score.Scoring;
import io.jenkins.plugins.modeldelivery.train.Training;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a request, whatever it asks for. */
final class Execution {

    private Execution() {}

    /** @throws InputException also when the heap does not suffice */
    static Result run(Request request, Progress progress) throws IOException {
        Integer threads = threads(request);
        if (threads != null && threads < 1) {
            throw new InputException(
                    "threads must be at least 1, not " + threads,
                    "parameter threads",
                    "Leave it out to use all processors.");
        }
        try {
            if (request instanceof TrainRequest train) {
                return Training.run(train, progress);
            }
            if (request instanceof ValidateRequest validate) {
                return Validation.run(validate, progress);
            }
            if (request instanceof DriftRequest drift) {
                return DriftCheck.run(drift, progress);
            }
            if (request instanceof DataCheckRequest check) {
                return check(check, progress);
            }
            return Scoring.run((ScoreRequest) request, progress);
        } catch (OutOfMemoryError e) {
            throw new InputException(
                    new io.jenkins.plugins.modeldelivery.document.Problem(
                            "The data does not fit into "
                                    + Quantities.bytes(Runtime.getRuntime().maxMemory()) + " of heap",
                            null,
                            "Give more: memory: '4g' in a Jenkinsfile, java -Xmx4g on the command line."),
                    e);
        }
    }

    private static Integer threads(Request request) {
        if (request instanceof TrainRequest train) {
            return train.threads();
        }
        if (request instanceof ValidateRequest validate) {
            return validate.threads();
        }
        if (request instanceof DriftRequest drift) {
            return drift.threads();
        }
        if (request instanceof DataCheckRequest check) {
            return check.then() == null ? null : threads(check.then());
        }
        return ((ScoreRequest) request).threads();
    }

    /** The check, and if it lets the data through what is to be done with it. */
    private static Result check(DataCheckRequest request, Progress progress) throws IOException {
        if (request.then() == null) {
            return DataCheck.run(request, Reports.FILE, progress);
        }
        DataCheckResult checked = DataCheck.run(request, DataCheckResult.REPORT_BESIDE, progress);
        Json.write(Path.of(request.out()).resolve(DataCheckResult.BESIDE), checked);
        if (checked.level() == DataCheckResult.Level.FAILURE) {
            return checked;
        }
        checked.failures().forEach(progress::warn);
        return run(
                request.then() instanceof TrainRequest train
                        ? train.hiding(request.expectations().columns().stream()
                                .filter(Expectation::sensitive)
                                .map(Expectation::column)
                                .toList())
                        : request.then(),
                progress);
    }

    /** What the process should exit with: a failed gate and drift are an answer, not an error. */
    static int exitCode(Result result) {
        boolean refused = result instanceof ValidationResult validation && !validation.passed()
                || result instanceof DriftResult drift && drift.level() == DriftResult.Level.DRIFT
                || result instanceof DataCheckResult check && check.level() == DataCheckResult.Level.FAILURE;
        return refused ? ExitCode.REFUSED : ExitCode.OK;
    }
}
