package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In what a file's columns may differ from a model's signature, as findings; the same of rows in memory and of rows that stream by. */
final class Shape {

    private static final int NAMED = 5;

    private Shape() {}

    /** An input that the file does not have. */
    static Finding absent(Field input) {
        return new Finding(
                Findings.SCHEMA, input.name(), Level.DRIFT, "The column " + input.name() + " is not in the file");
    }

    /**
     * A column most of whose values are something else.
     *
     * @param target whether it is the target, without which only label drift is not checked
     * @param example a value that is neither number nor date; null: there is none
     */
    static Finding changed(Field field, boolean target, Type now, String example) {
        String words = field.name() + " was " + field.type() + " in training and is " + now + " now"
                + (example == null ? "" : ", for example " + Wording.quoted(example));
        return target
                ? new Finding(
                        Findings.TYPE,
                        field.name(),
                        Level.WARNING,
                        "The target " + words + "; label drift is not checked")
                : new Finding(Findings.TYPE, field.name(), Level.DRIFT, words);
    }

    /**
     * Some cells that count as missing.
     *
     * @param cells how many, of {@code rows}
     * @param example the first of them
     * @param row its row, from 0
     * @param rules from which share on they count
     */
    static Finding unreadable(Field field, long cells, long rows, String example, long row, FindingRules rules) {
        double share = (double) cells / rows;
        return new Finding(
                Findings.UNREADABLE,
                field.name(),
                rules.level(Findings.UNREADABLE, share, Findings.NOTICEABLE),
                field.name() + ": " + Wording.count(cells) + " of " + Wording.count(rows)
                        + " cells cannot be read as a "
                        + (field.type() == Type.DATE ? "date" : "number")
                        + " and count as missing; the first is " + Wording.quoted(example) + " in data row "
                        + Wording.count(row + 1));
    }

    /** Columns of the file that the model does not know. */
    static List<String> extra(List<String> names, Signature signature) {
        return names.stream()
                .filter(n -> !n.equals(signature.target())
                        && signature.inputs().stream().noneMatch(f -> f.name().equals(n)))
                .toList();
    }

    /** What is said of them. */
    static Optional<Finding> unused(List<String> names, Signature signature) {
        List<String> extra = extra(names, signature);
        return extra.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Findings.SCHEMA,
                        null,
                        Level.OK,
                        "The model does not use "
                                + (extra.size() == 1 ? "the column " : extra.size() + " columns of the file: ")
                                + some(extra)));
    }

    /** A column of dates that the model does not know. */
    static Field date(String name) {
        return new Field(name, Type.DATE, null, null, null, 0);
    }

    /** @throws InputException if none of the names is one of the model's */
    static void requireSome(List<String> names, Signature signature, String file) {
        List<String> inputs = signature.inputs().stream().map(Field::name).toList();
        if (inputs.stream().noneMatch(names::contains)) {
            throw new InputException(
                    "The file has none of the model's " + inputs.size() + " columns",
                    file,
                    "Check that it is the right file with a header line; the model expects " + some(inputs));
        }
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? ", ..." : "");
    }

    /** A column without values. */
    static Column empty(Field field, int rows) {
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
