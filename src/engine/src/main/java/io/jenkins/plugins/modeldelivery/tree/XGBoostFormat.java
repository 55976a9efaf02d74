package io.jenkins.plugins.modeldelivery.tree;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * XGBoost's model document (xgboost.readthedocs.io, "Introduction to Model IO") of a gradient-boosted tree model, as UBJSON. A
 * tree whose leaves hold several numbers has {@code size_leaf_vector} of them, node by node in {@code base_weights}, as XGBoost's
 * multi-target trees have.
 */
public final class XGBoostFormat {

    private static final String LEARNER = "learner";
    private static final String ONE = "1";
    private static final String NONE = "0";

    private XGBoostFormat() {}

    /**
     * Reads the trees.
     *
     * @throws IllegalArgumentException if the bytes are no such document, or have trees of another kind
     */
    public static Ensemble read(byte[] ubj) {
        try {
            return ensemble(map(Ubjson.parse(ubj)));
        } catch (ClassCastException | NullPointerException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("XGBoost's document lacks a part, or has it in another form", e);
        }
    }

    private static Ensemble ensemble(Map<String, Object> document) {
        Map<String, Object> learner = map(document.get(LEARNER));
        Map<String, Object> booster = map(learner.get("gradient_booster"));
        if (!"gbtree".equals(booster.get("name"))) {
            throw new IllegalArgumentException("Trees of the kind " + booster.get("name") + " are not known");
        }
        Map<String, Object> model = map(booster.get("model"));
        Map<String, Object> parameters = map(learner.get("learner_model_param"));
        String objective = String.valueOf(map(learner.get("objective")).get("name"));
        Ensemble.Link link =
                switch (objective) {
                    case "binary:logistic", "reg:logistic" -> Ensemble.Link.LOGISTIC;
                    case "multi:softprob" -> Ensemble.Link.SOFTMAX;
                    case "reg:squarederror" -> Ensemble.Link.IDENTITY;
                    default -> throw new IllegalArgumentException("The objective " + objective + " is not known");
                };
        int outputs = Math.max(1, Math.max(number(parameters.get("num_class")), number(parameters.get("num_target"))));
        int columns = number(parameters.get("num_feature"));
        List<Tree> trees = new ArrayList<>();
        for (Object tree : (List<?>) model.get("trees")) {
            trees.add(tree(map(tree)));
        }
        float base =
                Float.parseFloat(String.valueOf(parameters.get("base_score")).replaceAll("[\\[\\]]", ""));
        float start = link == Ensemble.Link.LOGISTIC ? logOdds(base) : base;
        return new Ensemble(trees, integers(model.get("tree_info")), outputs, columns, start, link);
    }

    /** What a sum starts from where the share is that; single precision, as XGBoost has it. */
    static float logOdds(float share) {
        return (float) -Math.log(1 / (double) share - 1);
    }

    /** The share whose log odds are that, so that it is read as it was. */
    private static float share(float logOdds) {
        float near = (float) (1 / (1 + Math.exp(-logOdds)));
        for (float share : new float[] {near, Math.nextUp(near), Math.nextDown(near)}) {
            if (logOdds(share) == logOdds) {
                return share;
            }
        }
        return near;
    }

    private static Tree tree(Map<String, Object> tree) {
        int[] left = integers(tree.get("left_children"));
        float[] conditions = floats(tree.get("split_conditions"));
        for (int type : integers(tree.getOrDefault("split_type", new byte[0]))) {
            if (type != 0) {
                throw new IllegalArgumentException("Splits by sets of categories are not known");
            }
        }
        int width = Math.max(1, number(map(tree.get("tree_param")).getOrDefault("size_leaf_vector", ONE)));
        float[] values = floats(tree.get("base_weights")).clone();
        for (int n = 0; width == 1 && n < left.length; n++) {
            values[n] = left[n] < 0 ? conditions[n] : values[n];
        }
        int[] missing = integers(tree.get("default_left"));
        boolean[] missingLeft = new boolean[missing.length];
        for (int n = 0; n < missing.length; n++) {
            missingLeft[n] = missing[n] != 0;
        }
        return new Tree(
                left,
                integers(tree.get("right_children")),
                integers(tree.get("split_indices")),
                conditions,
                missingLeft,
                width,
                values,
                floats(tree.get("loss_changes")),
                floats(tree.get("sum_hessian")));
    }

