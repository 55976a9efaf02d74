package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.tree.Ensemble;
import io.jenkins.plugins.modeldelivery.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A trained model as one ONNX graph, preprocessing included. One input a feature, shape [rows, 1]: numbers as float with NaN for
 * a missing value, categories as text with the empty text for one. Outputs, shape [rows]: {@code prediction} (a class name, or
 * the number) and for classifiers {@code probability}: of the positive class, or for three and more classes, shape [rows,
 * classes], of each.
 */
final class OnnxExport {

    private static final String PREDICTION = "prediction";
    private static final String PROBABILITY = "probability";

    private final TrainedModel model;
    private final OnnxGraph graph = new OnnxGraph("model");
    /** Where each encoded column is found in the graph's matrix. */
    private final int[] position;

    private final boolean scaled;
    private int width;

    private OnnxExport(TrainedModel model) {
        this.model = model;
        this.scaled = model.preprocessing().scaled();
        this.position = new int[model.preprocessing().width()];
        Arrays.fill(position, -1);
    }

    /** The bytes of an ONNX file; the same model gives the same bytes. */
    static byte[] of(TrainedModel model) {
        return new OnnxExport(model).build();
    }

    private byte[] build() {
        String matrix = matrix();
        String values = model.scorer() instanceof LinearModel linear ? linear(linear, matrix) : trees(matrix);
        outputs(values, model.scorer() instanceof LinearModel ? OnnxGraph.DOUBLE : OnnxGraph.FLOAT);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model_sha256", model.sha256());
        if (model.classes() != null) {
            metadata.put("classes", Json.line(model.classes()));
        }
        return graph.bytes(EngineVersion.current(), metadata);
    }

    /** All encoded columns side by side, numbers first: double where they are scaled, else float with NaN for absent. */
    private String matrix() {
        List<Preprocessing.Feature> features = model.preprocessing().features();
        List<String> inputs = features.stream()
                .map(f -> graph.input(f.name(), f.values() == null ? OnnxGraph.FLOAT : OnnxGraph.STRING))
                .toList();
        List<Integer> numbers = IntStream.range(0, features.size())
                .filter(f -> features.get(f).values() == null)
                .boxed()
                .toList();
        int[] first = new int[features.size()];
        for (int f = 1; f < first.length; f++) {
            first[f] = first[f - 1] + features.get(f - 1).width();
        }
        List<String> parts = new ArrayList<>();
        if (!numbers.isEmpty()) {
            parts.addAll(numbers(features, inputs, numbers, first));
        }
        for (int f = 0; f < first.length; f++) {
            Preprocessing.Feature feature = features.get(f);
            if (feature.values() != null) {
                for (int i = 0; i < feature.width(); i++) {
                    position[first[f] + i] = width + i;
                }
                width += feature.width();
                parts.add(category(feature, inputs.get(f)));
            }
        }
        return beside(parts);
    }

