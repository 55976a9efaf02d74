package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * One array a column for the rows of a whole file, which its parts fill side by side. Memory that is touched for the first time is
 * dear: rows that are collected piece by piece and joined at the end cost more than to count the lines of the file before.
 */
final class WholeColumns {

    private final Object[] arrays;
    private final int[] starts;

    private WholeColumns(Object[] arrays, int[] starts) {
        this.arrays = arrays;
        this.starts = starts;
    }

    /**
     * Allocates the arrays.
     *
     * @param like a parser of any part
     * @param types of the columns; null: skipped
     * @param lines of each part: it has at most so many rows
     * @param plan is told how much they take
     * @return null when there are too many rows for arrays
     */
    static WholeColumns of(
            RecordParser like, Signature.Type[] types, List<Long> lines, MemoryPlan plan, ExecutorService threads)
            throws IOException {
        int[] starts = new int[lines.size() + 1];
        long rows = 0;
        for (int i = 0; i < lines.size(); i++) {
            rows += lines.get(i);
            if (rows > DataReader.LARGEST_ARRAY) {
                return null;
            }
            starts[i + 1] = (int) rows;
        }
        Object[] arrays = new Object[types.length];
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int c = 0; c < types.length; c++) {
            int column = c;
            if (like.column(c) != null) {
                plan.take(ColumnBuilder.width(types[c]) * rows, 1);
                tasks.add(() -> arrays[column] = like.column(column).allocate(starts[lines.size()]));
            }
        }
        DataReader.all(threads, tasks);
        return new WholeColumns(arrays, starts);
    }

    /** Lets a parser fill the rows of its part. */
    void give(RecordParser parser, int part) {
        for (int c = 0; c < arrays.length; c++) {
            if (parser.column(c) != null) {
                parser.column(c).into(arrays[c], starts[part], starts[part + 1]);
            }
        }
    }

    /** Rows of each array. */
    long rows() {
        return starts[starts.length - 1];
    }
}
