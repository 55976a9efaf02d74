package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Reread;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The current rows in the shape of a model's signature. Where the file has another shape that is what the check is to find
 * out, so it is a finding, not an error: an absent column, or one of another type, is one without values.
 *
 * @param frame all columns of the signature, of its types; the target only if the file has it
 * @param findings how the file's columns differ from the signature's
 * @param dates all columns of dates that the file has, the model's or not
 */
record CurrentData(Frame frame, List<Finding> findings, List<Column.Date> dates) {

    private static final int NAMED = 5;

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read at all, or has none of the model's features
     */
    static CurrentData read(Source file, Signature signature, int threads, Progress progress) throws IOException {
        List<Field> fields = signature.columns();
        List<String> all = fields.stream().map(Field::name).toList();
        try {
            return shape(DataReader.read(file, fields, all, threads, progress), signature, file.reading());
        } catch (InputException e) {
            // Perhaps cells of a column are of another type. Read as it comes, to tell that from a file that is
            // damaged.
            Frame free = DataReader.read(file.as(file.reading().ofAnyType()), threads, progress);
            List<Field> expected = new ArrayList<>(fields);
            for (Column column : free.columns()) {
                Reading.Kind said = file.reading().kind(column.name());
                if (said != null && !all.contains(column.name())) {
                    // The model does not use it, but how it is read was said.
                    expected.add(new Field(column.name(), said.type(), null, null, null, 0));
                }
            }
            Map<String, Type> changed = expected.stream()
                    .filter(f -> f.type() != Type.CATEGORICAL)
                    .filter(f -> free.column(f.name())
                            .map(c -> changed(c, f, file.reading()))
                            .orElse(false))
                    .collect(Collectors.toMap(
                            Field::name,
                            f -> free.column(f.name()).orElseThrow().type()));
            if (changed.isEmpty()) {
                throw e;
            }
            List<Field> adapted = expected.stream()
                    .filter(f -> changed.containsKey(f.name()) || all.contains(f.name()))
                    .map(f -> changed.containsKey(f.name())
                            ? new Field(f.name(), changed.get(f.name()), null, null, null, 0)
                            : f)
                    .toList();
            progress.warn(e.getMessage());
            return shape(DataReader.read(file, adapted, all, threads, progress), signature, file.reading());
        }
    }

    /** Whether cells of a column, read as it came, are not of the type that is expected. */
    private static boolean changed(Column column, Field expected, Reading reading) {
        if (column.missingCount() == column.size()) {
            return false;
        }
        String pattern = reading.datePattern(column.name());
        if (expected.type() == Type.DATE && pattern != null && column instanceof Column.Categorical text) {
            return Reread.as(text, Type.DATE, pattern).unreadable() > 0;
        }
        return column.type() != expected.type();
    }

    /** Puts a frame into the signature's shape. */
    static CurrentData shape(Frame frame, Signature signature) {
        return shape(frame, signature, Reading.DETECTED);
    }

