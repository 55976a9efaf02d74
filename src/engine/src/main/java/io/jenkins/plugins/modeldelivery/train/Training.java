package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.MemoryPlan;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.evaluate.Evaluator;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.ModelExport;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Rows;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Runs a {@link TrainRequest}. */
public final class Training {

    /** File name of the model in the output directory. */
    public static final String MODEL = "model.zip";

    /** Heap that an encoded cell takes: column and value. */
    private static final long CELL = 8;

    private final Order order;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();

    private Training(Order order, Progress progress) {
        this.order = order;
        this.progress = progress;
    }

    /**
     * Writes model.zip and report.html into the request's out directory (not result.json: the caller does).
     *
     * @throws InputException the request or its data cannot be used; says everything that is wrong
     * @throws IOException the disk failed
     */
    public static TrainResult run(TrainRequest request, Progress progress) throws IOException {
        Instant started = Instant.now();
        return new Training(Order.of(request), progress).run(started);
    }

    private TrainResult run(Instant started) throws IOException {
        TrainRequest request = order.request();
        Frame data = DataReader.read(Source.of(request.data()), order.threads(), progress);
        Target target = Target.of(data, order, warnings);
        Frame usable = target.rows().length == data.rows() ? data : data.rows(target.rows());
        Split split = split(usable, target);
        Frame train = split.test().length == 0 ? usable : usable.rows(split.train());
        List<String> features = FeatureChoice.of(train, request, warnings);
        float[] labels = target.labels(split.train());
        requireTwoClasses(labels, target);
        int classes = target.classes() == null ? 0 : target.classes().size();
        Leakage.warn(train, features, labels, classes, warnings);
        Signature signature = Signatures.of(train, features, target);
        Held held = held(usable, target, split, signature);

        Path out = Path.of(request.out());
        Path file = out.resolve(MODEL);
        TrainerSpec trainer = new TrainerSpec(order.trainer().name(), order.parameters());
        TrainResult.EarlyStop stop =
                fit(file, train, labels, target.column().rows(split.train()), target, signature, trainer);
        Evaluation evaluation;
        Artifact artifact;
        List<TrainResult.Importance> importances;
        try (TrainedModel model = TrainedModel.load(file)) {
            evaluation = Evaluator.evaluate(model.predict(held.rows(), order.threads()), held.truth());
            artifact = new Artifact(MODEL, model.sha256(), Files.size(file));
            importances = model.importances();
            if (request.export() != null) {
                ModelExport.write(model, Path.of(request.export()));
            }
        }
        TrainResult bare = result(
                started,
                artifact,
                data,
                held.facts(),
                split,
                target,
                trainer,
                signature,
                evaluation,
                importances,
                stop);
        return bare.with(Reports.write(bare, out));
    }

    private Split split(Frame usable, Target target) {
        TrainRequest request = order.request();
        if (request.testData() != null) {
            return Split.none(usable.rows(), request.testData());
        }
        if (request.timeColumn() != null) {
            Column time = usable.column(request.timeColumn()).orElseThrow();
            if (time.missingCount() > 0) {
                warnings.add(time.missingCount() + " rows have no value of the timeColumn '" + time.name()
                        + "' and count as the oldest.");
            }
            return Split.byTime(time, order.test());
        }
        float[] labels = target.labels(IntStream.range(0, usable.rows()).toArray());
        int classes = target.classes() == null ? 0 : target.classes().size();
        if (request.groupColumn() != null) {
            Column group = usable.column(request.groupColumn()).orElseThrow();
            if (group.missingCount() > 0) {
                warnings.add(group.missingCount() + " rows have no value of the groupColumn '" + group.name()
                        + "' and count as a group each.");
            }
            return GroupSplit.of(group, labels, classes, order.test(), order.seed());
        }
        return Split.random(labels, classes, order.test(), order.seed());
    }

    private void requireTwoClasses(float[] labels, Target target) {
        for (float label : labels) {
            if (label != labels[0]) {
                return;
            }
        }
        throw new InputException(
                "The rows to train on all have the same target"
                        + (target.classes() == null
                                ? ""
                                : " '" + target.classes().get((int) labels[0]) + "'"),
                order.request().data(),
                "Split differently, or add rows.");
    }

