package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.cluster.TooFewPoints;
import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.evaluate.Permutations;
import io.jenkins.plugins.modeldelivery.evaluate.Unlabelled;
import io.jenkins.plugins.modeldelivery.model.Clusters;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.HeldOut;
import io.jenkins.plugins.modeldelivery.model.Isolation;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import io.jenkins.plugins.modeldelivery.model.Scorer;
import io.jenkins.plugins.modeldelivery.model.TrainedModel;
import io.jenkins.plugins.modeldelivery.prediction.Predictions;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import io.jenkins.plugins.modeldelivery.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A training that learns from the features alone: clusters, anomalies. Measured on rows held out, as others are. */
final class WithoutTarget {

    private static final int FEWEST_ROWS = 20;

    private final Order order;
    private final Progress progress;
    private final Task task;
    private final List<String> warnings = new ArrayList<>();

    private WithoutTarget(Order order, Progress progress) {
        this.order = order;
        this.progress = progress;
        this.task = order.trainer().tasks().iterator().next();
    }

    /** As {@link Training#run}. */
    static TrainResult run(Order order, Progress progress, Instant started) throws IOException {
        return new WithoutTarget(order, progress).run(started);
    }

    private TrainResult run(Instant started) throws IOException {
        TrainRequest request = order.request();
        Frame data = DataReader.read(Source.of(request.data()).as(request.reading()), order.threads(), progress);
        SchemaTable.lines(data).forEach(progress::line);
        if (data.rows() < FEWEST_ROWS) {
            throw new InputException(
                    "There " + (data.rows() == 1 ? "is only 1 row" : "are only " + data.rows() + " rows"),
                    data.facts().path(),
                    "At least " + FEWEST_ROWS + " are needed to train and evaluate.");
        }
        AnomalyLabels labels = labels(data);
        boolean stratified = labels != null && labels.complete();
        Split split = Split.of(
                order, data, stratified ? 2 : 0, () -> stratified ? labels.codes() : new float[data.rows()], warnings);
        Frame train = split.test().length == 0 ? data : data.rows(split.train());
        List<String> features = FeatureChoice.of(train, request, warnings);
        ColumnWarnings.warn(train, features, warnings);
        List<String> classes = task == Task.CLUSTERING
                ? Clusters.names((Integer) order.parameters().get("clusters"))
                : labels == null ? Isolation.CLASSES : labels.classes();
        Signature.Field output = labels != null
                ? labels.field()
                : new Signature.Field(
                        null,
                        task == Task.CLUSTERING ? Signature.Type.CATEGORICAL : Signature.Type.NUMERIC,
                        null,
                        null,
                        task == Task.CLUSTERING ? classes : null,
                        0);
        Signature signature = new Signature(
                features.stream()
                        .map(f -> Signatures.field(train.column(f).orElseThrow(), null))
                        .toList(),
                output);
        Held held = held(data, labels, split, signature);
        Path file = Path.of(request.out()).resolve(Training.MODEL);
        Column truth = labels == null ? null : labels.column().rows(split.train());
        Material material = new Material(train, truth, features, new float[train.rows()], task, null, request);
        Evaluation evaluation = fit(file, material, signature, classes, held);
        Artifact artifact;
        List<TrainResult.Importance> importances;
        try (TrainedModel model = TrainedModel.load(file)) {
            if (held.truth() != null
                    && held.truth().missingCount() < held.truth().size()) {
                evaluation = evaluation.with(Permutations.QUICK.measure(
                        rows -> model.predict(rows, order.threads()),
                        model.featuresByImportance(),
                        held.rows(),
                        held.truth(),
                        order.seed()));
            }
            artifact = new Artifact(Training.MODEL, model.sha256(), Files.size(file));
            importances = model.importances();
        }
        TrainResult bare = new TrainResult(
                new Result.Run(
                        EngineVersion.current(),
                        started,
                        Duration.between(started, Instant.now()).toMillis() / 1000.0),
                request.model(),
                artifact,
                null,
                data.facts(),
                held.facts(),
                split.words(),
                task,
                request.target(),
                spec(),
                order.seed(),
                signature,
                evaluation,
                importances,
                warnings);
        return bare.with(Reports.write(bare, Path.of(request.out())));
    }

    private TrainerSpec spec() {
        return new TrainerSpec(order.trainer().name(), order.parameters());
    }

