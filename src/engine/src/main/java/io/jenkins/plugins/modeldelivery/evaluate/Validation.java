package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.PermutationImportance;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.foreign.AnyModel;
import io.jenkins.plugins.modeldelivery.gate.Gates;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.LoadedModel;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Unseen;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Runs a {@link ValidateRequest}: candidate and baseline on the same rows, then the gates. */
public final class Validation {

    private Validation() {}

    /** What one model shows on the data. */
    private record Side(
            Scores scores,
            Evaluation evaluation,
            DataFacts data,
            Task task,
            String target,
            String sha256,
            List<Parts> parts,
            Map<String, Double> footprint,
            Space space) {}

    /**
     * Where clusters are measured.
     *
     * @param of whose units it has
     * @param rows the data in it
     */
    private record Space(Object of, Rows rows) {}

    /**
     * Writes {@code report.html} into the request's output directory; {@code result.json} is the caller's.
     *
     * @throws InputException if data, model or gates cannot be used
     * @throws IOException if reading or writing fails
     */
    public static ValidationResult run(ValidateRequest request, Progress progress) throws IOException {
        Instant started = Instant.now();
        check(request);
        int threads = request.threads() == null ? Runtime.getRuntime().availableProcessors() : request.threads();
        List<String> warnings = new ArrayList<>();
        List<SliceSpec> slices = Slices.wanted(request);
        Side candidate;
        Side baseline = null;
        if (request.predictions() != null) {
            PredictionFile file = PredictionFile.read(request, threads, progress);
            Scores scores = file.scores();
            candidate = new Side(
                    scores,
                    scores.evaluation(),
                    file.frame().facts(),
                    file.task(),
                    "label",
                    null,
                    Slices.of(slices, file.frame(), file.label()),
                    Map.of(),
                    null);
        } else {
            candidate = measure(request.modelFile(), request, slices, null, threads, warnings, progress);
            if (request.baselineFile() != null) {
                // What is told of the rows was told with the candidate.
                baseline = measure(
                        request.baselineFile(),
                        request,
                        List.of(),
                        candidate.space(),
                        threads,
                        new ArrayList<>(),
                        Progress.SILENT);
                comparable(candidate, baseline, request);
                clusters(candidate, baseline, warnings);
            }
            known(request, candidate.data().sha256(), warnings);
        }
        Gates.check(request.gates(), candidate.task());
        Sureness sureness = Sureness.of(
                request,
                candidate.scores(),
                baseline == null ? null : baseline.scores(),
                candidate.parts(),
                threads,
                warnings);
        List<GateDecision> decisions = Gates.decide(
                request.gates(),
                candidate.task(),
                whole(sureness.whole(), candidate, baseline),
                sureness.slices(),
                baselineLabel(request));
        boolean passed = decisions.stream().allMatch(d -> d.outcome() == GateDecision.Outcome.PASS);
        ValidationResult bare = new ValidationResult(
                run(started),
                request.model(),
                request.version(),
                candidate.sha256(),
                candidate.data(),
                candidate.evaluation().with(sureness.candidate()).plus(candidate.footprint()),
                request.baselineVersion(),
                request.baselineStage(),
                baseline == null
                        ? null
                        : baseline.evaluation().with(sureness.baseline()).plus(baseline.footprint()),
                decisions,
                passed,
                null,
                warnings,
                sureness.resampling(),
                sureness.slicings(),
                baseline == null
                        ? null
                        : Relabelled.of(
                                candidate.scores().predicted(),
                                candidate.evaluation().classes(),
                                baseline.scores().predicted(),
                                baseline.evaluation().classes()));
        return bare.with(run(started), Reports.write(bare, Path.of(request.out())));
    }

    /** Rows that a model knows say little of those that it does not. */
    private static void known(ValidateRequest request, String data, List<String> warnings) {
        if (request.learned() == null) {
            return;
        }
        List<String> models = new ArrayList<>();
        if (data.equals(request.learned().candidate())) {
            models.add(request.version() == null ? "The candidate" : "v" + request.version());
        }
        if (data.equals(request.learned().baseline())) {
            models.add("v" + request.baselineVersion());
        }
        if (!models.isEmpty()) {
            warnings.add(String.join(" and ", models)
                    + " learned from rows of this very file: the metrics are better than they will be on new rows."
                    + " Validate on rows that no training saw.");
        }
    }

