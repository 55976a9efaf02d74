package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Leaderboard;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.evaluate.Evaluator;
import io.jenkins.plugins.modeldelivery.evaluate.Permutations;
import io.jenkins.plugins.modeldelivery.evaluate.Reliability;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.model.EngineVersion;
import io.jenkins.plugins.modeldelivery.model.ErrorModel;
import io.jenkins.plugins.modeldelivery.model.ModelExport;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a {@link TrainRequest}. */
public final class Training {

    /** File name of the model in the output directory. */
    public static final String MODEL = "model.zip";

    /** Rows that tell whether a feature nearly equals the target. */
    private static final int SAMPLE = 100_000;

    private final Order order;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();
    private final long startedNanos = System.nanoTime();

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
        MemoryNeed.plan(order);
        if (!order.supervised()) {
            return WithoutTarget.run(order, progress, started);
        }
        Frame data = DataReader.read(Source.of(request.data()).as(request.reading()), order.threads(), progress);
        SchemaTable.lines(data).forEach(progress::line);
        Target target = Target.of(data, order, warnings);
        Frame usable = target.rows().length == data.rows() ? data : data.rows(target.rows());
        Split split = Split.of(
                order,
                usable,
                target.classes() == null ? 0 : target.classes().size(),
                () -> target.labels(IntStream.range(0, usable.rows()).toArray()),
                warnings);
        Frame train = split.test().length == 0 ? usable : usable.rows(split.train());
        List<String> features = FeatureChoice.of(train, request, warnings);
        float[] labels = target.labels(split.train());
        requireTwoClasses(labels, target);
        int classes = target.classes() == null ? 0 : target.classes().size();
        leakage(train, features, labels, classes);
        ColumnWarnings.warn(train, features, warnings);
        Signature signature = Signatures.of(train, features, target);
        Held held = held(usable, train, target, split, signature);

        MemoryNeed.planWork(order, features.size(), labels.length, held.rows().rows(), classes);

