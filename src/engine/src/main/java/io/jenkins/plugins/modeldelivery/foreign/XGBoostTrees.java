package io.jenkins.plugins.modeldelivery.foreign;

import io.jenkins.plugins.modeldelivery.format.Malformed;
import io.jenkins.plugins.modeldelivery.format.XGBoostFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The trees of an XGBoost file; every index in them was checked when they were read, so that walking them needs no check. */
final class XGBoostTrees {

    /** A row goes left where its value is smaller than the condition, or is none of the categories. */
    private record Tree(
            int[] left,
            int[] right,
            int[] features,
            float[] conditions,
            boolean[] missingLeft,
            BitSet[] categories,
            int group,
            float weight,
            float[] gains) {}

    private final List<Tree> trees;
    private final float[] start;
    private final String objective;
    private final int features;

    private XGBoostTrees(List<Tree> trees, float[] start, String objective, int features) {
        this.trees = trees;
        this.start = start;
        this.objective = objective;
        this.features = features;
    }

    static XGBoostTrees of(Map<String, Object> learner, int features) throws IOException {
        Map<String, Object> parameters = XGBoostFile.map(learner.get("learner_model_param"), "learner_model_param");
        Map<String, Object> booster = XGBoostFile.map(learner.get("gradient_booster"), "gradient_booster");
        String objective = XGBoostFile.text(
                XGBoostFile.map(learner.get("objective"), "objective").get("name"), "objective");
        if (objective.equals("binary:hinge") || objective.startsWith("rank:") || objective.startsWith("survival:")) {
            throw new Malformed("the objective " + objective + " gives neither probabilities nor a number to compare");
        }
        String kind = XGBoostFile.text(booster.get("name"), "name of its booster");
        float[] weights = null;
        if (kind.equals("dart")) {
            double[] drop = XGBoostFile.numbers(booster.get("weight_drop"));
            weights = new float[drop.length];
            for (int i = 0; i < drop.length; i++) {
                weights[i] = (float) drop[i];
            }
        } else if (!kind.equals("gbtree")) {
            throw new Malformed("its booster is " + kind + ", not gbtree or dart");
        }
        Map<String, Object> model = model(learner);
        if (!(model.get("trees") instanceof List<?> list)) {
            throw new Malformed("it has no trees");
        }
        int known = XGBoostFile.number(parameters, "num_feature");
        if (known != features) {
            throw new Malformed("it takes " + known + " features, and " + features + " were named");
        }
        double[] info = XGBoostFile.numbers(model.get("tree_info"));
        int groups = Math.max(1, XGBoostFile.number(parameters, "num_class"));
        int used = used(learner, model, list.size());
        List<Tree> trees = new ArrayList<>();
        for (int t = 0; t < used; t++) {
            int group = t < info.length ? (int) info[t] : 0;
            if (group < 0 || group >= groups) {
                throw new Malformed("its tree " + t + " belongs to no class");
            }
            float weight = weights == null || t >= weights.length ? 1 : weights[t];
            trees.add(tree(XGBoostFile.map(list.get(t), "tree " + t), features, group, weight, t));
        }
        return new XGBoostTrees(trees, start(parameters, objective, groups), objective, features);
    }

    /** What a booster of trees holds, which one that drops trees wraps once more. */
    static Map<String, Object> model(Map<String, Object> learner) throws IOException {
        Map<String, Object> booster = XGBoostFile.map(learner.get("gradient_booster"), "gradient_booster");
        return XGBoostFile.map(
                booster.get("gbtree") instanceof Map<?, ?> wrapped ? wrapped.get("model") : booster.get("model"),
                "model of trees");
    }

    /** scikit-learn's wrapper predicts with the rounds up to the best one of early stopping; XGBoost's own interface with all. */
    private static int used(Map<String, Object> learner, Map<String, Object> model, int trees) {
        if (learner.get("attributes") instanceof Map<?, ?> attributes
                && attributes.get("scikit_learn") != null
                && attributes.get("best_iteration") != null) {
            double[] rounds = XGBoostFile.numbers(model.get("iteration_indptr"));
            int best =
                    Integer.parseInt(attributes.get("best_iteration").toString().strip());
            if (best >= 0 && best + 1 < rounds.length) {
                return Math.max(0, Math.min(trees, (int) rounds[best + 1]));
            }
        }
        return trees;
    }

    /** The base score as a number before the objective's function; since 3.1 one for each class, in brackets. */
    private static float[] start(Map<String, Object> parameters, String objective, int groups) throws IOException {
        String text = String.valueOf(parameters.get("base_score")).replaceAll("[\\[\\]\\s]", "");
        String[] scores = text.split(",");
        float[] start = new float[groups];
        for (int g = 0; g < groups; g++) {
            try {
                start[g] = Float.parseFloat(scores[scores.length == groups ? g : 0]);
            } catch (NumberFormatException e) {
                throw new Malformed("its base score is '" + text + "'");
            }
            if (logistic(objective) || objective.equals("binary:logitraw")) {
                start[g] = (float) -Math.log(1 / (double) start[g] - 1);
            } else if (exponential(objective)) {
                start[g] = (float) Math.log(start[g]);
            }
        }
        return start;
    }

    private static boolean logistic(String objective) {
        return objective.endsWith(":logistic");
    }

