package io.jenkins.plugins.modeldelivery.format;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problems;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.util.HashSet;
import java.util.List;

/**
 * What whoever registers a model says of it, where its file does not.
 *
 * @param task what it predicts; null: as the file says
 * @param target the column it predicts; may be null: then it cannot be measured
 * @param features columns of the data in the order in which the model takes them; empty: as the file says
 * @param classes in the order of the model's probabilities; empty: as the file says
 * @param positive the positive class of a binary model; null: the second
 */
public record Declaration(Task task, String target, List<String> features, List<String> classes, String positive) {

    public Declaration {
        features = features == null ? List.of() : List.copyOf(features);
        classes = classes == null ? List.of() : List.copyOf(classes);
    }

    /** Notes what is wrong before any file is read. */
    public void check(ModelFormat format, Problems problems) {
        if (!ModelFormat.runs(format.id())) {
            refuse(!features.isEmpty(), "features", format, problems);
            refuse(!classes.isEmpty(), "classes", format, problems);
            refuse(positive != null, "positive", format, problems);
        }
        distinct(features, "features", problems);
        distinct(classes, "classes", problems);
        if (classes.size() == 1) {
            problems.add("There is one class only", "classes", "Name all, in the order of the model's probabilities");
        }
        if (task != null && !task.supervised()) {
            problems.add(
                    "A model of another tool that does " + task + " is not run here",
                    "task",
                    "Leave task out, or train it here with trainer "
                            + (task == Task.CLUSTERING ? "kMeans" : "anomaly"));
        }
        if (task == Task.REGRESSION && (!classes.isEmpty() || positive != null)) {
            problems.add(
                    "A regression has no classes",
                    classes.isEmpty() ? "positive" : "classes",
                    "Leave out the one or the other");
        }
    }

    private static void refuse(boolean given, String parameter, ModelFormat format, Problems problems) {
        if (given) {
            problems.add(
                    "A model of the format " + format.id() + " is not run here, so that this says nothing",
                    parameter,
                    "Leave it out, or register an onnx or xgboost file");
        }
    }

    private static void distinct(List<String> names, String parameter, Problems problems) {
        HashSet<String> seen = new HashSet<>();
        names.stream()
                .filter(name -> name.isBlank() || !seen.add(name))
                .findFirst()
                .ifPresent(name -> problems.add(
                        name.isBlank() ? "There is an empty name" : "'" + name + "' occurs twice", parameter, null));
    }

    /**
     * The file's signature with what is said here; notes where the two contradict each other.
     *
     * @param found in the file
     */
    public FileSignature complete(FileSignature found, Problems problems) {
        Task whole = task(found, problems);
        List<String> names = classes.isEmpty() ? found.classes() : classes;
        if (whole == Task.REGRESSION) {
            names = null;
        }
        if (!classes.isEmpty() && found.labels() != null && found.labels().size() != classes.size()) {
            problems.add(
                    "The model has " + found.labels().size() + " classes, " + String.join(", ", found.labels())
                            + ", and " + classes.size() + " are named",
                    "classes",
                    "Name one for each, in that order");
        }
        if (positive != null && (names == null || !names.contains(positive))) {
            problems.add(
                    "The positive class '" + positive + "' is no class of the model",
                    "positive",
                    names == null ? "Name its classes, too" : Nearest.advice(positive, names, "classes"));
        }
        return new FileSignature(
                found.format(),
                found.producer(),
                found.inputs(),
                found.outputs(),
                whole,
                target,
                features(found, problems),
                found.labels(),
                names,
                positive);
    }

    private Task task(FileSignature found, Problems problems) {
        Task ofClasses = classes.isEmpty() ? null : classes.size() == 2 ? Task.BINARY : Task.MULTICLASS;
        Task said = task != null ? task : ofClasses;
        if (said != null && found.task() != null && said != found.task()) {
            problems.add(
                    "The file is a " + found.task() + " model, and not " + said,
                    task != null ? "task" : "classes",
                    "Leave it out");
        } else if (said != null && ofClasses != null && said != ofClasses) {
            problems.add("A " + said + " model does not have " + classes.size() + " classes", "classes", null);
        }
        return said != null ? said : found.task();
    }

    private List<String> features(FileSignature found, Problems problems) {
        int columns = 0;
        boolean sure = true;
        for (FileSignature.Tensor input : found.inputs()) {
            sure &= input.columns() > 0 || found.format().equals(ModelFormat.XGBOOST.id()) && input.shape() == null;
            columns += Math.max(1, input.columns());
        }
        if (!features.isEmpty()) {
            if (sure && columns != features.size()) {
                problems.add(
                        "The model takes " + columns + " columns, and " + features.size() + " are named",
                        "features",
                        "Name one for each, in the order in which the model takes them");
            }
            return features;
        }
        if (!found.features().isEmpty()) {
            return found.features();
        }
        return sure && columns == found.inputs().size() && columns > 1
                ? found.inputs().stream().map(FileSignature.Tensor::name).toList()
                : List.of();
    }
}
