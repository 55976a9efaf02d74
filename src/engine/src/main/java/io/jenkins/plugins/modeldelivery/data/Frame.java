package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import java.util.List;
import java.util.Optional;

/**
 * A table in memory, column by column.
 *
 * @param facts which file it came from
 * @param columns in the order of the header
 */
public record Frame(DataFacts facts, List<Column> columns) {
    public Frame {
        columns = List.copyOf(columns);
    }

    /** Rows. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).size();
    }

    /** The column of that name, exactly. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** The rows of those indices, in that order; dictionaries are shared. */
    public Frame rows(int[] indices) {
        return new Frame(facts, columns.stream().map(c -> c.rows(indices)).toList());
    }
}
