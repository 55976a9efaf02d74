package io.jenkins.plugins.modeldelivery.catalogue;

import static io.jenkins.plugins.modeldelivery.catalogue.Parameter.integer;
import static io.jenkins.plugins.modeldelivery.catalogue.Parameter.number;
import static io.jenkins.plugins.modeldelivery.catalogue.Parameter.word;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All trainers. */
public final class Trainers {

    /** Boosted trees. */
    public static final TrainerInfo GRADIENT_BOOSTING = new TrainerInfo(
            "gradientBoosting",
            "Gradient boosting",
            "Trees that correct one another (XGBoost). The first choice for tables: takes numbers and categories as they"
                    + " are, missing values included.",
            Task.SUPERVISED,
            List.of(
                    integer("rounds", 100, 1, 10_000, "How many trees; more with a smaller learningRate."),
                    integer(
                            "depth",
                            0,
                            0,
                            16,
                            "Deepest tree; 0: 4 for two classes, else 6. 6 to 8 pay from some ten thousand rows on."),
                    number("learningRate", 0.1, 0.001, 1, "How much each tree counts."),
                    number("minChildWeight", 1, 0, 1_000_000, "Smallest weight (for regression: rows) of a leaf."),
                    number("subsample", 0.8, 0.1, 1, "Share of rows that each tree sees."),
                    number("columnSample", 0.8, 0.05, 1, "Share of columns that each tree sees."),
                    number("lambda", 1, 0, 1_000_000, "L2 regularisation of the leaves."),
                    integer(
                            "earlyStopping",
                            0,
                            0,
                            1_000,
                            "Rounds without a better loss on held-out training rows after which to stop; 0: never."),
                    number(
                            "validationShare",
                            0.1,
                            0.01,
                            0.5,
                            "Share of the training rows that earlyStopping holds out; the model then learns from all.")));

    /** Averaged trees. */
    public static final TrainerInfo RANDOM_FOREST = new TrainerInfo(
            "randomForest",
            "Random forest",
            "The mean of many deep trees, each grown on a sample of the rows, its splits among samples of the features. Little"
                    + " to tune; pure Java.",
            Task.SUPERVISED,
            List.of(
                    integer("trees", 200, 1, 5_000, "How many trees."),
                    integer(
                            "depth",
                            0,
                            0,
                            30,
                            "Deepest tree; 0: 20, of more than 50,000 rows 14. Fewer make a smaller model."),
                    number("minChildWeight", 2, 0, 1_000_000, "Smallest weight of a leaf; without weights: rows."),
                    number("subsample", 0.63, 0.05, 1, "Share of rows that each tree sees."),
                    number(
                            "columnSample",
                            0,
                            0,
                            1,
                            "Share of features that each split may choose from; 0: as many as the root of their number for"
                                    + " classes, half of them for numbers.")));

    /** Linear classification. */
    public static final TrainerInfo LOGISTIC_REGRESSION = new TrainerInfo(
            "logisticRegression",
            "Logistic regression",
            "A weighted sum of the scaled features, turned into probabilities. Small, quick, easy to explain; pure"
                    + " Java.",
            EnumSet.of(Task.BINARY, Task.MULTICLASS),
            linear());

    /** Linear regression. */
    public static final TrainerInfo LINEAR = new TrainerInfo(
            "linear",
            "Linear regression",
            "A weighted sum of the scaled features, of the smallest squared error. Small, quick, easy to explain; pure"
                    + " Java.",
            EnumSet.of(Task.REGRESSION),
            linear());

