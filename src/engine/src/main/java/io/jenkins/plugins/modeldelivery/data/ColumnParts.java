package io.jenkins.plugins.modeldelivery.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a column of what its builders collected. */
final class ColumnParts {

    private ColumnParts() {}

    /**
     * Joins the parts of a column and lets go of their rows. Where they were collected in one array that is just full, that is the
     * column.
     *
     * @param parts in the order of the file
     * @param rows of all parts together
     * @param known the frozen dictionary; null if there is none
     */
    static Column join(String name, List<ColumnBuilder> parts, int rows, List<String> known) {
        ColumnBuilder first = parts.get(0);
        List<List<ColumnBuilder.Segment>> segments =
                parts.stream().map(ColumnBuilder::segments).toList();
        Object values = whole(segments, rows);
        if (values == null) {
            values = copied(segments, first.allocate(rows));
        }
        parts.forEach(ColumnBuilder::release);
        int missing = parts.stream().mapToInt(p -> p.missing).sum();
        if (first instanceof ColumnBuilder.Numbers) {
            return new Column.Numeric(name, (float[]) values, missing);
        }
        return first instanceof ColumnBuilder.Dates
                ? new Column.Date(name, (long[]) values, missing)
                : codes(name, parts, segments, (int[]) values, known, missing);
    }

    /** The array that holds all segments one after the other and nothing else; null where there is none. */
    private static Object whole(List<List<ColumnBuilder.Segment>> parts, int rows) {
        Object array = null;
        int at = 0;
        for (List<ColumnBuilder.Segment> part : parts) {
            for (ColumnBuilder.Segment segment : part) {
                if (segment.from() != at || array != null && segment.values() != array) {
                    return null;
                }
                array = segment.values();
                at = segment.to();
            }
        }
        return array != null && java.lang.reflect.Array.getLength(array) == rows ? array : null;
    }

    private static Object copied(List<List<ColumnBuilder.Segment>> parts, Object values) {
        int at = 0;
        for (List<ColumnBuilder.Segment> part : parts) {
            for (ColumnBuilder.Segment segment : part) {
                int length = segment.to() - segment.from();
                System.arraycopy(segment.values(), segment.from(), values, at, length);
                at += length;
            }
        }
        return values;
    }

    /** Each part has codes of its own: those of all but the first become those of the first, or follow them. */
    private static Column codes(
            String name,
            List<ColumnBuilder> parts,
            List<List<ColumnBuilder.Segment>> segments,
            int[] codes,
            List<String> known,
            int missing) {
        Map<String, Integer> index = new HashMap<>();
        List<String> categories = new ArrayList<>();
        int at = 0;
        for (int p = 0; p < parts.size(); p++) {
            List<String> values = ((ColumnBuilder.Codes) parts.get(p)).values();
            int[] joined = new int[values.size()];
            boolean same = true;
            for (int i = 0; i < joined.length; i++) {
                String value = values.get(i);
                joined[i] = index.computeIfAbsent(value, v -> {
                    categories.add(v);
                    return categories.size() - 1;
                });
                same &= joined[i] == i;
            }
            int to = at;
            for (ColumnBuilder.Segment segment : segments.get(p)) {
                to += segment.to() - segment.from();
            }
            if (!same) {
                recode(codes, at, to, joined);
            }
            at = to;
        }
        return new Column.Categorical(
                name, List.copyOf(categories), codes, known == null ? categories.size() : known.size(), missing);
    }

    private static void recode(int[] codes, int from, int to, int[] joined) {
        for (int i = from; i < to; i++) {
            int code = codes[i];
            codes[i] = code < 0 ? -1 : joined[code];
        }
    }
}
