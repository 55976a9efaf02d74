package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs a {@link DriftRequest}. */
public final class DriftCheck {

    private static final double NANOS = 1e9;

    private DriftCheck() {}

    /**
     * Compares the request's data with the training profile of its model. Writes report.html into the request's out
     * directory (not result.json: the caller does).
     *
     * @throws InputException if the model or the data cannot be used, or a setting makes no sense
     */
    public static DriftResult run(DriftRequest request, Progress progress) throws IOException {
        Instant started = Instant.now();
        long clock = System.nanoTime();
        Settings settings = Settings.of(request);
        int threads =
                request.threads() == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, request.threads());
        try (TrainedModel model =
                TrainedModel.load(Path.of(named(request.modelFile(), "modelFile", "the model's file")))) {
            Profile reference = model.profile();
            // A mistyped rule should not cost the time of reading the data.
            settings.check(Verdict.types(reference));
            CurrentData data = CurrentData.read(
                    model.source(named(request.data(), "data", "the current data"), request.reading()),
                    model.signature(),
                    threads,
                    progress);
            Frame frame = data.frame();
            Column target = frame.column(model.signature().output().name()).orElse(null);
            Predictions predictions = model.predict(frame, threads);
            Profile current = reference.project(frame, target, predictions);
            Verdict verdict = Verdict.of(reference, current, model.importances(), settings, data.findings());
            CurrentPerformance performance = CurrentPerformance.of(predictions, target, settings.minRows());
            Result.Run run = new Result.Run(EngineVersion.current(), started, (System.nanoTime() - clock) / NANOS);
            DriftResult result =
                    result(request, run, model.sha256(), frame, reference, settings, verdict, performance, null);
            Artifact report = Reports.write(result, Path.of(request.out()));
            return result(request, run, model.sha256(), frame, reference, settings, verdict, performance, report);
        }
    }

    private static String named(String given, String parameter, String what) {
        if (given == null || given.isBlank()) {
            throw new InputException("No " + parameter + " is given", parameter, "Name " + what);
        }
        return given;
    }

    private static DriftResult result(
            DriftRequest request,
            Result.Run run,
            String modelSha256,
            Frame frame,
            Profile reference,
            Settings settings,
            Verdict verdict,
            CurrentPerformance performance,
            Artifact report) {
        List<Finding> findings = new ArrayList<>(verdict.findings());
        findings.addAll(performance.findings());
        return new DriftResult(
                run,
                request.model(),
                request.version(),
                modelSha256,
                frame.facts(),
                reference.rows(),
                verdict.level(),
                verdict.summary(),
                verdict.driftShare(),
                settings.share(),
                settings.alpha(),
                settings.correction(),
                verdict.columns(),
                findings,
                report,
                performance.performance());
    }
}