    private static boolean asks(ValidateRequest request, Predicate<Metric> which) {
        return request.gates().stream()
                .anyMatch(gate -> gate.metric() != null
                        && Metric.find(gate.metric()).filter(which).isPresent());
    }

    /** With what belongs to the models and not to rows. */
    private static Subject whole(Subject measured, Side candidate, Side baseline) {
        return Subject.whole(
                measured.rows(),
                measured.candidate().plus(candidate.footprint()),
                baseline == null ? null : measured.baseline().plus(baseline.footprint()));
    }

    private static void check(ValidateRequest request) {
        if (request.resamples() != null
                && (request.resamples() < 0 || request.resamples() > ValidateRequest.MOST_RESAMPLES)) {
            throw new InputException(
                    "resamples cannot be " + request.resamples(),
                    "parameter 'resamples'",
                    "Give 0 for none, or up to " + ValidateRequest.MOST_RESAMPLES + "; 1000 is usual.");
        }
        if ((request.data() == null) == (request.predictions() == null)) {
            throw new InputException(
                    request.data() == null
                            ? "Neither 'data' nor 'predictions' is given"
                            : "Both 'data' and 'predictions' are given",
                    "parameters 'data', 'predictions'",
                    "Give 'data' to evaluate the model on rows with their true target, or 'predictions' to judge a file"
                            + " of labels and predictions of any tool.");
        }
        if (request.costs().isEmpty() && asks(request, m -> m == Metric.COST)) {
            throw new InputException(
                    "A gate asks for cost, and no costs are given",
                    "parameter 'costs'",
                    "Say what a mistake costs: actual class, predicted class, cost.");
        }
        if (request.predictions() != null && asks(request, Metric::ofTheModel)) {
            throw new InputException(
                    "A gate asks for the time or size of a model, and a file of predictions shows neither",
                    "parameter 'gates'",
                    "Give 'data' instead of 'predictions', or leave the gate out.");
        }
        if (request.positive() != null && request.predictions() == null) {
            throw new InputException(
                    "A model knows its positive class, '" + request.positive() + "' cannot be chosen here",
                    "parameter 'positive'",
                    "Leave it out; it goes with 'predictions'.");
        }
        if (request.predictions() != null && request.gates().stream().anyMatch(g -> g.comparative())) {
            throw new InputException(
                    "A file of predictions has no baseline to compare with",
                    "parameter 'gates'",
                    "Use min or max instead of minChange or maxDrop.");
        }
    }

    private static Side measure(
            String modelFile,
            ValidateRequest request,
            List<SliceSpec> slices,
            Space space,
            int threads,
            List<String> warnings,
            Progress progress)
            throws IOException {
        String data = request.data();
        try (LoadedModel model = AnyModel.load(Path.of(modelFile))) {
            boolean supervised = model.task().supervised();
            double[][] costs = Costs.matrix(request.costs(), supervised ? model.classes() : null);
            boolean candidate = modelFile.equals(request.modelFile());
            Signature signature = model.signature();
            String target = signature.target();
            if (target == null && supervised) {
                throw new InputException(
                        "The model was registered without the column it predicts, so that it cannot be measured",
                        "parameter 'target' of its registration",
                        "Register it again with its target, or judge a file of its predictions.");
            }
            // Labels of anomalies are welcome, and not needed.
            List<String> optional = supervised || target == null ? List.of() : List.of(target);
            Frame frame = DataReader.read(
                    model.source(data, request.reading()), signature.columns(), optional, threads, progress);
            Column truth = frame.column(target).orElse(null);
            Unseen unseen = new Unseen(signature);
            unseen.add(frame);
            warnings.addAll(unseen.warnings());
            Predictions predictions = model.predict(frame, threads);
            Scores scores;
            Space found = null;
            try {
                if (model.task() == Task.CLUSTERING) {
                    found = space == null ? new Space(model.space(), model.encode(frame)) : space;
                    scores = Unlabelled.scores(
                            predictions, found.rows, model.clusters(), found.of.equals(model.space()), threads);
                } else {
                    scores = Evaluator.scores(predictions, truth, costs);
                }
            } catch (InputException e) {
                throw in(data, e);
            }
            Evaluation evaluation = scores.evaluation();
            if (candidate && truth != null && truth.missingCount() < truth.size()) {
                evaluation = evaluation.with(permuted(model, frame, truth, request, threads, progress));
            }
            if (candidate && model.task() == Task.ANOMALY) {
                evaluation = evaluation.with(Unlabelled.told(
                        predictions,
                        frame,
                        IntStream.rangeClosed(1, frame.rows()).toArray(),
                        model::reasons,
                        signature.inputs().stream().map(Signature.Field::name).toList(),
                        model.sensitive()));
            }
            return new Side(
                    scores,
                    evaluation,
                    frame.facts(),
                    model.task(),
                    target,
                    model.sha256(),
                    Slices.of(slices, frame, supervised ? truth : null),
                    Footprint.of(model, Path.of(modelFile), frame, request.gates()),
                    found);
        }
    }

