package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.DataReader;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.data.Reread;
import io.jenkins.plugins.modeldelivery.data.Source;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
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

    /**
     * Reads a file.
     *
     * @param rules from which shares on findings count
     * @throws InputException if it cannot be read at all, or has none of the model's features
     */
    static CurrentData read(Source file, Signature signature, FindingRules rules, int threads, Progress progress)
            throws IOException {
        List<Field> fields = signature.columns();
        List<String> all = fields.stream().map(Field::name).toList();
        try {
            return shape(DataReader.read(file, fields, all, threads, progress), signature, file.reading(), rules);
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
            return shape(DataReader.read(file, adapted, all, threads, progress), signature, file.reading(), rules);
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

    /**
     * Puts a frame into the signature's shape.
     *
     * @param reading how its cells are understood
     */
    static CurrentData shape(Frame frame, Signature signature, Reading reading, FindingRules rules) {
        List<String> names = frame.columns().stream().map(Column::name).toList();
        Shape.requireSome(
                names, signature, frame.facts() == null ? null : frame.facts().path());
        List<Finding> findings = new ArrayList<>();
        List<Column.Date> dates = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Field input : signature.inputs()) {
            Column column = readable(frame.column(input.name()).orElse(null), input, reading, rules, findings);
            if (column instanceof Column.Date date) {
                dates.add(date);
            }
            if (column != null && column.type() == input.type()) {
                columns.add(column);
                continue;
            }
            columns.add(Shape.empty(input, frame.rows()));
            findings.add(
                    column == null ? Shape.absent(input) : Shape.changed(input, false, column.type(), example(column)));
        }
        String target = signature.target();
        frame.column(target).ifPresent(read -> {
            Column column = readable(read, signature.output(), reading, rules, findings);
            if (column instanceof Column.Date date) {
                dates.add(date);
            }
            if (column.type() == signature.output().type()) {
                columns.add(column);
            } else {
                findings.add(Shape.changed(signature.output(), true, column.type(), example(column)));
            }
        });
        Shape.unused(names, signature).ifPresent(findings::add);
        for (String name : Shape.extra(names, signature)) {
            Column column = frame.column(name).orElseThrow();
            if (reading.kind(name) == Reading.Kind.DATE) {
                column = readable(column, Shape.date(name), reading, rules, findings);
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
    private static Column readable(
            Column column, Field field, Reading reading, FindingRules rules, List<Finding> findings) {
        if (!(column instanceof Column.Categorical text) || field.type() == Type.CATEGORICAL) {
            return column;
        }
        Reread reread = Reread.as(text, field.type(), reading.datePattern(field.name()));
        int present = text.size() - text.missingCount();
        if (2L * reread.unreadable() > present) {
            return column;
        }
        if (reread.unreadable() > 0) {
            findings.add(
                    Shape.unreadable(field, reread.unreadable(), text.size(), reread.example(), reread.row(), rules));
        }
        return reread.column();
    }

    /** A value that is no number or date, to look for in the file; null where there is none. */
    private static String example(Column column) {
        return column instanceof Column.Categorical c
                ? c.categories().stream()
                        .filter(v -> !v.matches("[-+0-9.eE:TZ ]+"))
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
