package io.jenkins.plugins.modeldelivery.document;

import java.util.List;
import java.util.stream.Stream;

/**
 * Names, types and ranges of a model's inputs and of its output.
 *
 * @param inputs the feature columns, in the order of training
 * @param output the target column; of a model without one its name is null
 */
public record Signature(List<Field> inputs, Field output) {
    public Signature {
        inputs = List.copyOf(inputs);
    }

    /** The target column's name; null where there is none. */
    public String target() {
        return output == null ? null : output.name();
    }

    /** All columns that data can have: the inputs, and the target where there is one. */
    public List<Field> columns() {
        return target() == null
                ? inputs
                : Stream.concat(inputs.stream(), Stream.of(output)).toList();
    }

    /** How a column's values are understood. */
    public enum Type {
        NUMERIC,
        CATEGORICAL,
        DATE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One column.
     *
     * @param name as in the file's header
     * @param type how its values are understood
     * @param min smallest value seen in training; null unless numeric
     * @param max largest value seen in training; null unless numeric
     * @param categories the values seen in training, most frequent first; null unless categorical
     * @param missing share of missing values in training, 0..1
     */
    public record Field(String name, Type type, Double min, Double max, List<String> categories, double missing) {
        public Field {
            categories = categories == null ? null : List.copyOf(categories);
        }
    }
}
