package io.jenkins.plugins.modeldelivery.tree;

/**
 * What trees learn from: one number or one category a row.
 */
public sealed interface Feature {

    /** First of its encoded columns. */
    int column();

    /**
     * A number, one encoded column.
     *
     * @param values shape [rows of the data]; NaN is missing
     * @param direction 1: predictions may only rise with it, -1: only fall, 0: either
     */
    record Numbers(float[] values, int column, int direction) implements Feature {}

    /**
     * A category, as many encoded columns as there are slots: 1 in the row's, NaN in the others. Splits ask for one slot.
     *
     * @param codes shape [rows of the data]; negative is missing
     * @param slots shape [codes]; the slot of each code
     * @param count how many slots there are, at most 255
     */
    record Codes(int[] codes, int[] slots, int count, int column) implements Feature {}
}
