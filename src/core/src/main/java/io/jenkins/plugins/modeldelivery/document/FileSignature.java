package io.jenkins.plugins.modeldelivery.document;

import java.util.List;

/**
 * What the file of a model that another tool made says of its inputs and outputs, and what whoever registered it added: all
 * that is needed to run it on rows of a table. Kept as a JSON document beside the version's model file.
 *
 * @param format {@code onnx} or {@code xgboost}
 * @param producer the tool that wrote the file, with its version; null where the file does not say
 * @param inputs of the model, in the order of the file
 * @param outputs of the model, in the order of the file; empty for XGBoost, whose files name none
 * @param task what it predicts; null when not known
 * @param target the column it predicts; null when not known
 * @param features the columns of the data, in the order in which the inputs take them; empty when not known
 * @param labels the classes as the file has them, in the order of its probabilities; null when it names none
 * @param classes the classes as the data has them, in the same order; null for regression, or when not known
 * @param positive the positive class of a binary model; null: the second
 */
public record FileSignature(
        String format,
        String producer,
        List<Tensor> inputs,
        List<Tensor> outputs,
        Task task,
        String target,
        List<String> features,
        List<String> labels,
        List<String> classes,
        String positive) {

    /** Added to the name of a model file: the name of the document beside it. */
    public static final String SUFFIX = ".signature.json";

    public FileSignature {
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        features = features == null ? List.of() : List.copyOf(features);
        labels = labels == null ? null : List.copyOf(labels);
        classes = classes == null ? null : List.copyOf(classes);
    }

    /**
     * One input or output.
     *
     * @param name as in the file
     * @param type as ONNX writes it: {@code tensor(float)}, {@code seq(map(int64,tensor(float)))}
     * @param shape each dimension: a number, the name the file gives it, or {@code ?}; null where the file says nothing
     */
    public record Tensor(String name, String type, List<String> shape) {
        public Tensor {
            shape = shape == null ? null : List.copyOf(shape);
        }

        /** No table can be fed to it: it has more than two dimensions. */
        public static final int NO_TABLE = -1;

        /**
         * How many columns of a table it takes: one each row or rows by columns.
         *
         * @return 0 when the file does not say; {@link #NO_TABLE}
         */
        public int columns() {
            if (shape == null) {
                return 0;
            }
            if (shape.size() > 2) {
                return NO_TABLE;
            }
            String last = shape.get(shape.size() - 1);
            return shape.size() == 1 ? 1 : last.matches("[0-9]{1,9}") ? Integer.parseInt(last) : 0;
        }

        @Override
        public String toString() {
            return name + ": " + type + (shape == null ? "" : shape);
        }
    }

    /**
     * What has to be said at registration before the model can be run on data: the parameters, separated by commas.
     *
     * @return null when nothing is missing
     */
    public String missing() {
        List<String> parameters = new java.util.ArrayList<>();
        if (task == null) {
            parameters.add("task");
        }
        if (task != null && task != Task.REGRESSION && classes == null) {
            parameters.add("classes");
        }
        if (features.isEmpty()) {
            parameters.add("features");
        }
        return parameters.isEmpty() ? null : String.join(", ", parameters);
    }

    /** In words, as the log says it. */
    public String sentence() {
        StringBuilder text = new StringBuilder();
        if (task != null) {
            text.append(task).append(", ");
        }
        text.append(some(inputs, "input"));
        if (!outputs.isEmpty()) {
            text.append(", ").append(some(outputs, "output"));
        }
        if (classes != null) {
            text.append(", classes ").append(String.join(", ", classes.subList(0, Math.min(NAMED, classes.size()))));
            text.append(classes.size() > NAMED ? ", ..." : "");
        }
        return text.append(producer == null ? "" : ", by " + producer).toString();
    }

    private static final int NAMED = 5;

    private static String some(List<Tensor> tensors, String what) {
        String named = String.join(
                "; ", tensors.stream().limit(NAMED).map(Tensor::toString).toList());
        return tensors.size() + " " + what + (tensors.size() == 1 ? "" : "s") + " (" + named
                + (tensors.size() > NAMED ? "; ..." : "") + ")";
    }
}
