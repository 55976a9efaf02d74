package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.data.DataSize;
import io.jenkins.plugins.modeldelivery.data.MachineMemory;
import io.jenkins.plugins.modeldelivery.data.MemoryPlan;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.model.Native;
import io.jenkins.plugins.modeldelivery.tree.Bins;
import io.jenkins.plugins.modeldelivery.tree.Boosting;
import io.jenkins.plugins.modeldelivery.tree.Forest;
import java.io.IOException;

/**
 * What a training takes at its peak, known before it starts from the first bytes of the data.
 *
 * @param heap bytes of the Java heap
 * @param outside bytes of native libraries
 */
record MemoryNeed(long heap, long outside) {

    /** Column and value of an encoded cell. */
    private static final int CELL = 8;

    /** What a linear model makes of a number; of a category a quarter of it. */
    private static final int LINEAR_CELL = 4;

    /**
     * XGBoost's copies of a cell and its bin. Measured as the peak of the process less that of a linear model in the same heap: 904
     * bytes a row of 30 features on 200,000 rows, 836 on a million.
     */
    private static final int NATIVE_CELL = 27;

    /** Sums of first and second derivatives of a bin. */
    private static final int NATIVE_BIN = 16;

    private static final int NATIVE_BINS = 256;

    /** Nodes of a tree whose bins are kept at a time, of a level or less. */
    private static final long MOST_OPEN = 1_024;

    /** Labels, positions and what else XGBoost keeps of a row. */
    private static final int NATIVE_ROW = 24;

    /** Gradient, its second derivative and predictions of XGBoost, for each class. */
    private static final int NATIVE_OUTPUT = 16;

    /** A tree's node: grown, as it is stored, and packed to predict with; half of those that there may be are there. */
    private static final int NODE = 45;

    /** Predicted probabilities of a row, and the order of the rows by them, for each class. */
    private static final int OUTPUT = 12;

    /** Labels, indices, predictions and what metrics and their intervals sort. */
    private static final int ROW = 96;

    /** What a search usually ends with: early stopping seldom keeps more rounds, and few forests are both large and deep. */
    private static final long SEARCHED_ROUNDS = 300;

    private static final long SEARCHED_TREES = 100;

    private static final int SEARCHED_DEPTH = 14;

    /** Of a row: label, squares and bounds of k-means; scores of anomalies take less. */
    private static final int BOUNDS = 48;

    /** The Java machine itself: classes, compiled code, threads. */
    private static final long MACHINE = 160L << 20;

    /** What a heap grows to before it is cleaned, beside what is in use. */
    private static final double GARBAGE = 1.25;

    /**
     * Refuses a training that will not fit.
     *
     * @throws io.jenkins.plugins.modeldelivery.document.InputException naming what it needs, what there is, and what to do
     */
    static void plan(Order order) throws IOException {
        TrainRequest request = order.request();
        DataSize data = DataSize.of(Source.of(request.data()).as(request.reading()));
        DataSize test = request.testData() == null
                ? new DataSize(0, 0, 0)
                : DataSize.of(Source.of(request.testData()).as(request.reading()));
        long trained = request.testData() == null ? (long) (data.rows() * (1 - order.test())) : data.rows();
        MemoryNeed need = of(data, test, trained, order);
        require(request, need, need.heap);
    }

