package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.RowStream;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds columns of whole numbers that are different in every row, as ids, counters and times are. Columns are kept in single
 * precision, in which whole numbers from {@value #EXACT} on fall together: of those the file's own text decides.
 */
final class Identifiers {

    /** How such numbers lie. */
    enum Kind {
        /** Without large gaps, as a counter's: no measurement looks so. */
        DENSE,
        /** With gaps: an id, a time, or by chance a measurement of many digits. */
        SPARSE
    }

    /** In fewer rows numbers with gaps are different by chance. */
    static final int FEWEST_ROWS = 50;

    /** From here on single precision does not tell neighbours apart. */
    private static final int EXACT = 1 << 24;

    /** Most columns that are no ids show it in their first values. */
    private static final int FIRST = 4096;

    /** Rows of the file whose text is looked at: ids differ in any of them. */
    private static final int LOOKED_AT = 200_000;

    private static final Pattern WHOLE = Pattern.compile("\\s*[-+]?[0-9]+(\\.0*)?\\s*");

    private Identifiers() {}

    /**
     * The ids among columns.
     *
     * @param columns of the training rows
     * @param request whose data they were read from
     */
    static Map<String, Kind> of(List<Column.Numeric> columns, TrainRequest request) throws IOException {
        Map<String, Kind> found = new LinkedHashMap<>();
        Set<String> large = new HashSet<>();
        for (Column.Numeric column : columns) {
            int present = column.size() - column.missingCount();
            if (present < 2
                    || !different(Arrays.copyOf(column.values(), Math.min(FIRST, column.size())))
                    || !different(column.values().clone())) {
                continue;
            }
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (float value : column.values()) {
                if (!Float.isNaN(value)) {
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                }
            }
            boolean dense = max - min < 2.0 * present && column.missingCount() <= present;
            if (dense || present >= FEWEST_ROWS) {
                found.put(column.name(), dense ? Kind.DENSE : Kind.SPARSE);
                if (Math.max(-min, max) >= EXACT) {
                    large.add(column.name());
                }
            }
        }
        large.removeAll(differentInFile(large, request));
        found.keySet().removeAll(large);
        return found;
    }

    /**
     * Whether the values are whole, and as different as single precision can show: so many of them are equal at most as whole
     * numbers are rounded to the same one.
     *
     * @param values sorted by this
     */
    private static boolean different(float[] values) {
        for (float value : values) {
            if (value != Math.rint(value) && !Float.isNaN(value)) {
                return false;
            }
        }
        Arrays.sort(values);
        int run = 0;
        for (int i = 0; i < values.length; i++) {
            run = i > 0 && values[i] == values[i - 1] ? run + 1 : 1;
            float apart = Math.ulp(values[i]);
            // Numbers half way between two go to the one or the other: at most one more.
            if (run > (apart <= 1 ? 1 : apart + 1)) {
                return false;
            }
        }
        return true;
    }

    /** Those of the columns whose text is a whole number, another one in each row looked at. */
    private static Set<String> differentInFile(Set<String> columns, TrainRequest request) throws IOException {
        if (columns.isEmpty()) {
            return columns;
        }
        List<Signature.Field> fields = new ArrayList<>();
        Map<String, Set<String>> seen = new HashMap<>();
        columns.forEach(name -> {
            fields.add(new Signature.Field(name, Signature.Type.CATEGORICAL, null, null, null, 0));
            seen.put(name, new HashSet<>());
        });
        Source all = Source.of(request.data()).as(request.reading());
        Source first = new Source(all.words(), all.files().subList(0, 1), all.reading());
        try (RowStream rows = RowStream.open(first, fields, Progress.SILENT)) {
            for (long read = 0;
                    read < LOOKED_AT && !seen.isEmpty() && rows.next();
                    read += rows.rows().rows()) {
                Frame block = rows.rows();
                Iterator<Map.Entry<String, Set<String>>> left = seen.entrySet().iterator();
                while (left.hasNext()) {
                    Map.Entry<String, Set<String>> one = left.next();
                    if (!add((Column.Categorical) block.column(one.getKey()).orElseThrow(), one.getValue())) {
                        left.remove();
                    }
                }
            }
        }
        return seen.keySet();
    }

    /** Adds the block's values; false where one is no whole number or was there before. */
    private static boolean add(Column.Categorical block, Set<String> seen) {
        if (block.size() - block.missingCount() != block.categories().size()) {
            return false;
        }
        for (String text : block.categories()) {
            if (!WHOLE.matcher(text).matches() || !seen.add(text.strip())) {
                return false;
            }
        }
        return true;
    }
}