    private static boolean exponential(String objective) {
        return objective.equals("count:poisson") || objective.equals("reg:gamma") || objective.equals("reg:tweedie");
    }

    private static Tree tree(Map<String, Object> tree, int features, int group, float weight, int number)
            throws IOException {
        Map<String, Object> parameters = XGBoostFile.map(tree.get("tree_param"), "tree_param");
        if (XGBoostFile.number(parameters, "size_leaf_vector") > 1) {
            throw new Malformed("its leaves hold more than one number");
        }
        int[] left = integers(tree, "left_children");
        int[] right = integers(tree, "right_children");
        int[] columns = integers(tree, "split_indices");
        float[] conditions = floats(tree, "split_conditions");
        int[] missing = integers(tree, "default_left");
        int[] types = tree.get("split_type") == null ? new int[left.length] : integers(tree, "split_type");
        int n = left.length;
        boolean whole = n > 0
                && right.length == n
                && columns.length == n
                && conditions.length == n
                && missing.length == n
                && (types.length == n || types.length == 0);
        boolean[] missingLeft = new boolean[n];
        BitSet children = new BitSet();
        for (int i = 0; whole && i < n; i++) {
            whole = left[i] == -1
                    || child(left[i], n, children)
                            && child(right[i], n, children)
                            && columns[i] >= 0
                            && columns[i] < features;
            missingLeft[i] = missing[i] != 0;
        }
        if (!whole) {
            throw new Malformed("its tree " + number + " is damaged");
        }
        BitSet[] categories = categories(tree, n, number);
        for (int i = 0; i < types.length; i++) {
            if (types[i] == 1 && left[i] >= 0 && (categories == null || categories[i] == null)) {
                throw new Malformed("its tree " + number + " has a split without categories");
            }
        }
        return new Tree(
                left, right, columns, conditions, missingLeft, categories, group, weight, floats(tree, "loss_changes"));
    }

    /** No node is the child of two, and the root of none: every walk ends. */
    private static boolean child(int node, int nodes, BitSet children) {
        boolean fits = node > 0 && node < nodes && !children.get(node);
        if (fits) {
            children.set(node);
        }
        return fits;
    }

    private static BitSet[] categories(Map<String, Object> tree, int nodes, int number) throws IOException {
        int[] which = integers(tree, "categories_nodes");
        if (which.length == 0) {
            return null;
        }
        int[] values = integers(tree, "categories");
        int[] segments = integers(tree, "categories_segments");
        int[] sizes = integers(tree, "categories_sizes");
        BitSet[] sets = new BitSet[nodes];
        for (int i = 0; i < which.length; i++) {
            boolean fits = i < segments.length
                    && i < sizes.length
                    && which[i] >= 0
                    && which[i] < nodes
                    && segments[i] >= 0
                    && sizes[i] >= 0
                    && (long) segments[i] + sizes[i] <= values.length;
            if (!fits) {
                throw new Malformed("the categories of its tree " + number + " are damaged");
            }
            BitSet set = new BitSet();
            for (int c = segments[i]; c < segments[i] + sizes[i]; c++) {
                if (values[c] < 0 || values[c] > MOST_CATEGORIES) {
                    throw new Malformed("the categories of its tree " + number + " are damaged");
                }
                set.set(values[c]);
            }
            sets[which[i]] = set;
        }
        return sets;
    }

    /** XGBoost's own bound: categories are numbers that single precision holds. */
    private static final int MOST_CATEGORIES = 1 << 24;

    private static int[] integers(Map<String, Object> tree, String name) {
        return Arrays.stream(XGBoostFile.numbers(tree.get(name)))
                .mapToInt(v -> (int) v)
                .toArray();
    }

    private static float[] floats(Map<String, Object> tree, String name) {
        double[] values = XGBoostFile.numbers(tree.get(name));
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Numbers that the trees add up to. */
    int groups() {
        return start.length;
    }

    /** Adds up the leaves of a row, whose missing values are NaN. */
    void add(float[] row, float[] sums) {
        System.arraycopy(start, 0, sums, 0, sums.length);
        for (Tree tree : trees) {
            int node = 0;
            while (tree.left[node] >= 0) {
                float value = row[tree.features[node]];
                boolean left;
                if (Float.isNaN(value)) {
                    left = tree.missingLeft[node];
                } else if (tree.categories != null && tree.categories[node] != null) {
                    left = value < 0 || value > MOST_CATEGORIES || !tree.categories[node].get((int) value);
                } else {
                    left = value < tree.conditions[node];
                }
                node = left ? tree.left[node] : tree.right[node];
            }
            sums[tree.group] += tree.weight * tree.conditions[node];
        }
    }

    /** The objective's function of a sum. */
    double transformed(float sum) {
        if (logistic(objective) || objective.equals("binary:logitraw")) {
            return 1 / (1 + Math.exp(-(double) sum));
        }
        return exponential(objective) ? Math.exp(sum) : sum;
    }

    /** Sum of the gains of the splits on each feature, shape [features]. */
    double[] gains() {
        double[] gains = new double[features];
        for (Tree tree : trees) {
            for (int i = 0; i < tree.left.length; i++) {
                if (tree.left[i] >= 0 && i < tree.gains.length && tree.gains[i] > 0) {
                    gains[tree.features[i]] += tree.gains[i];
                }
            }
        }
        return gains;
    }
}
