package io.jenkins.plugins.modeldelivery.format;

import io.jenkins.plugins.modeldelivery.document.FileSignature;
import io.jenkins.plugins.modeldelivery.document.Task;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Reads the files that XGBoost saves a model in, JSON and UBJ ("Introduction to Model IO" of xgboost.readthedocs.io): from
 * 1.0 on, whatever the version of XGBoost that wrote them.
 */
public final class XGBoostFile {

    private static final int MOST_FEATURES = 1_000_000;

    private XGBoostFile() {}

    /**
     * All that the file holds; see {@link Ubj} for what the values are.
     *
     * @param size bytes of the stream
     * @param unwanted says of a place, as in {@code learner.attributes}, that what lies there need not be kept
     * @throws Malformed if it is no such file
     */
    public static Map<String, Object> read(InputStream in, long size, Predicate<String> unwanted) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        if (first != '{') {
            throw new Malformed("it does not begin as JSON or UBJ does");
        }
        Object value = second >= 0 && "iUIlL".indexOf(second) >= 0
                ? Ubj.read(new Bytes(buffered, size), unwanted)
                : JsonText.read(buffered, unwanted);
        return map(value, "the file");
    }

    /** What the file says of its inputs and outputs; its trees are passed over. */
    static FileSignature signature(InputStream in, long size) throws IOException {
        Map<String, Object> file = read(in, size, place -> place.endsWith(".model.trees"));
        if (!(file.get("learner") instanceof Map<?, ?>)) {
            throw new Malformed("it has no learner");
        }
        Map<String, Object> learner = map(file.get("learner"), "learner");
        Map<String, Object> parameters = map(learner.get("learner_model_param"), "learner.learner_model_param");
        map(learner.get("gradient_booster"), "learner.gradient_booster");
        String objective =
                text(map(learner.get("objective"), "learner.objective").get("name"), "objective");
        int features = number(parameters, "num_feature");
        int classes = number(parameters, "num_class");
        int targets = number(parameters, "num_target");
        List<String> names = texts(learner.get("feature_names"));
        List<String> types = texts(learner.get("feature_types"));
        if (!names.isEmpty() && names.size() != features) {
            throw new Malformed("it names " + names.size() + " of " + features + " features");
        }
        Task task = targets > 1 ? null : task(objective);
        List<String> labels = task == Task.REGRESSION || task == null
                ? null
                : IntStream.range(0, task == Task.BINARY ? 2 : classes)
                        .mapToObj(Integer::toString)
                        .toList();
        List<FileSignature.Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            inputs.add(new FileSignature.Tensor(names.get(i), i < types.size() ? types.get(i) : "float", null));
        }
        if (inputs.isEmpty()) {
            inputs.add(new FileSignature.Tensor("data", "float", List.of("?", Integer.toString(features))));
        }
        return new FileSignature(
                "xgboost", "xgboost" + version(file), inputs, List.of(), task, null, names, labels, labels, null);
    }

    private static String version(Map<String, Object> file) {
        StringBuilder text = new StringBuilder();
        for (double number : numbers(file.get("version"))) {
            text.append(text.length() == 0 ? " " : ".").append((long) number);
        }
        return text.toString();
    }

    /** Ranking and more than one target are none of ours. */
    private static Task task(String objective) {
        if (objective.startsWith("binary:")) {
            return Task.BINARY;
        }
        if (objective.startsWith("multi:")) {
            return Task.MULTICLASS;
        }
        return objective.startsWith("rank:") ? null : Task.REGRESSION;
    }

    /** A number that XGBoost writes as text; 0 where it is not there. */
    public static int number(Map<String, Object> parameters, String name) throws IOException {
        Object value = parameters.get(name);
        try {
            int number = value == null ? 0 : Integer.parseInt(value.toString());
            if (number < 0 || number > MOST_FEATURES) {
                throw new Malformed("its " + name + " is " + value);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new Malformed("its " + name + " is '" + value + "'");
        }
    }

    /** The members of an object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value, String what) throws IOException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new Malformed("it has no " + what);
    }

    /** The text itself. */
    public static String text(Object value, String what) throws IOException {
        if (value instanceof String text) {
            return text;
        }
        throw new Malformed("it has no " + what);
    }

    private static List<String> texts(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(v -> texts.add(String.valueOf(v)));
        }
        return texts;
    }

    /** An array of numbers, however it was written. */
    public static double[] numbers(Object value) {
        if (value instanceof float[] floats) {
            return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
        }
        if (value instanceof long[] longs) {
            return java.util.Arrays.stream(longs).asDoubleStream().toArray();
        }
        if (value instanceof double[] doubles) {
            return doubles;
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .mapToDouble(v -> v instanceof Number n ? n.doubleValue() : Boolean.TRUE.equals(v) ? 1 : 0)
                    .toArray();
        }
        return new double[0];
    }
}