    /** Null where no target names them. */
    private AnomalyLabels labels(Frame data) {
        String target = order.request().target();
        if (target == null) {
            return null;
        }
        AnomalyLabels labels = AnomalyLabels.of(
                data.column(target).orElseThrow(),
                order.request().positive(),
                data.facts().path() + ", column '" + target + "'");
        if (!labels.complete()) {
            warnings.add(labels.column().missingCount() + " of " + data.rows() + " rows have no value of the target '"
                    + target + "': they are learned from, and left out where truth is needed to measure.");
        }
        return labels;
    }

    /**
     * The rows to evaluate on.
     *
     * @param truth which are anomalies; null: not known
     * @param numbers of the rows in their file, from 1
     * @param facts of their file; null when they were split off
     */
    private record Held(Frame rows, Column truth, int[] numbers, DataFacts facts) {}

    private Held held(Frame data, AnomalyLabels labels, Split split, Signature signature) throws IOException {
        String file = order.request().testData();
        if (file == null) {
            return new Held(
                    data.rows(split.test()),
                    labels == null ? null : labels.column().rows(split.test()),
                    Arrays.stream(split.test()).map(r -> r + 1).toArray(),
                    null);
        }
        Frame test = DataReader.read(
                Source.of(file).as(order.request().reading()),
                signature.columns(),
                List.of(),
                order.threads(),
                progress);
        // Without rows split off all of the data are learned from.
        GivenRows.warn(order.request(), data, test, warnings);
        int[] numbers = new int[test.rows()];
        Arrays.setAll(numbers, i -> i + 1);
        Column truth = test.column(signature.target()).orElse(null);
        return new Held(test, truth, numbers, test.facts());
    }

    private Evaluation fit(Path file, Material material, Signature signature, List<String> classes, Held held)
            throws IOException {
        Preprocessing preprocessing = material.preprocessing(true);
        Algorithm algorithm = order.trainer().equals(Trainers.K_MEANS)
                ? new Clustering()
                : new AnomalyDetection(preprocessing.owners(), order.request().sensitive());
        Algorithm.Examples examples = material.examples(true);
        try (Scorer scorer = fitted(algorithm, examples)) {
            List<TrainResult.Importance> importances = Training.importances(
                    algorithm.importance(scorer, examples.rows(), preprocessing), material.features());
            Map<String, Double> shares = new LinkedHashMap<>();
            importances.forEach(i -> shares.put(i.feature(), i.share()));
            Predictions onHeld =
                    TrainedModel.predict(task, classes, preprocessing, scorer, held.rows(), order.threads());
            // Rows that it learned from look more usual to a model than any others.
            Profile profile = Profile.of(material.train(), material.features(), material.truth(), onHeld)
                    .with(shares);
            Evaluation evaluation = scorer instanceof Clusters clusters
                    ? Unlabelled.clusters(
                            onHeld,
                            preprocessing.encode(held.rows()),
                            clusters.described(preprocessing),
                            order.threads())
                    : Unlabelled.anomalies(
                            onHeld,
                            held.truth(),
                            held.rows(),
                            held.numbers(),
                            rows -> ((Isolation) scorer).reasons(preprocessing, preprocessing.encode(rows)),
                            material.features(),
                            order.request().sensitive());
            TrainedModel.write(
                    file,
                    new TrainedModel.Description(
                            EngineVersion.current(),
                            task,
                            classes,
                            spec(),
                            order.seed(),
                            order.request().reading()),
                    signature,
                    preprocessing,
                    scorer,
                    profile,
                    importances,
                    new HeldOut(evaluation.rows(), evaluation.metrics(), null, null),
                    null);
            return evaluation;
        }
    }

    private Scorer fitted(Algorithm algorithm, Algorithm.Examples examples) {
        Algorithm.Settings settings = new Algorithm.Settings(order.parameters(), order.seed(), order.threads());
        try {
            return algorithm.fit(examples, settings, progress).scorer();
        } catch (TooFewPoints e) {
            throw new InputException(
                    new Problem(
                            "There are " + settings.integer("clusters") + " clusters to find, and among the "
                                    + examples.rows().count() + " rows to learn from only " + e.distinct()
                                    + (e.distinct() == 1 ? " is different" : " are different"),
                            order.request().data(),
                            e.distinct() < 2
                                    ? "Name features that vary."
                                    : "Ask for at most " + e.distinct() + " clusters, or name more features."),
                    e);
        }
    }
}