    private String beside(List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, OnnxGraph.integer("axis", 1));
    }

    private List<String> numbers(
            List<Preprocessing.Feature> features, List<String> inputs, List<Integer> numbers, int[] first) {
        int count = numbers.size();
        String raw = beside(numbers.stream().map(inputs::get).toList());
        for (int i = 0; i < count; i++) {
            position[first[numbers.get(i)]] = width + i;
        }
        width += count;
        if (!scaled) {
            return List.of(raw);
        }
        for (int i = 0; i < count; i++) {
            if (features.get(numbers.get(i)).missing()) {
                position[first[numbers.get(i)] + 1] = width + i;
            }
        }
        width += count;
        double[] means =
                numbers.stream().mapToDouble(f -> features.get(f).mean()).toArray();
        double[] deviations =
                numbers.stream().mapToDouble(f -> features.get(f).deviation()).toArray();
        String centred = graph.node("Sub", List.of(cast(raw, OnnxGraph.DOUBLE), graph.doubles(means, 1, count)));
        String divided = graph.node("Div", List.of(centred, graph.doubles(deviations, 1, count)));
        double farthest = Preprocessing.FARTHEST;
        String clipped = graph.node(
                "Clip",
                List.of(divided, graph.doubles(new double[] {-farthest}), graph.doubles(new double[] {farthest})));
        // The encoder keeps single precision.
        String single = cast(cast(clipped, OnnxGraph.FLOAT), OnnxGraph.DOUBLE);
        String missing = graph.node("IsNaN", List.of(raw));
        return List.of(
                graph.node("Where", List.of(missing, graph.doubles(new double[] {0}), single)),
                cast(missing, OnnxGraph.DOUBLE));
    }

    private String category(Preprocessing.Feature feature, String input) {
        int others = feature.values().size();
        List<String> keys = new ArrayList<>(feature.values());
        List<Long> codes = new ArrayList<>(LongStream.range(0, others).boxed().toList());
        keys.add("");
        codes.add(feature.missing() ? others + 1L : -1L);
        String code = graph.node(
                OnnxGraph.ML,
                "LabelEncoder",
                List.of(input),
                OnnxGraph.texts("keys_strings", keys),
                OnnxGraph.integers("values_int64s", codes),
                OnnxGraph.integer("default_int64", others));
        int columns = feature.width() - (feature.means() == null ? 0 : 1);
        String hot = graph.node(
                "Equal",
                List.of(code, graph.integers(LongStream.range(0, columns).toArray(), 1, columns)));
        if (scaled) {
            return cast(hot, OnnxGraph.DOUBLE);
        }
        String columnsOfValues =
                graph.node("Where", List.of(hot, graph.floats(new float[] {1}), graph.floats(new float[] {Float.NaN})));
        return feature.means() == null
                ? columnsOfValues
                : beside(List.of(
                        columnsOfValues,
                        graph.node(
                                OnnxGraph.ML,
                                "LabelEncoder",
                                List.of(input),
                                OnnxGraph.texts("keys_strings", feature.means().values()),
                                OnnxGraph.floats(
                                        "values_floats", feature.means().means()),
                                OnnxGraph.real("default_float", Float.NaN))));
    }

    private String cast(String value, int type) {
        return graph.node("Cast", List.of(value), OnnxGraph.integer("to", type));
    }

    private String linear(LinearModel linear, String matrix) {
        double[][] weights = linear.parameters().weights();
        int outputs = weights.length;
        double[] moved = new double[width * outputs];
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < position.length; c++) {
                moved[position[c] * outputs + o] = weights[o][c];
            }
        }
        String product = graph.node("MatMul", List.of(matrix, graph.doubles(moved, width, outputs)));
        String sum = graph.node(
                "Add", List.of(product, graph.doubles(linear.parameters().bias(), 1, outputs)));
        return switch (model.task()) {
            case BINARY -> graph.node("Sigmoid", List.of(sum));
            case MULTICLASS -> graph.node("Softmax", List.of(sum), OnnxGraph.integer("axis", 1));
            case REGRESSION, CLUSTERING, ANOMALY -> sum;
        };
    }

    private String trees(String matrix) {
        Ensemble ensemble = ((Trees) model.scorer()).ensemble();
        String sum = graph.node(OnnxGraph.ML, "TreeEnsembleRegressor", List.of(matrix), ensemble(ensemble));
        return switch (ensemble.link()) {
            case LOGISTIC -> graph.node("Sigmoid", List.of(sum));
            case SOFTMAX -> graph.node("Softmax", List.of(sum), OnnxGraph.integer("axis", 1));
            case IDENTITY ->
                // As when scoring: a mean of 0 and 1 may miss the interval by a rounding error.
                model.task() == Task.REGRESSION
                        ? sum
                        : graph.node(
                                "Clip", List.of(sum, graph.floats(new float[] {0}), graph.floats(new float[] {1})));
        };
    }

    private OnnxGraph.Attribute[] ensemble(Ensemble ensemble) {
        List<Long> trees = new ArrayList<>();
        List<Long> nodes = new ArrayList<>();
        List<Long> columns = new ArrayList<>();
        List<Float> conditions = new ArrayList<>();
        List<String> modes = new ArrayList<>();
        List<Long> yes = new ArrayList<>();
        List<Long> no = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        List<Long> leafTrees = new ArrayList<>();
        List<Long> leaves = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        // ONNX Runtime adds base values last, XGBoost and the engine first, where numbers are large that is another
        // rounding:
        // so the start is part of the first tree of each output.
        boolean[] started = new boolean[ensemble.outputs()];
        for (int t = 0; t < ensemble.trees().size(); t++) {
            Tree tree = ensemble.trees().get(t);
            for (int n = 0; n < tree.nodes(); n++) {
                boolean leaf = tree.left()[n] < 0;
                trees.add((long) t);
                nodes.add((long) n);
                columns.add(leaf ? 0L : (long) position[tree.columns()[n]]);
                conditions.add(leaf ? 0f : tree.conditions()[n]);
                modes.add(leaf ? "LEAF" : "BRANCH_LT");
                yes.add(leaf ? 0L : (long) tree.left()[n]);
                no.add(leaf ? 0L : (long) tree.right()[n]);
                missing.add(!leaf && tree.missingLeft()[n] ? 1L : 0L);
                for (int o = 0; leaf && o < tree.width(); o++) {
                    int target = tree.width() == 1 ? ensemble.groups()[t] : o;
                    float value = tree.values()[n * tree.width() + o];
                    leafTrees.add((long) t);
                    leaves.add((long) n);
                    targets.add((long) target);
                    weights.add(started[target] ? value : ensemble.start() + value);
                }
            }
            if (tree.width() == 1) {
                started[ensemble.groups()[t]] = true;
            } else {
                Arrays.fill(started, true);
            }
        }
        List<Float> base = new ArrayList<>();
        for (boolean some : started) {
            base.add(some ? 0f : ensemble.start());
        }
        return new OnnxGraph.Attribute[] {
            OnnxGraph.integers("nodes_treeids", trees),
            OnnxGraph.integers("nodes_nodeids", nodes),
            OnnxGraph.integers("nodes_featureids", columns),
            OnnxGraph.floats("nodes_values", conditions),
            OnnxGraph.texts("nodes_modes", modes),
            OnnxGraph.integers("nodes_truenodeids", yes),
            OnnxGraph.integers("nodes_falsenodeids", no),
            OnnxGraph.integers("nodes_missing_value_tracks_true", missing),
            OnnxGraph.integers("target_treeids", leafTrees),
            OnnxGraph.integers("target_nodeids", leaves),
            OnnxGraph.integers("target_ids", targets),
            OnnxGraph.floats("target_weights", weights),
            OnnxGraph.floats("base_values", base),
            OnnxGraph.integer("n_targets", ensemble.outputs()),
            OnnxGraph.text("aggregate_function", "SUM"),
            OnnxGraph.text("post_transform", "NONE")
        };
    }

    private void outputs(String values, int type) {
        if (model.task() == Task.MULTICLASS) {
            int classes = model.classes().size();
            String best = graph.node(
                    "ArgMax", List.of(values), OnnxGraph.integer("axis", 1), OnnxGraph.integer("keepdims", 0));
            graph.output(PREDICTION, named(best), OnnxGraph.STRING, 0);
            graph.output(PROBABILITY, single(values, type), OnnxGraph.FLOAT, classes);
            return;
        }
        String flat = graph.node("Reshape", List.of(values, graph.integers(new long[] {-1}, 1)));
        if (model.task() == Task.REGRESSION) {
            graph.output(PREDICTION, single(flat, type), OnnxGraph.FLOAT, 0);
            return;
        }
        String half = type == OnnxGraph.DOUBLE ? graph.doubles(new double[] {0.5}) : graph.floats(new float[] {0.5f});
        String positive = cast(graph.node("GreaterOrEqual", List.of(flat, half)), OnnxGraph.INT64);
        graph.output(PREDICTION, named(positive), OnnxGraph.STRING, 0);
        graph.output(PROBABILITY, single(flat, type), OnnxGraph.FLOAT, 0);
    }

    private String single(String value, int type) {
        return type == OnnxGraph.FLOAT ? value : cast(value, OnnxGraph.FLOAT);
    }

    private String named(String index) {
        return graph.node(
                OnnxGraph.ML,
                "LabelEncoder",
                List.of(index),
                OnnxGraph.integers(
                        "keys_int64s",
                        LongStream.range(0, model.classes().size()).boxed().toList()),
                OnnxGraph.texts("values_strings", model.classes()));
    }
}