    private static PermutationImportance permuted(
            LoadedModel model, Frame frame, Column truth, ValidateRequest request, int threads, Progress progress) {
        progress.line("  shuffling each column to see how much it matters");
        return Permutations.THOROUGH.measure(
                rows -> model.predict(rows, threads),
                model.featuresByImportance(),
                frame,
                truth,
                request.seed() == null ? ValidateRequest.SEED : request.seed());
    }

    /** The evaluation knows the column, and not the file that it came from. */
    private static InputException in(String file, InputException e) {
        Problem problem = e.problem();
        return new InputException(new Problem(problem.what(), file + ", " + problem.where(), problem.advice()), e);
    }

    private static void comparable(Side candidate, Side baseline, ValidateRequest request) {
        boolean supervised = candidate.task().supervised();
        if (candidate.task() != baseline.task()
                && !(supervised && baseline.task().supervised())) {
            throw new InputException(
                    "The candidate does " + candidate.task() + ", the baseline v" + request.baselineVersion() + " "
                            + baseline.task() + ": their metrics cannot be compared",
                    "parameter 'baseline'",
                    "Compare versions that do the same, or leave the baseline out.");
        }
        if (supervised && !Objects.equals(candidate.target(), baseline.target())
                || candidate.task() != baseline.task()) {
            throw new InputException(
                    "The candidate predicts '" + candidate.target() + "' (" + candidate.task() + "), the baseline v"
                            + request.baselineVersion() + " '" + baseline.target() + "' (" + baseline.task()
                            + "): their metrics cannot be compared",
                    "parameter 'baseline'",
                    "Compare versions that predict the same, or leave the baseline out.");
        }
        String positive = candidate.evaluation().positive();
        String other = baseline.evaluation().positive();
        if (!Objects.equals(positive, other) && (supervised || positive != null && other != null)) {
            throw new InputException(
                    "The positive class of the candidate is '" + positive + "', that of the baseline v"
                            + request.baselineVersion() + " '"
                            + baseline.evaluation().positive()
                            + "': precision, recall and what follows from them cannot be compared",
                    "parameter 'baseline'",
                    "Train with the same 'positive', or leave the baseline out.");
        }
    }

    /** What is to be known of two clusterings beside each other. */
    private static void clusters(Side candidate, Side baseline, List<String> warnings) {
        if (candidate.task() != Task.CLUSTERING) {
            return;
        }
        int own = candidate.evaluation().clusters().size();
        int other = baseline.evaluation().clusters().size();
        if (baseline.evaluation().metrics().containsKey(Metric.INERTIA.id())) {
            if (own != other) {
                warnings.add("The candidate has " + own + " clusters, the baseline " + other
                        + ": inertia falls with every cluster more and says nothing about which is better.");
            }
        } else {
            warnings.add(
                    "The inertia of the baseline is not compared: its distances are in the standardised units of its own"
                            + " training rows. The other metrics are measured for both in the candidate's units.");
        }
    }

    private static String baselineLabel(ValidateRequest request) {
        if (request.baselineVersion() == null) {
            return request.baselineStage();
        }
        return "v" + request.baselineVersion()
                + (request.baselineStage() == null ? "" : " (" + request.baselineStage() + ")");
    }

    private static Result.Run run(Instant started) {
        return new Result.Run(
                EngineVersion.current(),
                started,
                Duration.between(started, Instant.now()).toMillis() / 1000.0);
    }
}
