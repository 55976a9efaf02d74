package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Ways of cutting the training rows in two, each of which a trial learns from and is measured on. Rows in order of time are
 * never learned from before the time they are measured at, and rows of one group never on both sides: what the final model
 * cannot know, no trial may.
 *
 * @param splits of the training rows
 * @param words how they were cut
 */
record Folds(List<Split> splits, String words) {

    /** @param count at least 2 */
    static Folds of(Algorithm.Examples examples, int count, long seed) {
        if (examples.time() != null) {
            return byTime(examples, count);
        }
        int[] fold = examples.group() == null ? random(examples, count, seed) : byGroup(examples.group(), count, seed);
        int used = Arrays.stream(fold).max().orElse(0) + 1;
        List<Split> splits = new ArrayList<>();
        for (int f = 0; f < used; f++) {
            int held = f;
            splits.add(new Split(
                    IntStream.range(0, fold.length).filter(r -> fold[r] != held).toArray(),
                    IntStream.range(0, fold.length).filter(r -> fold[r] == held).toArray(),
                    ""));
        }
        String words = examples.group() != null
                ? used + " folds of whole groups by " + examples.group().name()
                : used + " random folds" + (examples.classes() == 0 ? "" : ", the same share of every class");
        return new Folds(splits, words);
    }

    /** Each fold learns from all that is older than what it is measured on. */
    private static Folds byTime(Algorithm.Examples examples, int count) {
        List<Split> splits = new ArrayList<>();
        int rows = examples.labels().length;
        int[] all = IntStream.range(0, rows).toArray();
        for (int f = count; f >= 1; f--) {
            // Of what there is up to the end of this fold the newest part is measured.
            int end = (int) Math.round(rows * (count + 2.0 - f) / (count + 1.0));
            int[] upTo = end >= rows
                    ? all
                    : Split.byTime(examples.time(), 1 - (double) end / rows).train();
            Split split = Split.byTime(examples.time().rows(upTo), 1.0 / (count + 2 - f));
            splits.add(new Split(pick(upTo, split.train()), pick(upTo, split.test()), ""));
        }
        return new Folds(splits, count + " folds in order of " + examples.time().name());
    }

    private static int[] pick(int[] from, int[] indices) {
        return Arrays.stream(indices).map(i -> from[i]).toArray();
    }

    /** Shuffled and dealt, class by class. */
    private static int[] random(Algorithm.Examples examples, int count, long seed) {
        float[] labels = examples.labels();
        Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Integer kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        if (examples.classes() > 0) {
            Arrays.sort(order, Comparator.comparingDouble(r -> labels[r]));
        }
        int[] fold = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            fold[order[i]] = i % count;
        }
        return fold;
    }

    /** The largest groups first, each into the fold that has fewest rows; of equals in an order that the seed decides. */
    private static int[] byGroup(Column column, int count, long seed) {
        int[] groups = GroupSplit.groups(column);
        int[] sizes = new int[Arrays.stream(groups).max().orElse(0) + 1];
        for (int group : groups) {
            sizes[group]++;
        }
        SplittableRandom random = new SplittableRandom(seed);
        long[] keys = random.longs(sizes.length).toArray();
        List<Integer> order = IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer g) -> -sizes[g]).thenComparingLong(g -> keys[g]))
                .toList();
        int[] foldOf = new int[sizes.length];
        long[] rows = new long[Math.min(count, sizes.length)];
        for (int group : order) {
            int least = 0;
            for (int f = 1; f < rows.length; f++) {
                least = rows[f] < rows[least] ? f : least;
            }
            foldOf[group] = least;
            rows[least] += sizes[group];
        }
        return Arrays.stream(groups).map(g -> foldOf[g]).toArray();
    }
}