    /**
     * The rows to evaluate on.
     *
     * @param facts of their file; null when they were split off
     */
    private record Held(Frame rows, Column truth, DataFacts facts) {}

    private Held held(Frame usable, Target target, Split split, Signature signature) throws IOException {
        String file = order.request().testData();
        if (file == null) {
            return new Held(usable.rows(split.test()), target.column().rows(split.test()), null);
        }
        List<Signature.Field> fields = new ArrayList<>(signature.inputs());
        fields.add(signature.output());
        Frame test = DataReader.read(Source.of(file), fields, List.of(), order.threads(), progress);
        Column truth = test.column(signature.output().name()).orElseThrow();
        if (truth.missingCount() == truth.size()) {
            throw new InputException(
                    "The target has no values at all",
                    file + ", column '" + truth.name() + "'",
                    "Rows with a known target are needed to evaluate.");
        }
        if (truth.missingCount() > 0) {
            warnings.add(truth.missingCount() + " of " + truth.size() + " rows of " + file
                    + " have no value of the target and are left out.");
        }
        return new Held(test, truth, test.facts());
    }

    private TrainResult.EarlyStop fit(
            Path file,
            Frame train,
            float[] labels,
            Column truth,
            Target target,
            Signature signature,
            TrainerSpec trainer)
            throws IOException {
        List<String> features =
                signature.inputs().stream().map(Signature.Field::name).toList();
        Algorithm algorithm = Algorithm.of(order.trainer());
        Preprocessing preprocessing = Preprocessing.fit(train, features, algorithm.scaled());
        MemoryPlan.of(order.request().data(), CELL * train.rows() * features.size());
        Rows rows = preprocessing.encode(train);
        int classes = target.classes() == null ? 0 : target.classes().size();
        Algorithm.Settings settings = new Algorithm.Settings(order.parameters(), order.seed(), order.threads());
        TrainRequest request = order.request();
        Algorithm.Examples examples = new Algorithm.Examples(
                rows,
                labels,
                Weights.of(train, request, labels, classes),
                column(train, request.timeColumn()),
                column(train, request.groupColumn()),
                target.task(),
                classes,
                Directions.of(request, preprocessing, target.task()));
        Algorithm.Fitted fitted = algorithm.fit(examples, settings, progress);
        try (Scorer scorer = fitted.scorer()) {
            List<TrainResult.Importance> importances =
                    importances(algorithm.importance(scorer, rows, preprocessing), features);
            Predictions predictions = TrainedModel.predict(
                    target.task(), target.classes(), preprocessing, scorer, train, order.threads());
            Profile profile = Profile.of(train, features, truth, predictions);
            TrainedModel.write(
                    file,
                    new TrainedModel.Description(
                            EngineVersion.current(), target.task(), target.classes(), trainer, order.seed()),
                    signature,
                    preprocessing,
                    scorer,
                    profile,
                    importances);
        }
        return fitted.stop();
    }

    private static Column column(Frame frame, String name) {
        return name == null ? null : frame.column(name).orElseThrow();
    }

    private static List<TrainResult.Importance> importances(double[] figures, List<String> features) {
        double sum = Arrays.stream(figures).sum();
        if (!(sum > 0)) {
            return List.of();
        }
        return IntStream.range(0, figures.length)
                .mapToObj(f -> new TrainResult.Importance(features.get(f), figures[f] / sum))
                .sorted(Comparator.comparingDouble((TrainResult.Importance i) -> -i.share())
                        .thenComparing(TrainResult.Importance::feature))
                .toList();
    }

    private TrainResult result(
            Instant started,
            Artifact artifact,
            Frame data,
            DataFacts testFacts,
            Split split,
            Target target,
            TrainerSpec trainer,
            Signature signature,
            Evaluation evaluation,
            List<TrainResult.Importance> importances,
            TrainResult.EarlyStop stop) {
        double seconds = java.time.Duration.between(started, Instant.now()).toMillis() / 1000.0;
        return new TrainResult(
                new Result.Run(EngineVersion.current(), started, seconds),
                order.request().model(),
                artifact,
                null,
                data.facts(),
                testFacts,
                split.words(),
                target.task(),
                order.request().target(),
                trainer,
                order.seed(),
                signature,
                evaluation,
                importances,
                warnings,
                stop);
    }
}