    /** Groups of rows. */
    public static final TrainerInfo K_MEANS = new TrainerInfo(
            "kMeans",
            "K-means clustering",
            "Finds groups of rows that are alike, without a target, and tells of each row which group it is nearest to and how"
                    + " far from its centre. Numbers are standardised; pure Java.",
            EnumSet.of(Task.CLUSTERING),
            List.of(
                    integer("clusters", 8, 2, 1_000, "How many groups."),
                    integer(
                            "starts",
                            3,
                            1,
                            100,
                            "How often to begin anew from other centres (k-means++); the tightest result is kept."),
                    integer(
                            "iterations",
                            300,
                            1,
                            10_000,
                            "Most steps of each start; it ends by itself where nothing moves.")));

    /** Unusual rows. */
    public static final TrainerInfo ANOMALY = new TrainerInfo(
            "anomaly",
            "Anomaly detection",
            "Tells how unusual a row is, without a target: an isolation forest, whose trees of random splits part unusual rows"
                    + " from the others early. Pure Java.",
            EnumSet.of(Task.ANOMALY),
            List.of(
                    number(
                            "contamination",
                            0.01,
                            0.0001,
                            0.5,
                            "Share of the training rows to flag: it sets the score from which on a row is an anomaly."),
                    integer("trees", 100, 1, 5_000, "How many trees."),
                    integer("sample", 256, 2, 100_000, "Rows that each tree sees: a few show what is unusual best.")));

    /** Predicts the same for all. */
    public static final TrainerInfo DUMMY = new TrainerInfo(
            "dummy",
            "Dummy",
            "The shares of the classes, or the mean, whatever the features say: what every model must beat.",
            Task.SUPERVISED,
            List.of());

    /** The metric by the task: see {@link #AUTO}. */
    public static final String USUAL = "default";

    /** A search over the others. */
    public static final TrainerInfo AUTO = new TrainerInfo(
            "auto",
            "Search for the best",
            "Tries the other trainers with their defaults and with parameters drawn at random, compares them and the dummy in"
                    + " cross-validation on the training rows, and trains the best on all of them.",
            Task.SUPERVISED,
            List.of(
                    integer("trials", 20, 1, 1_000, "How many trainers with parameters to try."),
                    number(
                            "minutes",
                            0,
                            0,
                            10_080,
                            "Time for reading, search and final training; 0: no limit. With a limit another run may find another"
                                    + " model."),
                    word(
                            "metric",
                            metrics(),
                            "What decides; by default auc for two classes, logLoss for more, rmse for numbers."),
                    integer(
                            "folds",
                            5,
                            2,
                            20,
                            "Parts into which the training rows are cut for the cross-validation.")));

    /** In the order in which they are offered; the first is the default. */
    public static final List<TrainerInfo> ALL =
            List.of(GRADIENT_BOOSTING, RANDOM_FOREST, LOGISTIC_REGRESSION, LINEAR, K_MEANS, ANOMALY, AUTO, DUMMY);

    private Trainers() {}

    /** The trainer of that name, exactly. */
    public static Optional<TrainerInfo> find(String name) {
        return ALL.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** Names of all trainers. */
    public static List<String> names() {
        return ALL.stream().map(TrainerInfo::name).toList();
    }

    /** Those of rows: what a model weighs and how quick it is no cross-validation tells. */
    private static List<String> metrics() {
        return Stream.concat(
                        Stream.of(USUAL),
                        Arrays.stream(Metric.values())
                                .filter(m -> !m.ofTheModel() && m.better() && m != Metric.COST)
                                .filter(m -> m.tasks().stream().anyMatch(Task::supervised))
                                .map(Metric::id))
                .toList();
    }

    private static List<Parameter> linear() {
        return List.of(
                number(
                        "l2",
                        1,
                        0,
                        1_000_000_000,
                        "Ridge: half of it times the squared weights is added to the summed loss. 1 is scikit-learn's C = 1."),
                number(
                        "l1",
                        0,
                        0,
                        1_000_000_000,
                        "Lasso: times the weights' absolute values; makes many of them 0. With l2 an elastic net."),
                integer(
                        "iterations",
                        200,
                        1,
                        10_000,
                        "Most steps of the descent; it ends by itself where it is level."));
    }
}
