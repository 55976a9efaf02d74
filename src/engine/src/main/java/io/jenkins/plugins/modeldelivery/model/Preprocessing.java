package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.tree.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How the cells of a frame become the numbers that an algorithm takes; fixed at training.
 *
 * <p>Numbers: as they are, or, where {@code scaled}, standardised, kept within ten standard deviations, missing ones replaced
 * by the mean and marked in a column of their own. Categories: one column (0/1) for each of the {@value #MOST_VALUES} most
 * frequent values that occur at least {@value #FEWEST_ROWS} times, one for all others, seen or unseen, and where
 * {@code scaled} one for missing. Where more than {@value #MOST_VALUES} values are frequent enough to trust their mean target, trees get
 * that mean as one more column ({@link TargetMeans}).
 *
 * @param scaled whether numbers are standardised, as linear models need them
 * @param features in the order of the signature
 */
public record Preprocessing(boolean scaled, List<Feature> features) {

    /** Values of a category that get a column of their own. */
    public static final int MOST_VALUES = 50;

    /** Rows that a value must occur in to get one. */
    public static final int FEWEST_ROWS = 2;

    /** Standard deviations beyond which a scaled number is cut off, so that one outlier does not decide alone. */
    static final double FARTHEST = 10;

    public Preprocessing {
        features = List.copyOf(features);
    }

    /**
     * One feature's coding.
     *
     * @param name the column
     * @param values of a categorical feature that have a column of their own; null for a number
     * @param mean subtracted from a scaled number; 0 otherwise
     * @param deviation that a scaled number is divided by; 1 otherwise
     * @param missing whether missing values have a column of their own
     * @param means column of mean targets, the last of the feature; null if there is none
     */
    public record Feature(
            String name, List<String> values, double mean, double deviation, boolean missing, TargetMeans means) {
        public Feature {
            Objects.requireNonNull(name, "name");
            values = values == null ? null : List.copyOf(values);
            if (means != null && values == null) {
                throw new IllegalArgumentException("Feature " + name + " is a number with means of categories");
            }
            if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException("Feature " + name + " has no finite scale");
            }
        }

        /** Columns that it takes. */
        public int width() {
            return (values == null ? 1 : values.size() + 1) + (missing ? 1 : 0) + (means == null ? 0 : 1);
        }
    }

    /** Learns the coding of the features from training rows, without their targets. */
    public static Preprocessing fit(Frame frame, List<String> features, boolean scaled) {
        return fit(frame, features, scaled, null, null);
    }

    /**
     * Learns the coding of the features from training rows.
     *
     * @param targets shape [rows], 0 and 1 or numbers; null: categories get no mean target
     * @param weights shape [rows]; null: all count the same
     */
    public static Preprocessing fit(
            Frame frame, List<String> features, boolean scaled, float[] targets, float[] weights) {
        return new Preprocessing(
                scaled,
                features.stream()
                        .map(name -> fit(frame.column(name).orElseThrow(), scaled, targets, weights))
                        .toList());
    }

    private static Feature fit(Column column, boolean scaled, float[] targets, float[] weights) {
        boolean missing = scaled && column.missingCount() > 0;
        if (column instanceof Column.Categorical categorical) {
            TargetMeans means =
                    scaled || targets == null ? null : TargetMeans.fit(categorical, MOST_VALUES, targets, weights);
            return new Feature(column.name(), frequent(categorical), 0, 1, missing, means);
        }
        if (!scaled) {
            return new Feature(column.name(), null, 0, 1, false, null);
        }
        float[] values = ((Column.Numeric) column).values();
        double sum = 0;
        for (float value : values) {
            sum += Float.isNaN(value) ? 0 : value;
        }
        int present = values.length - column.missingCount();
        double mean = present == 0 ? 0 : sum / present;
        double squares = 0;
        for (float value : values) {
            squares += Float.isNaN(value) ? 0 : (value - mean) * (value - mean);
        }
        double deviation = present == 0 ? 0 : Math.sqrt(squares / present);
        return new Feature(column.name(), null, mean, deviation > 0 ? deviation : 1, missing, null);
    }

    private static List<String> frequent(Column.Categorical column) {
        int[] counts = counts(column);
        return IntStream.range(0, counts.length)
                .boxed()
                .filter(c -> counts[c] >= FEWEST_ROWS)
                .sorted(Comparator.comparingInt((Integer c) -> -counts[c])
                        .thenComparing(c -> column.categories().get(c)))
                .limit(MOST_VALUES)
                .map(c -> column.categories().get(c))
                .toList();
    }

    /** Rows of each category, shape [categories]. */
    public static int[] counts(Column.Categorical column) {
        int[] counts = new int[column.categories().size()];
        for (int code : column.codes()) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }

    /** Cells of an encoded row that has no missing value. */
    public int cellsOfRow() {
        return features.size()
                + (int) features.stream().filter(f -> f.means() != null).count();
    }

    /** Mean targets of the features that have them, value to mean. */
    public Map<String, Map<String, Float>> means() {
        Map<String, Map<String, Float>> all = new LinkedHashMap<>();
        features.stream()
                .filter(f -> f.means() != null)
                .forEach(f -> all.put(f.name(), f.means().byValue()));
        return all;
    }

    /** Columns of the encoded rows. */
    public int width() {
        return features.stream().mapToInt(Feature::width).sum();
    }

    /** The feature that each encoded column belongs to, by index. */
    public int[] owners() {
        int[] owners = new int[width()];
        int at = 0;
        for (int f = 0; f < features.size(); f++) {
            int end = at + features.get(f).width();
            Arrays.fill(owners, at, end, f);
            at = end;
        }
        return owners;
    }

    /** Encodes all rows. */
    public Rows encode(Frame frame) {
        return encoded(frame).cells();
    }

    /** All rows, encoded when they are asked for; they share the frame's data. */
    public Encoded encoded(Frame frame) {
        return new FrameRows(this, frame);
    }

    /** An encoder for the rows of that frame. InputException if the frame lacks a feature or has it in another type. */
    Encoder encoder(Frame frame) {
        return new Encoder(frame);
    }

    /** Encodes ranges of one frame's rows. */
    final class Encoder {
        private final float[][] numbers = new float[features.size()][];
        private final int[][] codes = new int[features.size()][];
        private final int[][] slots = new int[features.size()][];
        private final int[] first = new int[features.size()];
        /** Mean target of each code, shape [features][codes]; null where the feature has none. */
        private final float[][] means = new float[features.size()][];

        private Encoder(Frame frame) {
            int at = 0;
            for (int f = 0; f < features.size(); f++) {
                Feature feature = features.get(f);
                Column column = frame.column(feature.name()).orElse(null);
                if (feature.values() == null && column instanceof Column.Numeric numeric) {
                    numbers[f] = numeric.values();
                } else if (feature.values() != null && column instanceof Column.Categorical categorical) {
                    codes[f] = categorical.codes();
                    slots[f] = slots(feature, categorical);
                    means[f] = feature.means() == null ? null : feature.means().of(categorical.categories());
                } else {
                    throw new InputException(
                            "The column '" + feature.name() + "' is "
                                    + (column == null ? "missing" : "of type " + column.type()),
                            frame.facts().path(),
                            "The model needs it as "
                                    + (feature.values() == null ? Signature.Type.NUMERIC : Signature.Type.CATEGORICAL)
                                    + ".");
                }
                first[f] = at;
                at += feature.width();
            }
        }

        private static int[] slots(Feature feature, Column.Categorical column) {
            Map<String, Integer> index = new HashMap<>();
            for (String value : feature.values()) {
                index.putIfAbsent(value, index.size());
            }
            int other = feature.values().size();
            return column.categories().stream()
                    .mapToInt(c -> index.getOrDefault(c, other))
                    .toArray();
        }

        /** The frame's data as trees learn from them. */
        List<io.jenkins.plugins.modeldelivery.tree.Feature> features(int[] directions) {
            List<io.jenkins.plugins.modeldelivery.tree.Feature> all = new ArrayList<>();
            for (int f = 0; f < numbers.length; f++) {
                all.add(
                        numbers[f] != null
                                ? new io.jenkins.plugins.modeldelivery.tree.Feature.Numbers(
                                        numbers[f], first[f], directions[first[f]])
                                : new io.jenkins.plugins.modeldelivery.tree.Feature.Codes(
                                        codes[f],
                                        slots[f],
                                        features.get(f).values().size() + 1,
                                        first[f]));
                if (means[f] != null) {
                    all.add(new io.jenkins.plugins.modeldelivery.tree.Feature.Numbers(
                            meansOfRows(f), first[f] + features.get(f).width() - 1, 0));
                }
            }
            return all;
        }

        /** Shape [rows]; NaN where the row's value has no mean, or no value. */
        private float[] meansOfRows(int f) {
            float[] all = new float[codes[f].length];
            for (int row = 0; row < all.length; row++) {
                all[row] = codes[f][row] < 0 ? Float.NaN : means[f][codes[f][row]];
            }
            return all;
        }

        /** Those rows as linear models take them. */
        Design design(int[] indices, int from, int to, int threads) {
            List<List<Design.Part>> parts = new ArrayList<>(Collections.nCopies(features.size(), null));
            Parallel.run(threads, features.size(), f -> {
                Feature feature = features.get(f);
                List<Design.Part> own = new ArrayList<>();
                if (numbers[f] == null) {
                    int width = feature.width() - (means[f] == null ? 0 : 1);
                    own.add(new Design.OneOf(first[f], width, slots(f, width, indices, from, to)));
                    if (means[f] != null) {
                        float[] values = new float[to - from];
                        for (int i = from; i < to; i++) {
                            int code = codes[f][indices[i]];
                            values[i - from] = code < 0 || Float.isNaN(means[f][code]) ? 0 : means[f][code];
                        }
                        own.add(new Design.Numbers(first[f] + width, values));
                    }
                } else {
                    float[] values = new float[to - from];
                    for (int i = from; i < to; i++) {
                        float value = numbers[f][indices[i]];
                        values[i - from] = Float.isNaN(value) ? 0 : scaled ? scale(feature, value) : value;
                    }
                    own.add(new Design.Numbers(first[f], values));
                    if (feature.missing()) {
                        byte[] absent = new byte[to - from];
                        for (int i = from; i < to; i++) {
                            absent[i - from] = (byte) (Float.isNaN(numbers[f][indices[i]]) ? 0 : 1);
                        }
                        own.add(new Design.OneOf(first[f] + 1, 1, absent));
                    }
                }
                parts.set(f, own);
            });
            return new Design(
                    to - from, width(), parts.stream().flatMap(List::stream).toList());
        }

        private byte[] slots(int f, int width, int[] indices, int from, int to) {
            // A missing value is in the last column, or in none.
            byte missing = (byte) (features.get(f).missing() ? width - 1 : width);
            byte[] chosen = new byte[to - from];
            for (int i = from; i < to; i++) {
                int code = codes[f][indices[i]];
                chosen[i - from] = code < 0 ? missing : (byte) slots[f][code];
            }
            return chosen;
        }

        /** Encodes the rows of those indices from one place up to, not including, another. */
        Rows rows(int[] indices, int from, int to) {
            long most = (long) (to - from) * cellsOfRow();
            if (most > Integer.MAX_VALUE - 8) {
                throw new InputException(
                        (to - from) + " rows of " + features.size() + " features are more cells than one run takes",
                        null,
                        "Train on a sample, or on fewer features.");
            }
            long[] starts = new long[to - from + 1];
            int[] columns = new int[(int) most];
            float[] values = new float[(int) most];
            int n = 0;
            for (int r = from; r < to; r++) {
                int row = indices[r];
                for (int f = 0; f < features.size(); f++) {
                    if (numbers[f] == null) {
                        int code = codes[f][row];
                        Feature feature = features.get(f);
                        if (code >= 0) {
                            columns[n] = first[f] + slots[f][code];
                            values[n++] = 1;
                            if (means[f] != null && !Float.isNaN(means[f][code])) {
                                columns[n] = first[f] + feature.width() - 1;
                                values[n++] = means[f][code];
                            }
                        } else if (feature.missing()) {
                            columns[n] = first[f] + feature.width() - 1;
                            values[n++] = 1;
                        }
                        continue;
                    }
                    float value = numbers[f][row];
                    if (!Float.isNaN(value)) {
                        columns[n] = first[f];
                        values[n++] = scaled ? scale(features.get(f), value) : value;
                    } else if (features.get(f).missing()) {
                        columns[n] = first[f] + 1;
                        values[n++] = 1;
                    }
                }
                starts[r - from + 1] = n;
            }
            boolean full = n == most;
            return new Rows(
                    starts,
                    full ? columns : Arrays.copyOf(columns, n),
                    full ? values : Arrays.copyOf(values, n),
                    width());
        }

        /** For trees, numbers as they are and missing ones without a mark. */
        DenseRows dense(int[] indices, int[] places, int width) {
            return new DenseRows(indices, numbers, codes, slots, means, first, places, width);
        }

        private static float scale(Feature feature, float value) {
            double scaled = (value - feature.mean()) / feature.deviation();
            return (float) Math.max(-FARTHEST, Math.min(FARTHEST, scaled));
        }
    }

    /**
     * Names of the encoded columns: {@code speed}, {@code size=Large}, {@code size=(other)}, {@code speed=(missing)}, {@code
     * airport=(mean)}.
     */
    public List<String> columnNames() {
        List<String> names = new ArrayList<>();
        for (Feature feature : features) {
            if (feature.values() == null) {
                names.add(feature.name());
            } else {
                feature.values().forEach(v -> names.add(feature.name() + "=" + v));
                names.add(feature.name() + "=(other)");
            }
            if (feature.missing()) {
                names.add(feature.name() + "=(missing)");
            }
            if (feature.means() != null) {
                names.add(feature.name() + "=(mean)");
            }
        }
        return names;
    }
}
