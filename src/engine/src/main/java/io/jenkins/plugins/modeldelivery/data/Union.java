package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of several frames of the same columns below each other. */
final class Union {

    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

    private Union() {}

    /** InputException if a file's columns are not those of the first one; their order may differ. */
    static void requireSameColumns(Path first, List<String> names, Path file, List<String> others) {
        List<String> absent = names.stream().filter(n -> !others.contains(n)).toList();
        List<String> extra = others.stream().filter(n -> !names.contains(n)).toList();
        if (absent.isEmpty() && extra.isEmpty()) {
            return;
        }
        throw new InputException(
                "The columns are not those of " + first + ": "
                        + (absent.isEmpty() ? "" : "'" + String.join("', '", absent) + "' missing")
                        + (absent.isEmpty() || extra.isEmpty() ? "" : ", ")
                        + (extra.isEmpty() ? "" : "'" + String.join("', '", extra) + "' only here"),
                file + ":1",
                "Files that are read together have the same columns.");
    }

    /** The type that suits the column in every frame: its own if they agree, else categorical. A column without values suits. */
    static Signature.Type type(String column, List<Frame> frames) {
        Signature.Type agreed = null;
        for (Frame frame : frames) {
            Column part = frame.column(column).orElseThrow();
            if (part.missingCount() < part.size()) {
                if (agreed != null && agreed != part.type()) {
                    return Signature.Type.CATEGORICAL;
                }
                agreed = part.type();
            }
        }
        return agreed == null ? frames.get(0).column(column).orElseThrow().type() : agreed;
    }

    /**
     * Joins frames.
     *
     * @param source whose files they are
     * @param frames one a file, each column of the type that all have, or without values; emptied on the way, so that a column
     *     is in memory twice only while it is joined
     */
    static Frame of(Source source, List<Frame> frames) {
        long rows = frames.stream().mapToLong(Frame::rows).sum();
        if (rows > LARGEST_ARRAY) {
            throw new InputException(
                    "The files have " + rows + " rows together, more than the 2,147,483,639 that one run takes",
                    source.words(),
                    "Train on a sample of them.");
        }
        DataFacts facts = facts(source, frames.stream().map(Frame::facts).toList());
        List<String> names = frames.get(0).columns().stream().map(Column::name).toList();
        List<Map<String, Column>> parts = new ArrayList<>();
        for (Frame frame : frames) {
            Map<String, Column> columns = new HashMap<>();
            frame.columns().forEach(c -> columns.put(c.name(), c));
            parts.add(columns);
        }
        frames.clear();
        List<Column> joined = new ArrayList<>();
        for (String name : names) {
            joined.add(join(name, parts.stream().map(p -> p.remove(name)).toList(), (int) rows));
        }
        return new Frame(facts, joined);
    }

    /**
     * Facts of all files together. The digest is that of the lines {@code <sha256>  <name>}, one a file in the order they were
     * read: what {@code sha256sum} prints for those files, digested.
     */
    static DataFacts facts(Source source, List<DataFacts> files) {
        StringBuilder listing = new StringBuilder();
        files.forEach(
                f -> listing.append(f.sha256()).append("  ").append(f.path()).append('\n'));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new DataFacts(
                    source.words(),
                    HexFormat.of().formatHex(digest.digest(listing.toString().getBytes(StandardCharsets.UTF_8))),
                    files.stream().mapToLong(DataFacts::bytes).sum(),
                    files.stream().mapToLong(DataFacts::rows).sum(),
                    files.get(0).columns());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static Column join(String name, List<Column> parts, int rows) {
        Optional<Column> typed =
                parts.stream().filter(p -> p.missingCount() < p.size()).findFirst();
        int missing = parts.stream().mapToInt(Column::missingCount).sum();
        Column first = typed.orElse(parts.get(0));
        if (first instanceof Column.Numeric) {
            return numbers(name, parts, rows, missing);
        }
        return first instanceof Column.Categorical categorical
                ? codes(name, parts, rows, categorical, missing)
                : dates(name, parts, rows, missing);
    }

    private static Column numbers(String name, List<Column> parts, int rows, int missing) {
        float[] values = new float[rows];
        int at = 0;
        for (Column part : parts) {
            if (part instanceof Column.Numeric numeric) {
                System.arraycopy(numeric.values(), 0, values, at, part.size());
            } else {
                Arrays.fill(values, at, at + part.size(), Float.NaN);
            }
            at += part.size();
        }
        return new Column.Numeric(name, values, missing);
    }

    private static Column dates(String name, List<Column> parts, int rows, int missing) {
        long[] millis = new long[rows];
        int at = 0;
        for (Column part : parts) {
            if (part instanceof Column.Date date) {
                System.arraycopy(date.millis(), 0, millis, at, part.size());
            } else {
                Arrays.fill(millis, at, at + part.size(), IsoDates.NONE);
            }
            at += part.size();
        }
        return new Column.Date(name, millis, missing);
    }

    private static Column codes(String name, List<Column> parts, int rows, Column.Categorical first, int missing) {
        // The frozen dictionary of training comes first in every part; what it lacks comes after it.
        boolean frozen = first.known() < first.categories().size()
                || parts.stream()
                        .anyMatch(p -> p instanceof Column.Categorical c
                                && c.known() < c.categories().size());
        Map<String, Integer> index = new HashMap<>();
        List<String> categories = new ArrayList<>();
        int[] codes = new int[rows];
        Arrays.fill(codes, -1);
        int at = 0;
        for (Column part : parts) {
            if (part instanceof Column.Categorical categorical) {
                int[] joined = categorical.categories().stream()
                        .mapToInt(value -> index.computeIfAbsent(value, v -> {
                            categories.add(v);
                            return categories.size() - 1;
                        }))
                        .toArray();
                for (int row = 0; row < part.size(); row++) {
                    int code = categorical.codes()[row];
                    codes[at + row] = code < 0 ? -1 : joined[code];
                }
            }
            at += part.size();
        }
        return new Column.Categorical(
                name, List.copyOf(categories), codes, frozen ? first.known() : categories.size(), missing);
    }
}