        Path out = Path.of(request.out());
        Path file = out.resolve(MODEL);
        Material material = new Material(
                train, target.column().rows(split.train()), features, labels, target.task(), target.classes(), request);
        Choice choice = choose(material);
        Learned learned = fit(file, material, signature, choice, held);
        Evaluation evaluation;
        Artifact artifact;
        List<TrainResult.Importance> importances;
        try (TrainedModel model = TrainedModel.load(file)) {
            evaluation = learned.evaluation()
                    .with(Permutations.QUICK.measure(
                            rows -> model.predict(rows, order.threads()),
                            model.featuresByImportance(),
                            held.rows(),
                            held.truth(),
                            order.seed()));
            artifact = new Artifact(MODEL, model.sha256(), Files.size(file));
            importances = model.importances();
            if (request.export() != null) {
                ModelExport.write(model, Path.of(request.export()));
            }
        }
        Map<String, Double> dummy = choice.algorithm() instanceof Dummy ? null : dummy(material, held);
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
                target.task(),
                request.target(),
                choice.spec(),
                order.seed(),
                signature,
                evaluation,
                importances,
                warnings,
                learned.stop(),
                dummy,
                choice.leaderboard());
        return bare.with(Reports.write(bare, out));
    }

    /** Looks at some of many rows: what nearly equals the target does so in all of them. */
    private void leakage(Frame train, List<String> features, float[] labels, int classes) {
        if (train.rows() <= SAMPLE) {
            Leakage.warn(train, features, labels, classes, warnings);
            return;
        }
        int[] some = new int[SAMPLE];
        float[] theirs = new float[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            some[i] = (int) ((long) i * train.rows() / SAMPLE);
            theirs[i] = labels[some[i]];
        }
        Leakage.warn(train.rows(some), features, theirs, classes, warnings);
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

    private Held held(Frame usable, Frame train, Target target, Split split, Signature signature) throws IOException {
        String file = order.request().testData();
        if (file == null) {
            return new Held(usable.rows(split.test()), target.column().rows(split.test()), null);
        }
        List<Signature.Field> fields = new ArrayList<>(signature.inputs());
        fields.add(signature.output());
        Frame test = DataReader.read(
                Source.of(file).as(order.request().reading()), fields, List.of(), order.threads(), progress);
        GivenRows.warn(order.request(), train, test, warnings);
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

    /**
     * What is to be trained.
     *
     * @param leaderboard how it was found; null where the request names it
     */
    private record Choice(Algorithm algorithm, Map<String, Object> parameters, Leaderboard leaderboard) {
        TrainerSpec spec() {
            return new TrainerSpec(algorithm.info().name(), parameters);
        }
    }

    private Choice choose(Material material) {
        if (!order.trainer().equals(Trainers.AUTO)) {
            Algorithm algorithm = Algorithm.of(order.trainer());
            say(algorithm);
            return new Choice(algorithm, order.parameters(), null);
        }
        Map<String, Object> asked = order.parameters();
        double minutes = (Double) asked.get("minutes");
        String named = (String) asked.get("metric");
        Metric metric = named.equals(Trainers.USUAL)
                ? Search.usual(material.task())
                : Metric.find(named).orElseThrow();
        if (!metric.tasks().contains(material.task())) {
            throw new InputException(
                    "The metric " + metric.id() + " is not defined for " + material.task(),
                    "parameter trainer",
                    "Leave metric out: it is then "
                            + Search.usual(material.task()).id() + ".");
        }
        Deadline deadline =
                minutes > 0 ? new Deadline(System::nanoTime, startedNanos + (long) (minutes * 60e9)) : Deadline.NONE;
        Search.Outcome outcome = Search.run(
                material,
                new Search.Settings(
                        (Integer) asked.get("trials"),
                        minutes > 0 ? minutes : null,
                        metric,
                        (Integer) asked.get("folds"),
                        able(material.task()),
                        order.seed(),
                        order.threads()),
                deadline,
                progress);
        if (outcome.algorithm() instanceof Dummy) {
            warnings.add(
                    "No trainer did better than the dummy, which predicts the same for all: the features say nothing"
                            + " about '"
                            + order.request().target() + "'.");
        }
        if (outcome.leaderboard().outOfTime()) {
            warnings.add("The search ended by time after "
                    + (outcome.leaderboard().trials().size() - 1) + " of "
                    + outcome.leaderboard().asked() + " trials: another run may find another model.");
        }
        return new Choice(outcome.algorithm(), outcome.parameters(), outcome.leaderboard());
    }

    /** The trainers to search among. */
    private List<Algorithm> able(Task task) {
        TrainRequest request = order.request();
        boolean directed =
                !(request.increasing().isEmpty() && request.decreasing().isEmpty());
        List<Algorithm> able = Algorithm.ALL.stream()
                .filter(a -> !(a instanceof Dummy) && a.info().tasks().contains(task) && (!directed || a.monotone()))
                .toList();
        able.forEach(this::say);
        return able;
    }

    /** What this machine cannot do, and what is done instead. */
    private void say(Algorithm algorithm) {
        String substitute = algorithm.substitute();
        if (substitute != null) {
            warnings.add(substitute);
        }
    }

    /**
     * What came of it, beside the file.
     *
     * @param stop where boosting stopped early; null where it did not
     * @param evaluation on the rows held out
     */
    private record Learned(TrainResult.EarlyStop stop, Evaluation evaluation) {}

    private Learned fit(Path file, Material material, Signature signature, Choice choice, Held held)
            throws IOException {
        Algorithm algorithm = choice.algorithm();
        Algorithm.Examples examples = material.examples(algorithm.scaled());
        Preprocessing preprocessing = material.preprocessing(algorithm.scaled());
        Algorithm.Settings settings = new Algorithm.Settings(choice.parameters(), order.seed(), order.threads());
        Algorithm.Fitted fitted = algorithm.fit(examples, settings, progress);
        try (Scorer scorer = fitted.scorer()) {
            List<TrainResult.Importance> importances =
                    importances(algorithm.importance(scorer, examples.rows(), preprocessing), material.features());
            Map<String, Double> shares = new LinkedHashMap<>();
            importances.forEach(i -> shares.put(i.feature(), i.share()));
            Predictions onHeld = TrainedModel.predict(
                    material.task(), material.classes(), preprocessing, scorer, held.rows(), order.threads());
            // Of rows that it learned from a model is surer than of any others.
            Profile profile = Profile.of(material.train(), material.features(), material.truth(), onHeld)
                    .with(shares);
            Evaluation evaluation = Evaluator.evaluate(onHeld, held.truth());
            ErrorModel errors = material.task() == Task.REGRESSION
                    ? ErrorModels.fit(preprocessing, held.rows(), held.truth(), onHeld, order.seed(), order.threads())
                    : null;
            try (errors) {
                TrainedModel.write(
                        file,
                        new TrainedModel.Description(
                                EngineVersion.current(),
                                material.task(),
                                material.classes(),
                                choice.spec(),
                                order.seed(),
                                order.request().reading()),
                        signature,
                        preprocessing,
                        scorer,
                        profile,
                        importances,
                        Reliability.of(onHeld, held.truth(), evaluation, errors == null ? null : errors.facts()),
                        errors);
            }
            return new Learned(fitted.stop(), evaluation);
        }
    }

    /** What predicting the same for all has on the rows held out. */
    private Map<String, Double> dummy(Material material, Held held) {
        double[] one = Dummy.prediction(material.task(), material.labels(), material.classes());
        double[] values = new double[one.length * held.rows().rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = one[i % one.length];
        }
        return Evaluator.evaluate(new Predictions(material.task(), material.classes(), values), held.truth())
                .metrics();
    }

    /** Figures of the features as shares, the largest first; empty where there are none. */
    static List<TrainResult.Importance> importances(double[] figures, List<String> features) {
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
}