    /**
     * The same once the data are in memory and it is known what is to be learned from them: how many classes, each of which takes
     * predictions and, where trees are boosted, trees of its own.
     *
     * @param trained rows to learn from
     * @param held rows to measure on
     * @param classes 0 for regression
     */
    static void planWork(Order order, int features, long trained, long held, int classes) {
        int outputs = classes > 2 ? classes : 1;
        MemoryNeed need = work(order, features, trained, outputs);
        long heap = need.heap + OUTPUT * outputs * held;
        require(order.request(), new MemoryNeed(heap, need.outside), heap + used());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** @param whole heap in use at the peak */
    private static void require(TrainRequest request, MemoryNeed need, long whole) {
        MemoryPlan.of(request.data(), need.heap);
        long all = (long) Math.min(whole * GARBAGE, Runtime.getRuntime().maxMemory()) + need.outside + MACHINE;
        MachineMemory.now()
                .require(
                        request.data(),
                        all,
                        "Run it where there is more memory, or name fewer features or rows."
                                + (need.outside == 0
                                        ? ""
                                        : " randomForest() and logisticRegression() need no memory beside the heap,"
                                                + " here "
                                                + (need.outside >> 20) + " MB."));
    }

    static MemoryNeed of(DataSize data, DataSize test, long trained, Order order) {
        int features = Math.max(1, data.columns() - 1);
        // The columns as they were read, and cut in two.
        long frames = 8 * data.rows() * data.columns() + test.heap() + ROW * (data.rows() + test.rows());
        MemoryNeed work = work(order, features, trained, 1);
        return new MemoryNeed(Math.max(data.heap() + test.heap(), frames + work.heap), work.outside);
    }

    /** What learning takes beside the data. */
    private static MemoryNeed work(Order order, int features, long trained, int outputs) {
        TrainerInfo trainer = order.trainer();
        boolean search = trainer.equals(Trainers.AUTO);
        long heap = 0;
        long outside = 0;
        if (search || trainer.equals(Trainers.GRADIENT_BOOSTING)) {
            int asked = search ? 8 : number(order, "depth").intValue();
            int depth = asked > 0 ? asked : GradientBoosting.USUAL;
            long rounds = search ? SEARCHED_ROUNDS : number(order, "rounds").longValue();
            long trees = rounds * outputs * nodes(depth, trained, search ? 1 : number(order, "minChildWeight"));
            if (Native.missing() == null) {
                heap = CELL * trained * (features + 1) + NODE * trees;
                long open = Math.min(1L << depth, trained);
                outside = NATIVE_CELL * trained * features
                        + (NATIVE_ROW + NATIVE_OUTPUT * (long) outputs) * trained
                        + NATIVE_BIN * NATIVE_BINS * features * Math.min(open, MOST_OPEN)
                        + NODE * trees;
            } else {
                heap = Bins.bytes(trained, features) + Boosting.bytes(trained, features, outputs, depth) + NODE * trees;
            }
        }
        if (search || trainer.equals(Trainers.RANDOM_FOREST)) {
            int depth = search
                    ? SEARCHED_DEPTH
                    : RandomForest.depth(number(order, "depth").intValue(), trained);
            long count = search ? SEARCHED_TREES : number(order, "trees").longValue();
            double share = search ? 1 : number(order, "subsample").doubleValue();
            long nodes = nodes(depth, (long) (trained * share), search ? 1 : number(order, "minChildWeight"));
            long forest = (NODE + 2L * Float.BYTES * (outputs - 1)) * count * nodes;
            heap = Math.max(
                    heap,
                    Bins.bytes(trained, features)
                            + Forest.bytes(trained, features, outputs, depth, order.threads())
                            + forest);
        }
        if (search || trainer.equals(Trainers.LOGISTIC_REGRESSION) || trainer.equals(Trainers.LINEAR)) {
            heap = Math.max(heap, LINEAR_CELL * trained * (features + 2));
        }
        if (!order.supervised()) {
            heap = CELL * trained * (features + 2) + BOUNDS * trained;
        }
        return new MemoryNeed(heap, outside);
    }

    private static Number number(Order order, String name) {
        return (Number) order.parameters().get(name);
    }

    /** Nodes that a tree may have: as many as its depth, and as its rows allow. */
    private static long nodes(int depth, long rows, Number leaf) {
        double leaves = rows / Math.max(1, leaf.doubleValue());
        return (long) Math.min(2L << depth, 2 * leaves + 1);
    }
}
