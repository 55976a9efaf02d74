package io.jenkins.plugins.modeldelivery.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How large data are, from the first bytes of each file and its size; nothing else is read.
 *
 * @param rows about
 * @param columns of each row
 * @param heap bytes that they take when they are read
 */
public record DataSize(long rows, int columns, long heap) {

    /** Of files whose rows are put below each other; InputException if one of them cannot be used. */
    public static DataSize of(Source source) throws IOException {
        DataSize all = new DataSize(0, 0, 0);
        for (Path file : source.files()) {
            DataSize one = DataReader.size(file, source.reading());
            all = new DataSize(all.rows + one.rows, Math.max(all.columns, one.columns), all.heap + one.heap);
        }
        return all;
    }
}
