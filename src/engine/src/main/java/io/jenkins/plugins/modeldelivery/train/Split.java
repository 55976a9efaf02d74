package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Rows to train on and rows to evaluate on.
 *
 * @param train ascending
 * @param test ascending
 * @param words how the test rows were chosen
 */
record Split(int[] train, int[] test, String words) {

    /**
     * As a request wants it.
     *
     * @param classes each of these many classes gives the same share; 0: all rows are alike
     * @param labels of all rows of the frame, asked for only where they matter
     * @param warnings receives what the user should know
     */
    static Split of(Order order, Frame frame, int classes, Supplier<float[]> labels, List<String> warnings) {
        TrainRequest request = order.request();
        boolean given = request.testData() != null;
        if (request.timeColumn() != null) {
            Column time = requireOrder(frame.column(request.timeColumn()).orElseThrow());
            if (time.missingCount() > 0) {
                warnings.add(time.missingCount() + " rows have no value of the timeColumn '" + time.name()
                        + "' and count as the oldest.");
            }
            return given ? none(frame.rows(), request.testData()) : byTime(time, order.test());
        }
        if (request.groupColumn() != null) {
            Column group = frame.column(request.groupColumn()).orElseThrow();
            if (group.missingCount() > 0) {
                warnings.add(group.missingCount() + " rows have no value of the groupColumn '" + group.name()
                        + "' and count as a group each.");
            }
            if (given) {
                // Nothing is split off here, but for early stopping and between the folds of a search.
                GroupSplit.several(GroupSplit.groups(group), group.name());
                return none(frame.rows(), request.testData());
            }
            return GroupSplit.of(group, labels.get(), classes, order.test(), order.seed());
        }
        return given
                ? none(frame.rows(), request.testData())
                : random(labels.get(), classes, order.test(), order.seed());
    }

    private static Column requireOrder(Column time) {
        if (time instanceof Column.Categorical) {
            throw new InputException(
                    "The timeColumn holds neither dates nor numbers",
                    "column '" + time.name() + "'",
                    "Write its dates as yyyy-MM-dd, or say how they are written, as types: [" + time.name()
                            + ": 'date dd.MM.yyyy'].");
        }
        return time;
    }

    /** When a row is, to compare with others of the same column: milliseconds of dates, else the number. */
    static double time(Column time, int row) {
        // Milliseconds are exact in a double for 285,000 years.
        return time instanceof Column.Date date ? date.millis()[row] : ((Column.Numeric) time).values()[row];
    }

    /** All rows train; the test rows come from elsewhere. */
    static Split none(int rows, String testFile) {
        return new Split(IntStream.range(0, rows).toArray(), new int[0], "all rows of " + testFile);
    }

    /**
     * The newest rows for the test; rows without a time count as the oldest.
     *
     * @param share of the rows to test on
     */
    static Split byTime(Column time, double share) {
        requireOrder(time);
        Integer[] order = IntStream.range(0, time.size()).boxed().toArray(Integer[]::new);
        Comparator<Integer> newer = time instanceof Column.Date date
                ? Comparator.comparingLong(r -> date.millis()[r])
                : Comparator.comparingDouble(r -> {
                    float value = ((Column.Numeric) time).values()[r];
                    return Float.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
                });
        Arrays.sort(order, newer);
        int cut = order.length - testRows(order.length, share);
        return new Split(
                sorted(Arrays.asList(order).subList(0, cut)),
                sorted(Arrays.asList(order).subList(cut, order.length)),
                "last " + percent(share) + " by " + time.name());
    }

    /**
     * Random rows for the test.
     *
     * @param labels shape [rows]; index of the class, or the number
     * @param classes each of these many classes gives the same share, at least one row stays for training; 0: all rows are
     *     alike
     */
    static Split random(float[] labels, int classes, double share, long seed) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < Math.max(1, classes); i++) {
            groups.add(new ArrayList<>());
        }
        for (int row = 0; row < labels.length; row++) {
            groups.get(classes == 0 ? 0 : (int) labels[row]).add(row);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        // What rounding leaves over in one class is owed to the next, so that the total is right.
        double owed = 0;
        for (List<Integer> group : groups) {
            shuffle(group, random);
            owed += group.size() * share;
            int taken = (int) Math.max(0, Math.min(Math.round(owed), group.size() - 1L));
            owed -= taken;
            test.addAll(group.subList(0, taken));
            train.addAll(group.subList(taken, group.size()));
        }
        if (test.isEmpty()) {
            test.add(train.remove(train.size() - 1));
        }
        return new Split(
                sorted(train),
                sorted(test),
                "random " + percent(share) + (classes == 0 ? "" : ", the same share of every class") + ", seed "
                        + seed);
    }

    private static void shuffle(List<Integer> rows, SplittableRandom random) {
        for (int i = rows.size() - 1; i > 0; i--) {
            java.util.Collections.swap(rows, i, random.nextInt(i + 1));
        }
    }

    private static int testRows(int rows, double share) {
        return (int) Math.max(1, Math.min(rows - 1L, Math.round(rows * share)));
    }

    static int[] sorted(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    static String percent(double share) {
        double percent = share * 100;
        return (percent == Math.rint(percent)
                        ? Long.toString((long) percent)
                        : String.format(Locale.ROOT, "%.1f", percent))
                + " %";
    }
}
