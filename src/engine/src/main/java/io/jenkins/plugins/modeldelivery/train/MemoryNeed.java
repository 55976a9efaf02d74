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

    /** XGBoost's copy of a cell, its bin and where it is, measured on a million rows of 30 features. */
    private static final int NATIVE_CELL = 24;

    /** Gradients and predictions of XGBoost. */
    private static final int NATIVE_ROW = 24;

    /** Labels, indices, predictions and what metrics and their intervals sort. */
    private static final int ROW = 96;

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
        MemoryPlan.of(request.data(), need.heap);
        long all = (long) Math.min(need.heap * GARBAGE, Runtime.getRuntime().maxMemory()) + need.outside + MACHINE;
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
        TrainerInfo trainer = order.trainer();
        int features = Math.max(1, data.columns() - 1);
        // The columns as they were read, and cut in two.
        long frames = 8 * data.rows() * data.columns() + test.heap() + ROW * (data.rows() + test.rows());
        boolean search = trainer.equals(Trainers.AUTO);
        long work = 0;
        long outside = 0;
        if (search || trainer.equals(Trainers.GRADIENT_BOOSTING)) {
            if (Native.missing() == null) {
                work = CELL * trained * (features + 1);
                outside = NATIVE_CELL * trained * features + NATIVE_ROW * trained;
            } else {
                int depth = search ? 8 : ((Number) order.parameters().get("depth")).intValue();
                work = Bins.bytes(trained, features) + Boosting.bytes(trained, features, 2, depth);
            }
        }
        if (search || trainer.equals(Trainers.RANDOM_FOREST)) {
            int depth = search ? 20 : ((Number) order.parameters().get("depth")).intValue();
            work = Math.max(
                    work, Bins.bytes(trained, features) + Forest.bytes(trained, features, 2, depth, order.threads()));
        }
        if (search || trainer.equals(Trainers.LOGISTIC_REGRESSION) || trainer.equals(Trainers.LINEAR)) {
            work = Math.max(work, LINEAR_CELL * trained * (features + 2));
        }
        return new MemoryNeed(Math.max(data.heap() + test.heap(), frames + work), outside);
    }
}