    /**
     * The same.
     *
     * @param reading how its cells are understood
     */
    static CurrentData shape(Frame frame, Signature signature, Reading reading) {
        List<Finding> findings = new ArrayList<>();
        List<Column.Date> dates = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        int found = 0;
        for (Field input : signature.inputs()) {
            Column column = frame.column(input.name()).orElse(null);
            found += column == null ? 0 : 1;
            column = readable(column, input, reading, findings);
            if (column instanceof Column.Date date) {
                dates.add(date);
            }
            if (column != null && column.type() == input.type()) {
                columns.add(column);
                continue;
            }
            columns.add(empty(input, frame.rows()));
            findings.add(
                    column == null
                            ? new Finding(
                                    Findings.SCHEMA,
                                    input.name(),
                                    Level.DRIFT,
                                    "The column " + input.name() + " is not in the file")
                            : new Finding(
                                    Findings.TYPE,
                                    input.name(),
                                    Level.DRIFT,
                                    input.name() + " was " + input.type() + " in training and is "
                                            + column.type() + " now"
                                            + example(column)));
        }
        if (found == 0) {
            throw new InputException(
                    "The file has none of the model's " + signature.inputs().size() + " columns",
                    frame.facts() == null ? null : frame.facts().path(),
                    "Check that it is the right file with a header line; the model expects "
                            + some(signature.inputs().stream().map(Field::name).toList()));
        }
        String target = signature.target();
        frame.column(target).ifPresent(read -> {
            Column column = readable(read, signature.output(), reading, findings);
            if (column instanceof Column.Date date) {
                dates.add(date);
            }
            if (column.type() == signature.output().type()) {
                columns.add(column);
            } else {
                findings.add(new Finding(
                        Findings.TYPE,
                        target,
                        Level.WARNING,
                        "The target " + target + " was " + signature.output().type() + " in training and is "
                                + column.type() + " now" + example(column) + "; label drift is not checked"));
            }
        });
        List<String> extra = frame.columns().stream()
                .map(Column::name)
                .filter(n -> !n.equals(target)
                        && signature.inputs().stream().noneMatch(f -> f.name().equals(n)))
                .toList();
        if (!extra.isEmpty()) {
            findings.add(new Finding(
                    Findings.SCHEMA,
                    null,
                    Level.OK,
                    "The model does not use "
                            + (extra.size() == 1 ? "the column " : extra.size() + " columns of the file: ")
                            + some(extra)));
        }
        for (String name : extra) {
            Column column = frame.column(name).orElseThrow();
            if (reading.kind(name) == Reading.Kind.DATE) {
                column = readable(column, new Field(name, Type.DATE, null, null, null, 0), reading, findings);
            }
            if (column instanceof Column.Date date) {
                dates.add(date);
            }
        }
        return new CurrentData(new Frame(frame.facts(), columns), findings, dates);
    }

    /**
     * A column of text that is of the signature's type but for some cells: those cells count as missing, and as a finding.
     * A column most of whose values are something else has changed its type, and stays as it was read.
     */
    private static Column readable(Column column, Field field, Reading reading, List<Finding> findings) {
        if (!(column instanceof Column.Categorical text) || field.type() == Type.CATEGORICAL) {
            return column;
        }
        Reread reread = Reread.as(text, field.type(), reading.datePattern(field.name()));
        int present = text.size() - text.missingCount();
        if (2L * reread.unreadable() > present) {
            return column;
        }
        if (reread.unreadable() > 0) {
            double share = (double) reread.unreadable() / text.size();
            findings.add(new Finding(
                    Findings.UNREADABLE,
                    field.name(),
                    share >= Findings.NOTICEABLE ? Level.WARNING : Level.OK,
                    field.name() + ": " + Wording.count(reread.unreadable()) + " of " + Wording.count(text.size())
                            + " cells cannot be read as a " + (field.type() == Type.DATE ? "date" : "number")
                            + " and count as missing; the first is " + Wording.quoted(reread.example())
                            + " in data row " + Wording.count(reread.row() + 1L)));
        }
        return reread.column();
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? ", ..." : "");
    }

    /** A value that is no number or date, to look for in the file. */
    private static String example(Column column) {
        if (!(column instanceof Column.Categorical c)) {
            return "";
        }
        return c.categories().stream()
                .filter(v -> !v.matches("[-+0-9.eE:TZ ]+"))
                .findFirst()
                .map(v -> ", for example " + Wording.quoted(v))
                .orElse("");
    }

    private static Column empty(Field field, int rows) {
        return switch (field.type()) {
            case NUMERIC -> {
                float[] values = new float[rows];
                Arrays.fill(values, Float.NaN);
                yield new Column.Numeric(field.name(), values, rows);
            }
            case CATEGORICAL -> {
                int[] codes = new int[rows];
                Arrays.fill(codes, -1);
                List<String> known = field.categories() == null ? List.of() : field.categories();
                yield new Column.Categorical(field.name(), known, codes, known.size(), rows);
            }
            case DATE -> {
                long[] millis = new long[rows];
                Arrays.fill(millis, Long.MIN_VALUE);
                yield new Column.Date(field.name(), millis, rows);
            }
        };
    }
}
