package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Classifier;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.Freshness;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.evaluate.Realised;
import io.jenkins.plugins.modeldelivery.foreign.AnyModel;
import io.jenkins.plugins.modeldelivery.gate.Gates;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.profile.ProfileFile;
import io.jenkins.plugins.modeldelivery.profile.Profiles;
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

    private static final Finding LEARNED = new Finding(
            Findings.PREDICTION,
            null,
            DriftResult.Level.OK,
            "The model learned from rows of this very file and is surer of them than of any others: its predictions are not"
                    + " compared, and how well it does on them says little of new rows");

    private DriftCheck() {}

    /**
     * Compares the request's data with what it names: the training profile of its model, another file, or earlier checks.
     * Writes report.html and profile.json into the request's out directory (not result.json: the caller does).
     *
     * @throws InputException if the model or the data cannot be used, or a setting makes no sense
     */
    public static DriftResult run(DriftRequest request, Progress progress) throws IOException {
        return run(request, Runtime.getRuntime().maxMemory(), progress);
    }

    /** The same where so many bytes of heap are there for the rows; more are read block by block. */
    static DriftResult run(DriftRequest request, long heap, Progress progress) throws IOException {
        Instant started = Instant.now();
        long clock = System.nanoTime();
        Settings settings = Settings.of(request);
        int threads =
                request.threads() == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, request.threads());
        Freshness freshness = request.freshness() == null ? null : Freshness.parse(request.freshness());
        boolean classify = Boolean.TRUE.equals(request.domainClassifier());
        try (LoadedModel model = AnyModel.load(Path.of(named(request.modelFile(), "modelFile", "the model's file")))) {
            boolean named = request.baseline() != null && request.window().isEmpty();
            Source against = named ? model.source(request.baseline(), request.reading()) : null;
            Path stored = against != null
                            && against.files().size() == 1
                            && ProfileFile.is(against.files().get(0))
                    ? against.files().get(0)
                    : null;
            Source rows = stored == null ? against : null;
            if (classify && rows == null) {
                throw new InputException(
                        "A domain classifier needs the rows of a baseline; versions, checks and profiles keep none",
                        "parameter domainClassifier",
                        "Name a file of rows as baseline, for example the training data");
            }
            if (model.profile() == null && !named && request.window().isEmpty()) {
                throw new InputException(
                        "The model was made by another tool, and nothing is known of the rows it learned from",
                        "parameter baseline",
                        "Name a file of rows to compare with, for example its training data");
            }
            // A mistyped rule should not cost the time of reading the data.
            if (model.profile() != null) {
                settings.check(Verdict.types(model.profile()));
            }
            Gates.checkOnCurrentRows(request.gates(), model.task());
            Source source = model.source(named(request.data(), "data", "the current data"), request.reading());
            Baseline profiled = rows == null ? profiled(request, stored, model) : null;
            if (profiled != null && Streamed.needed(source, heap)) {
                return streamed(
                        request, settings, model, source, profiled, freshness, threads, progress, started, clock);
            }
            Pair<Baseline, CurrentData> both = Pair.of(
                    "reading the baseline",
                    rows == null ? null : () -> Baseline.file(request.baseline(), rows, model, threads, progress),
                    () -> CurrentData.read(source, model.signature(), settings.findings(), threads, progress));
            CurrentData data = both.second();
            Baseline baseline = fair(profiled != null ? profiled : both.first(), request, data.frame(), model);
            if (model.profile() == null) {
                settings.check(Verdict.types(baseline.profile()));
            }
            Frame frame = data.frame();
            Column target = frame.column(model.signature().output().name()).orElse(null);
            Predictions predictions = model.predict(frame, threads);
            // How well the model does is found out beside what the rows look like.
            Pair<CurrentPerformance, Compared> beside = Pair.of(
                    "measuring performance",
                    () -> CurrentPerformance.of(
                            predictions,
                            model.estimateErrors(frame, predictions, threads),
                            model.heldOut(),
                            target,
                            model.task().supervised() ? null : Realised.of(model, frame, predictions, target, threads),
                            settings.minRows(),
                            request.gates(),
                            threads,
                            null),
                    () -> {
                        List<Finding> before = new ArrayList<>(data.findings());
                        before.addAll(arrival(request, freshness, data.dates(), frame.rows(), started));
                        before.addAll(uncompared(known(request, frame.facts()), baseline));
                        Classifier classifier =
                                classify ? classifier(baseline, frame, model, settings, threads, progress) : null;
                        if (classifier != null) {
                            before.add(DomainClassifier.finding(classifier));
                        }
                        return Compared.of(model, baseline, frame, predictions, before, classifier, settings, threads);
                    });
            CurrentPerformance performance = beside.first();
            Compared compared = beside.second();
            Found found = new Found(
                    frame.facts(),
                    compared.kept,
                    baseline,
                    compared.verdict.with(performance.gates()),
                    performance,
                    compared.classifier);
            return written(request, settings, model, found, started, clock);
        }
    }

    /**
     * Of rows that it learned from a model is surer than of any others. Where the baseline's are such rows, what it says of the
     * rows held out at training stands in; where the current ones are, its predictions are not compared.
     */
    private static Baseline fair(Baseline baseline, DriftRequest request, Frame current, LoadedModel model) {
        if (known(request, current.facts())) {
            return baseline.predicting(null);
        }
        return baseline.rows() != null
                        && model.profile() != null
                        && known(request, baseline.rows().facts())
                ? baseline.predicting(model.profile().predictions())
                : baseline;
    }

    /**
     * Why predictions are not compared, where they are not.
     *
     * @param learned whether the current rows are those that the model learned from
     */
    private static List<Finding> uncompared(boolean learned, Baseline baseline) {
        if (learned) {
            return List.of(LEARNED);
        }
        return baseline.profile().predictions() != null
                ? List.of()
                : List.of(new Finding(
                        Findings.PREDICTION,
                        null,
                        DriftResult.Level.OK,
                        "There are no predictions in " + baseline.noun()
                                + ", so that those on the current rows are not compared"));
    }

    /** Whether the model learned from rows of this very file. */
    private static boolean known(DriftRequest request, DataFacts data) {
        return request.learned() != null && data != null && request.learned().equals(data.sha256());
    }

    private static Classifier classifier(
            Baseline baseline, Frame frame, LoadedModel model, Settings settings, int threads, Progress progress) {
        return DomainClassifier.of(
                baseline.rows(),
                frame,
                model.signature().inputs().stream().map(Signature.Field::name).toList(),
                settings,
                threads,
                progress);
    }

    /**
     * What the rows look like, compared.
     *
     * @param kept their profile, for later checks
     */
    private record Compared(Profile kept, Verdict verdict, Classifier classifier) {

        /** @param before findings made before */
        static Compared of(
                LoadedModel model,
                Baseline baseline,
                Frame frame,
                Predictions predictions,
                List<Finding> before,
                Classifier classifier,
                Settings settings,
                int threads) {
            Column target = frame.column(model.signature().output().name()).orElse(null);
            // Profiles of one grid can be merged: what later checks compare with is always on the training's.
            Profile kept = (model.profile() == null ? baseline.profile() : model.profile())
                    .project(frame, target, predictions, null, threads);
            // Of rows that are there both profiles have the model's columns, and the same rows repeat.
            Long repeated = baseline.rows() == null ? null : kept.repeated();
            Profile current = baseline.onItsOwnGrid()
                    ? baseline.profile().project(frame, target, predictions, repeated, threads)
                    : kept;
            Verdict verdict = Verdict.of(
                    baseline.profile(),
                    current,
                    model.importances(),
                    settings,
                    before,
                    baseline.against(frame, target, predictions, threads));
            return new Compared(kept, verdict, classifier);
        }
    }

    /** Rows that stream by: a profile of all of them, and a sample for a measurement. */
    private static DriftResult streamed(
            DriftRequest request,
            Settings settings,
            LoadedModel model,
            Source source,
            Baseline baseline,
            Freshness freshness,
            int threads,
            Progress progress,
            Instant started,
            long clock)
            throws IOException {
        if (model.profile() == null) {
            settings.check(Verdict.types(baseline.profile()));
        }
        Streamed data = Streamed.read(source, model, baseline, freshness, settings.findings(), threads, progress);
        List<Finding> before = new ArrayList<>(data.findings());
        before.addAll(arrival(request, freshness, data.dates(), data.facts().rows(), started));
        boolean learned = known(request, data.facts());
        before.addAll(uncompared(learned, baseline));
        Verdict verdict = Verdict.of(
                learned ? baseline.profile().predicting(null) : baseline.profile(),
                data.current(),
                model.importances(),
                settings,
                before,
                baseline.against(null, null, null, threads));
        RowSample sample = data.sample();
        // Clusters are measured by all that is encoded of a row, which the sample does not keep.
        CurrentPerformance performance = CurrentPerformance.of(
                sample.predictions(),
                sample.errors(),
                model.heldOut(),
                sample.target(),
                model.task() == Task.ANOMALY ? Realised.of(sample.predictions(), sample.target()) : null,
                settings.minRows(),
                request.gates(),
                threads,
                sample.words());
        Found found =
                new Found(data.facts(), data.kept(), baseline, verdict.with(performance.gates()), performance, null);
        return written(request, settings, model, found, started, clock);
    }

    /** @param stored file with a profile; null: none is named */
    private static Baseline profiled(DriftRequest request, Path stored, LoadedModel model) throws IOException {
        if (!request.window().isEmpty()) {
            return Baseline.checks(request.window(), request.baseline());
        }
        return stored == null ? Baseline.training(model) : Baseline.profile(stored, model);
    }

    private static List<Finding> arrival(
            DriftRequest request, Freshness freshness, List<Column.Date> dates, long rows, Instant now) {
        List<Finding> findings = new ArrayList<>();
        if (freshness != null) {
            findings.add(Arrival.freshness(dates, freshness, now));
        }
        Arrival.rows(rows, request.history()).ifPresent(findings::add);
        return findings;
    }

    /**
     * What was found.
     *
     * @param data facts of the current data
     * @param kept its profile, for later checks
     */
    private record Found(
            DataFacts data,
            Profile kept,
            Baseline baseline,
            Verdict verdict,
            CurrentPerformance performance,
            Classifier classifier) {}

    private static DriftResult written(
            DriftRequest request, Settings settings, LoadedModel model, Found found, Instant started, long clock)
            throws IOException {
        Result.Run run = new Result.Run(EngineVersion.current(), started, (System.nanoTime() - clock) / NANOS);
        Path out = Path.of(request.out());
        Artifact profile = Profiles.write(found.kept, out);
        DriftResult result = result(request, settings, model, found, run, profile, null);
        return result(request, settings, model, found, run, profile, Reports.write(result, out));
    }

    private static String named(String given, String parameter, String what) {
        if (given == null || given.isBlank()) {
            throw new InputException("No " + parameter + " is given", parameter, "Name " + what);
        }
        return given;
    }

    private static DriftResult result(
            DriftRequest request,
            Settings settings,
            LoadedModel model,
            Found found,
            Result.Run run,
            Artifact profile,
            Artifact report) {
        Verdict verdict = found.verdict;
        DriftResult.Baseline baseline = found.baseline.facts();
        List<Finding> findings = new ArrayList<>(verdict.findings());
        findings.addAll(found.performance.findings());
        boolean training = baseline.kind().equals(DriftResult.Baseline.TRAINING);
        return new DriftResult(
                run,
                request.model(),
                request.version(),
                model.sha256(),
                found.data,
                found.baseline.profile().rows(),
                verdict.level(),
                training ? verdict.summary() : verdict.summary() + " (the baseline: " + baseline.words() + ")",
                verdict.driftShare(),
                settings.share(),
                settings.alpha(),
                settings.correction(),
                verdict.columns(),
                findings,
                report,
                found.performance.performance(),
                baseline,
                found.classifier,
                request.history(),
                profile,
                found.performance.gates());
    }
}