    /** The document of the trees, as it is stored; the same trees give the same bytes. */
    public static byte[] write(Ensemble ensemble) {
        return Ubjson.bytes(document(ensemble));
    }

    /** The bytes of a document. */
    public static byte[] bytes(Map<String, Object> document) {
        return Ubjson.bytes(document);
    }

    /**
     * The document as every XGBoost reads it, with those attributes: a tree of wide leaves becomes one tree for each output.
     *
     * @param ubj the document as it is stored
     */
    public static Map<String, Object> portable(byte[] ubj, Map<String, String> attributes) {
        Map<String, Object> document = map(Ubjson.parse(ubj));
        Ensemble ensemble = ensemble(document);
        if (ensemble.trees().stream().anyMatch(t -> t.width() > 1)) {
            document = document(narrow(ensemble));
        }
        map(document.get(LEARNER)).put("attributes", new LinkedHashMap<String, Object>(attributes));
        return document;
    }

    /** A document as JSON writers take it, for which bytes are text. */
    public static Object readable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> readable = new LinkedHashMap<>();
            map.forEach((key, some) -> readable.put(key, readable(some)));
            return readable;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(XGBoostFormat::readable).toList();
        }
        return value instanceof byte[] ? integers(value) : value;
    }

    private static Ensemble narrow(Ensemble wide) {
        List<Tree> trees = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int o = 0; o < wide.outputs(); o++) {
            for (Tree tree : wide.trees()) {
                float[] values = new float[tree.nodes()];
                for (int n = 0; n < values.length; n++) {
                    values[n] = tree.values()[n * tree.width() + o];
                }
                trees.add(new Tree(
                        tree.left(),
                        tree.right(),
                        tree.columns(),
                        tree.conditions(),
                        tree.missingLeft(),
                        1,
                        values,
                        tree.gains(),
                        tree.covers()));
                groups.add(o);
            }
        }
        return new Ensemble(
                trees,
                groups.stream().mapToInt(Integer::intValue).toArray(),
                wide.outputs(),
                wide.columns(),
                wide.start(),
                wide.link());
    }

    private static Map<String, Object> document(Ensemble ensemble) {
        int count = ensemble.trees().size();
        boolean softmax = ensemble.link() == Ensemble.Link.SOFTMAX;
        boolean forest = ensemble.link() == Ensemble.Link.IDENTITY && ensemble.outputs() > 1;
        int each = ensemble.trees().stream().anyMatch(t -> t.width() > 1) ? 1 : ensemble.outputs();
        int parallel = forest ? Math.max(1, count / each) : 1;
        int rounds = count / (parallel * each);
        List<Integer> starts = new ArrayList<>();
        for (int r = 0; r <= rounds; r++) {
            starts.add(r * parallel * each);
        }
        List<Object> trees = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            trees.add(document(ensemble.trees().get(t), t, ensemble.columns()));
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put(
                "gbtree_model_param",
                texts("num_parallel_tree", Integer.toString(parallel), "num_trees", Integer.toString(count)));
        model.put("iteration_indptr", starts);
        // Not arrays of one type: XGBoost takes these as lists only.
        model.put("tree_info", Arrays.stream(ensemble.groups()).boxed().toList());
        model.put("trees", trees);
        Map<String, Object> booster = new LinkedHashMap<>();
        booster.put("model", model);
        booster.put("name", "gbtree");
        float base = ensemble.link() == Ensemble.Link.LOGISTIC ? share(ensemble.start()) : ensemble.start();
        String objective =
                switch (ensemble.link()) {
                    case IDENTITY -> "reg:squarederror";
                    case LOGISTIC -> "binary:logistic";
                    case SOFTMAX -> "multi:softprob";
                };
        Map<String, Object> goal = new LinkedHashMap<>();
        goal.put("name", objective);
        if (softmax) {
            goal.put("softmax_multiclass_param", texts("num_class", Integer.toString(ensemble.outputs())));
        } else {
            goal.put("reg_loss_param", texts("scale_pos_weight", ONE));
        }
        Map<String, Object> learner = new LinkedHashMap<>();
        learner.put("attributes", new LinkedHashMap<>());
        learner.put("feature_names", List.of());
        learner.put("feature_types", List.of());
        learner.put("gradient_booster", booster);
        learner.put(
                "learner_model_param",
                texts(
                        "base_score",
                        Float.toString(base),
                        "boost_from_average",
                        ONE,
                        "num_class",
                        softmax ? Integer.toString(ensemble.outputs()) : NONE,
                        "num_feature",
                        Integer.toString(ensemble.columns()),
                        "num_target",
                        forest ? Integer.toString(ensemble.outputs()) : ONE));
        learner.put("objective", goal);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(LEARNER, learner);
        document.put("version", List.of(2, 1, 4));
        return document;
    }

    private static Map<String, Object> document(Tree tree, int id, int columns) {
        int nodes = tree.nodes();
        int[] parents = new int[nodes];
        parents[0] = Integer.MAX_VALUE;
        byte[] missing = new byte[nodes];
        int[] split = new int[nodes];
        float[] conditions = new float[nodes];
        for (int n = 0; n < nodes; n++) {
            if (tree.left()[n] >= 0) {
                parents[tree.left()[n]] = n;
                parents[tree.right()[n]] = n;
                split[n] = tree.columns()[n];
                conditions[n] = tree.conditions()[n];
                missing[n] = (byte) (tree.missingLeft()[n] ? 1 : 0);
            } else if (tree.width() == 1) {
                conditions[n] = tree.values()[n];
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("base_weights", tree.values());
        document.put("categories", new int[0]);
        document.put("categories_nodes", new int[0]);
        document.put("categories_segments", new long[0]);
        document.put("categories_sizes", new long[0]);
        document.put("default_left", missing);
        document.put("id", id);
        document.put("left_children", tree.left());
        document.put("loss_changes", tree.gains());
        document.put("parents", parents);
        document.put("right_children", tree.right());
        document.put("split_conditions", conditions);
        document.put("split_indices", split);
        document.put("split_type", new byte[nodes]);
        document.put("sum_hessian", tree.covers());
        document.put(
                "tree_param",
                texts(
                        "num_deleted",
                        NONE,
                        "num_feature",
                        Integer.toString(columns),
                        "num_nodes",
                        Integer.toString(nodes),
                        "size_leaf_vector",
                        Integer.toString(tree.width())));
        return document;
    }

    private static Map<String, Object> texts(String... pairs) {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put(pairs[i], pairs[i + 1]);
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException("XGBoost's document lacks a part, or has it in another form");
        }
        return (Map<String, Object>) value;
    }

    private static int number(Object text) {
        return Integer.parseInt(String.valueOf(text));
    }

    private static int[] integers(Object value) {
        if (value instanceof int[] some) {
            return some;
        }
        int[] integers = new int[size(value)];
        for (int i = 0; i < integers.length; i++) {
            Object element = element(value, i);
            integers[i] = Math.toIntExact(((Number) element).longValue());
        }
        return integers;
    }

    private static float[] floats(Object value) {
        if (value instanceof float[] some) {
            return some;
        }
        float[] floats = new float[size(value)];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Number) element(value, i)).floatValue();
        }
        return floats;
    }

    private static int size(Object value) {
        return value instanceof List<?> list ? list.size() : value.getClass().isArray() ? Array.getLength(value) : 0;
    }

    private static Object element(Object value, int i) {
        return value instanceof List<?> list ? list.get(i) : Array.get(value, i);
    }
}
