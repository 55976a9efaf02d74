package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.model.Preprocessing;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Describes the columns that a model was trained on. */
final class Signatures {

    /** More values say nothing to a reader, and only the most frequent have a say in the model. */
    private static final int MOST_CATEGORIES = 5_000;

    private Signatures() {}

    static Signature of(Frame frame, List<String> features, Target target) {
        return new Signature(
                features.stream()
                        .map(f -> field(frame.column(f).orElseThrow(), null))
                        .toList(),
                target.field());
    }

    /** @param classes categories to list instead of the column's own; null: none */
    static Signature.Field field(Column column, List<String> classes) {
        double missing = column.size() == 0 ? 0 : (double) column.missingCount() / column.size();
        if (column instanceof Column.Numeric numeric) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (float value : numeric.values()) {
                if (!Float.isNaN(value)) {
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                }
            }
            boolean some = min <= max;
            return new Signature.Field(
                    column.name(), Signature.Type.NUMERIC, some ? min : null, some ? max : null, null, missing);
        }
        if (column instanceof Column.Categorical categorical) {
            return new Signature.Field(
                    column.name(),
                    Signature.Type.CATEGORICAL,
                    null,
                    null,
                    classes != null ? classes : byFrequency(categorical),
                    missing);
        }
        return new Signature.Field(column.name(), Signature.Type.DATE, null, null, null, missing);
    }

    private static List<String> byFrequency(Column.Categorical column) {
        int[] counts = Preprocessing.counts(column);
        return IntStream.range(0, counts.length)
                .boxed()
                .filter(c -> counts[c] > 0)
                .sorted(Comparator.comparingInt((Integer c) -> -counts[c])
                        .thenComparing(c -> column.categories().get(c)))
                .limit(MOST_CATEGORIES)
                .map(c -> column.categories().get(c))
                .toList();
    }
}
