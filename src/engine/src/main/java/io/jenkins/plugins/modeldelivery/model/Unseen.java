package io.jenkins.plugins.modeldelivery.model;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts rows whose categories the training did not know. They are predicted like its rare ones; nobody should be surprised. */
public final class Unseen {

    /** Values that are remembered a column. */
    private static final int REMEMBERED = 1_000;

    private static final int NAMED = 3;
    private static final int SHOWN = 40;

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private long rows;

    private static final class Count {
        private long rows;
        private final Set<String> values = new LinkedHashSet<>();
    }

    /** @param signature of the model whose inputs are looked at */
    public Unseen(Signature signature) {
        for (Signature.Field field : signature.inputs()) {
            if (field.type() == Signature.Type.CATEGORICAL) {
                counts.put(field.name(), new Count());
            }
        }
    }

    /** Adds rows that were read with the signature. */
    public void add(Frame frame) {
        rows += frame.rows();
        counts.forEach((name, count) -> {
            if (frame.column(name).orElse(null) instanceof Column.Categorical column
                    && column.known() < column.categories().size()) {
                for (int code : column.codes()) {
                    count.rows += code >= column.known() ? 1 : 0;
                }
                for (String value : column.categories()
                        .subList(column.known(), column.categories().size())) {
                    if (count.values.size() < REMEMBERED) {
                        count.values.add(value);
                    }
                }
            }
        });
    }

    /** One a column that has such values, in the order of the signature. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        counts.forEach((name, count) -> {
            if (count.rows > 0) {
                List<String> values = count.values.stream()
                        .limit(NAMED)
                        .map(v -> "'" + (v.length() > SHOWN ? v.substring(0, SHOWN) + "..." : v) + "'")
                        .toList();
                int more = count.values.size() - values.size();
                warnings.add(String.format(
                        Locale.ROOT,
                        "Column '%s' has values that the training did not know, in %,d of %,d rows (%.1f %%): %s%s.",
                        name,
                        count.rows,
                        rows,
                        100.0 * count.rows / rows,
                        String.join(", ", values),
                        more == 0
                                ? ""
                                : " and " + (count.values.size() == REMEMBERED ? "at least " : "") + more + " more"));
            }
        });
        return warnings;
    }
}
