package io.jenkins.plugins.modeldelivery.tree;

/** Predicts rows that have all columns of an ensemble in their order, whichever of them its trees ask for. */
final class AllColumns {

    private AllColumns() {}

    /**
     * The predictions of rows.
     *
     * @param rows shape [rows * columns]; NaN is missing
     * @return shape [rows * outputs]
     */
    static double[] predict(Ensemble ensemble, float... rows) {
        int columns = ensemble.columns();
        int count = rows.length / columns;
        Predictor predictor = new Predictor(ensemble);
        float[] packed = new float[count * predictor.width()];
        for (int row = 0; row < count; row++) {
            for (int c = 0; c < columns; c++) {
                if (predictor.places()[c] >= 0) {
                    packed[row * predictor.width() + predictor.places()[c]] = rows[row * columns + c];
                }
            }
        }
        double[] values = new double[count * ensemble.outputs()];
        predictor.predict(packed, count, values, 0);
        return values;
    }
}
