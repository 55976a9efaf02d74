package io.jenkins.plugins.modeldelivery.data;

/**
 * Where the cells of many rows end, found eight bytes at a time. Only rows as almost all are: without a quote, with a cell for each
 * column, and not blank; at the first other one it stops.
 */
final class CellIndex {

    static final long LINE_FEEDS = Word.of('\n');
    static final long QUOTES = Word.of('"');

    /** Few enough that the rows of one look, and where their cells end, stay in the processor's cache. */
    private static final int ENDS = 32_768;

    /** One look at a word writes at most so many ends. */
    private static final int SLACK = 2 * Word.BYTES;

    private final int columns;
    private final long separators;
    private final int[] ends;
    private int rows;

    CellIndex(int columns, byte separator) {
        this.columns = columns;
        this.separators = Word.of(separator);
        this.ends = new int[Math.max(ENDS, columns + 1) + SLACK];
    }

    /**
     * The byte before the first cell, then for each cell, row by row, the separator or line feed after it: the cell c of row
     * r lies between the values r * columns + c and r * columns + c + 1.
     */
    int[] ends() {
        return ends;
    }

    /** Rows that were found. */
    int rows() {
        return rows;
    }

    /** Where the first row after those found starts. */
    int next() {
        return ends[rows * columns] + 1;
    }

    /** Where the last cell of a line ends whose line feed stands at an index. */
    static int end(byte[] b, int from, int to) {
        return to > from && b[to - 1] == '\r' ? to - 1 : to;
    }

    /**
     * Looks at the rows from a start of a row on.
     *
     * @param end of the last row, after its line feed
     * @param most rows to find at most; at least one
     */
    void find(byte[] b, int from, int end, int most) {
        int[] found = ends;
        found[0] = from - 1;
        rows = 0;
        int n = 1;
        // Where in the array the end of the line belongs.
        int full = columns;
        int p = from;
        for (; p + Word.BYTES <= end; p += Word.BYTES) {
            long word = Word.at(b, p);
            long marks = Word.same(word, separators);
            long others = Word.same(word, LINE_FEEDS) | Word.same(word, QUOTES);
            if (others == 0) {
                // Almost always at most three, so they are written without asking how many there are.
                int count = Long.bitCount(marks);
                long left = marks & marks - 1;
                found[n] = p + Word.first(marks);
                found[n + 1] = p + Word.first(left);
                left &= left - 1;
                found[n + 2] = p + Word.first(left);
                if (count > 3) {
                    more(p, left & left - 1, n + 3);
                }
                n += count;
                if (n > full) {
                    return;
                }
            } else {
                n = lineEnd(b, p, marks | others, n, most);
                full = (rows + 1) * columns;
                if (n < 0) {
                    return;
                }
            }
        }
        long tail = 0;
        for (int i = p; i < end; i++) {
            boolean mark = b[i] == '\n' || b[i] == '"' || b[i] == (byte) separators;
            tail |= mark ? 0x80L << 8 * (i - p) : 0;
        }
        if (tail != 0) {
            lineEnd(b, p, tail, n, most);
        }
    }

    private void more(int p, long marks, int from) {
        int n = from;
        for (long left = marks; left != 0; left &= left - 1) {
            ends[n++] = p + Word.first(left);
        }
    }

    /** Takes the marks of a word with a line feed or a quote; -1: this is the end. */
    private int lineEnd(byte[] b, int p, long marks, int from, int most) {
        int n = from;
        int full = (rows + 1) * columns;
        for (long left = marks; left != 0; left &= left - 1) {
            int at = p + Word.first(left);
            if (b[at] == '\n') {
                if (n != full || columns == 1 && isBlank(b, ends[n - 1] + 1, at)) {
                    return -1;
                }
                ends[n++] = at;
                rows++;
                full += columns;
                if (rows == most || full > ends.length - SLACK) {
                    return -1;
                }
            } else if (b[at] == '"' || n == full) {
                return -1;
            } else {
                ends[n++] = at;
            }
        }
        return n;
    }

    /** A line without anything is no row, not even of a single column. */
    private static boolean isBlank(byte[] b, int from, int to) {
        return to == from || to == from + 1 && b[from] == '\r';
    }
}
