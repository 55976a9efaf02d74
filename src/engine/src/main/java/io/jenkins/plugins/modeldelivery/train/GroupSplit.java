package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A split that keeps rows of one group (a customer, a patient, a machine) together: a model that has seen a group in training
 * looks better on it than it will be on groups that it has never seen. Whole groups are drawn at random; of {@value #DRAWS}
 * draws the one is taken whose test rows are nearest to the wanted share of all rows and of every class.
 */
final class GroupSplit {

    private static final int DRAWS = 25;

    private GroupSplit() {}

    /**
     * Draws the groups to test on.
     *
     * @param group rows with the same value belong together; a row without a value is a group of its own
     * @param labels shape [rows]; index of the class, or the number
     * @param classes how many; 0 for regression
     * @param share of the rows to test on, as near as whole groups allow
     * @throws InputException there are fewer than two groups
     */
    static Split of(Column group, float[] labels, int classes, double share, long seed) {
        int[] groups = groups(group);
        int count = several(groups, group.name());
        int[][] table = new int[count][Math.max(1, classes)];
        for (int row = 0; row < groups.length; row++) {
            table[groups[row]][classes == 0 ? 0 : (int) labels[row]]++;
        }
        boolean[] tested = draw(table, groups.length, share, new SplittableRandom(seed));
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (int row = 0; row < groups.length; row++) {
            (tested[groups[row]] ? test : train).add(row);
        }
        int testedGroups = 0;
        for (boolean one : tested) {
            testedGroups += one ? 1 : 0;
        }
        return new Split(
                Split.sorted(train),
                Split.sorted(test),
                "random " + testedGroups + " of " + count + " groups by " + group.name() + " ("
                        + Split.percent((double) test.size() / groups.length) + " of the rows), seed " + seed);
    }

    /** How many groups there are; InputException if there are fewer than two. */
    static int several(int[] groups, String column) {
        int count = 0;
        for (int g : groups) {
            count = Math.max(count, g + 1);
        }
        if (count < 2) {
            throw new InputException(
                    "All rows belong to one group: none is left to evaluate on",
                    "column '" + column + "'",
                    "Choose another groupColumn, or leave it out.");
        }
        return count;
    }

    /** Index of each row's group, numbered by first appearance. */
    static int[] groups(Column column) {
        Map<Object, Integer> seen = new HashMap<>();
        int[] groups = new int[column.size()];
        int next = 0;
        for (int row = 0; row < groups.length; row++) {
            if (column.missing(row)) {
                groups[row] = next++;
                continue;
            }
            Integer known = seen.putIfAbsent(value(column, row), next);
            groups[row] = known == null ? next++ : known;
        }
        return groups;
    }

    /** What rows of a group have in common. */
    static Object value(Column column, int row) {
        if (column instanceof Column.Numeric numeric) {
            return numeric.values()[row] + 0f;
        }
        if (column instanceof Column.Date date) {
            return date.millis()[row];
        }
        return ((Column.Categorical) column).codes()[row];
    }

    /** Which groups to test on; at least one is, at least one is not. */
    private static boolean[] draw(int[][] table, int rows, double share, SplittableRandom random) {
        int classes = table[0].length;
        long[] totals = new long[classes];
        for (int[] counts : table) {
            for (int c = 0; c < classes; c++) {
                totals[c] += counts[c];
            }
        }
        int[] order = new int[table.length];
        for (int g = 0; g < order.length; g++) {
            order[g] = g;
        }
        boolean[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int draw = 0; draw < DRAWS; draw++) {
            shuffle(order, random);
            boolean[] tested = new boolean[table.length];
            long[] taken = new long[classes];
            fill(order, table, share * rows, tested, taken);
            double distance = 0;
            for (int c = 0; c < classes; c++) {
                distance += Math.abs(taken[c] - share * totals[c]) / Math.max(1, totals[c]);
            }
            if (distance < least) {
                least = distance;
                best = tested;
            }
        }
        return best;
    }

    /** Takes groups in that order as long as each brings the number of rows nearer to the goal. */
    private static void fill(int[] order, int[][] table, double goal, boolean[] tested, long[] taken) {
        double sum = 0;
        int groups = 0;
        for (int g : order) {
            long size = size(table[g]);
            boolean nearer = Math.abs(sum + size - goal) < Math.abs(sum - goal);
            if (nearer && groups < order.length - 1) {
                take(g, table, tested, taken);
                groups++;
                sum += size;
            }
        }
        if (groups == 0) {
            // Every group is more than twice too large: the smallest is the nearest there is.
            int smallest = order[0];
            for (int g : order) {
                smallest = size(table[g]) < size(table[smallest]) ? g : smallest;
            }
            take(smallest, table, tested, taken);
        }
    }

    private static void take(int group, int[][] table, boolean[] tested, long[] taken) {
        tested[group] = true;
        for (int c = 0; c < taken.length; c++) {
            taken[c] += table[group][c];
        }
    }

    private static long size(int[] counts) {
        long size = 0;
        for (int n : counts) {
            size += n;
        }
        return size;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
