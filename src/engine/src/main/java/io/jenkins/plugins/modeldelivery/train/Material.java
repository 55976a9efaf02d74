package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.MemoryPlan;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.util.List;

/** The rows to learn from, with the codings of the two ways in which trainers want them. */
final class Material {

    /** Heap that an encoded cell takes: column and value. */
    private static final long CELL = 8;

    /** The same as linear models take it. */
    private static final long LINEAR_CELL = 4;

    private final Frame train;
    private final Column truth;
    private final List<String> features;
    private final float[] labels;
    private final Task task;
    private final List<String> classes;
    private final TrainRequest request;
    private final float[] weights;
    private final Preprocessing[] preprocessings = new Preprocessing[2];
    private final Algorithm.Examples[] examples = new Algorithm.Examples[2];

    /**
     * @param train the rows
     * @param truth their target
     * @param labels shape [rows]; index of the class, or the number
     * @param classes null for regression
     */
    Material(
            Frame train,
            Column truth,
            List<String> features,
            float[] labels,
            Task task,
            List<String> classes,
            TrainRequest request) {
        this.train = train;
        this.truth = truth;
        this.features = features;
        this.labels = labels;
        this.task = task;
        this.classes = classes;
        this.request = request;
        this.weights = Weights.of(train, request, labels, classes == null ? 0 : classes.size());
    }

    Frame train() {
        return train;
    }

    float[] labels() {
        return labels;
    }

    Column truth() {
        return truth;
    }

    List<String> features() {
        return features;
    }

    Task task() {
        return task;
    }

    List<String> classes() {
        return classes;
    }

    /** Coding of the features; {@code scaled} as linear models want it. */
    Preprocessing preprocessing(boolean scaled) {
        int which = scaled ? 1 : 0;
        if (preprocessings[which] == null) {
            // Of three and more classes none is the one whose share would be the mean.
            preprocessings[which] =
                    Preprocessing.fit(train, features, scaled, task == Task.MULTICLASS ? null : labels, weights);
        }
        return preprocessings[which];
    }

    /** The rows as examples; InputException if they would not fit into the heap once they are encoded. */
    Algorithm.Examples examples(boolean scaled) {
        int which = scaled ? 1 : 0;
        if (examples[which] == null) {
            Preprocessing preprocessing = preprocessing(scaled);
            MemoryPlan.of(request.data(), (scaled ? LINEAR_CELL : CELL) * train.rows() * preprocessing.cellsOfRow());
            examples[which] = new Algorithm.Examples(
                    preprocessing.encoded(train),
                    labels,
                    weights,
                    column(request.timeColumn()),
                    column(request.groupColumn()),
                    task,
                    classes == null ? 0 : classes.size(),
                    Directions.of(request, preprocessing, task));
        }
        return examples[which];
    }

    /** Refuses a search that would not fit: the rows of a fold to learn from, and those to measure. */
    void planSearch() {
        MemoryPlan.of(request.data(), 2 * CELL * train.rows() * features.size());
    }

    private Column column(String name) {
        return name == null ? null : train.column(name).orElseThrow();
    }
}
