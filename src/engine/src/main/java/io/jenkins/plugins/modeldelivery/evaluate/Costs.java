package io.jenkins.plugins.modeldelivery.evaluate;

import io.jenkins.plugins.modeldelivery.document.Cost;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import java.util.List;

/** The user's costs as a matrix. */
final class Costs {

    private Costs() {}

    /**
     * @param classes null for regression
     * @return shape [true class][predicted class]; null: no costs are given
     * @throws InputException if a class is not known, a cost is no number, or a kind of row is priced twice
     */
    static double[][] matrix(List<Cost> costs, List<String> classes) {
        if (costs.isEmpty()) {
            return null;
        }
        if (classes == null) {
            throw new InputException(
                    "Costs belong to classes, and the model predicts a number",
                    "parameter 'costs'",
                    "Leave them out; pinball10 and pinball90 weigh errors by their side.");
        }
        double[][] matrix = new double[classes.size()][classes.size()];
        boolean[][] given = new boolean[classes.size()][classes.size()];
        for (Cost cost : costs) {
            int actual = index(cost.actual(), classes);
            int predicted = index(cost.predicted(), classes);
            String where = "costs: " + cost.actual() + " predicted as " + cost.predicted();
            if (!Double.isFinite(cost.cost())) {
                throw new InputException("The cost is " + cost.cost(), where, "Give a number.");
            }
            if (given[actual][predicted]) {
                throw new InputException("The cost is given twice", where, "Say once what such a row costs.");
            }
            given[actual][predicted] = true;
            matrix[actual][predicted] = cost.cost();
        }
        return matrix;
    }

    private static int index(String name, List<String> classes) {
        int index = classes.indexOf(name);
        if (index < 0) {
            throw new InputException(
                    "There is no class '" + name + "'",
                    "parameter 'costs'",
                    Nearest.of(String.valueOf(name), classes)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("There are " + String.join(", ", classes.subList(0, Math.min(5, classes.size())))
                                    + (classes.size() > 5 ? ", ..." : "") + "."));
        }
        return index;
    }
}
