package io.jenkins.plugins.modeldelivery.model;

/** Rows of a frame in the form that trees take, straight from its columns: only the cells that some tree asks for. */
final class DenseRows {

    private final int[] indices;
    private final float[][] numbers;
    private final int[][] codes;
    private final float[][] means;
    private final int width;
    /** Where the feature's number, or the mean of its category, stands in a row; -1: nowhere. */
    private final int[] places;
    /** Where the column of each category stands in a row, shape [features][codes]; null: of none anywhere. */
    private final int[][] ofCodes;

    /**
     * @param indices which of the frame's rows
     * @param numbers by feature; null for categories
     * @param codes by feature; null for numbers
     * @param slots by feature, which of its columns a category has
     * @param means by feature, of each category; null: none
     * @param first by feature, its first encoded column
     * @param places shape [encoded columns]; where a column stands in a row; -1: it is left out
     * @param width columns of a row
     */
    DenseRows(
            int[] indices,
            float[][] numbers,
            int[][] codes,
            int[][] slots,
            float[][] means,
            int[] first,
            int[] places,
            int width) {
        this.indices = indices;
        this.numbers = numbers;
        this.codes = codes;
        this.means = means;
        this.width = width;
        this.places = new int[numbers.length];
        this.ofCodes = new int[numbers.length][];
        for (int f = 0; f < numbers.length; f++) {
            if (numbers[f] != null) {
                this.places[f] = places[first[f]];
                continue;
            }
            int after = f + 1 < first.length ? first[f + 1] : places.length;
            this.places[f] = means[f] == null ? -1 : places[after - 1];
            int[] those = new int[slots[f].length];
            boolean any = false;
            for (int code = 0; code < those.length; code++) {
                those[code] = places[first[f] + slots[f][code]];
                any |= those[code] >= 0;
            }
            ofCodes[f] = any ? those : null;
        }
    }

    /**
     * Puts the rows from one index up to, not including, another into an array.
     *
     * @param dense of NaN, receives shape [rows * width]; what a row has not stays as it is
     */
    void fill(float[] dense, int from, int to) {
        for (int f = 0; f < numbers.length; f++) {
            if (numbers[f] == null) {
                if (ofCodes[f] != null) {
                    mark(dense, codes[f], ofCodes[f], from, to);
                }
                if (places[f] >= 0) {
                    replace(dense, codes[f], means[f], places[f], from, to);
                }
            } else if (places[f] >= 0) {
                float[] values = numbers[f];
                for (int row = from, at = places[f]; row < to; row++, at += width) {
                    dense[at] = values[indices[row]];
                }
            }
        }
    }

    private void mark(float[] dense, int[] codes, int[] ofCodes, int from, int to) {
        for (int row = from, at = 0; row < to; row++, at += width) {
            int code = codes[indices[row]];
            int place = code < 0 ? -1 : ofCodes[code];
            if (place >= 0) {
                dense[at + place] = 1;
            }
        }
    }

    private void replace(float[] dense, int[] codes, float[] means, int place, int from, int to) {
        for (int row = from, at = place; row < to; row++, at += width) {
            int code = codes[indices[row]];
            if (code >= 0) {
                dense[at] = means[code];
            }
        }
    }
}
