package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.Arrays;
import java.util.List;

/**
 * Parses records, RFC 4180, straight from bytes into columns. Rows as almost all are, without quotes and with a cell for each
 * column, are taken many at a time, column by column: a loop over the cells of one column is small, and quick soon after the start
 * of a process. Any other row is taken by itself, as is each row of which a cell is to be complained about.
 */
final class RecordParser {

    /** A quote was met where none was expected: the file must be read by one thread that knows about quotes. */
    static final class QuoteMet extends Exception {
        private static final long serialVersionUID = 1L;

        QuoteMet() {
            super("quote", null, false, false);
        }
    }

    /** Rows taken one by one after a place where there were none to be taken together: where there is one, there are more. */
    private static final int ONE_BY_ONE = 16;

    private final List<String> names;
    private final ColumnBuilder[] columns;
    /** Where a cell that is no value of an inferred type is noted instead of refused; null where the types are given. */
    private final Demotions demotions;

    private final byte separator;
    private final boolean quotes;
    private final boolean lineARecord;
    private final CellIndex index;
    private byte[] scratch = new byte[64];
    private int cellFrom;
    private int cellTo;
    private byte[] cellBytes;
    private int linesInRecord;
    private long lines;
    private long rows;
    private long blockOffset;
    private int[] starts;
    private int recorded;
    /** Where cells that are no value of their column's type are noted and taken as missing; null where they are refused. */
    private Unreadable[] unreadable;

    private long rowsBefore;

    /**
     * @param columns one a header field; null: cells of that column are skipped
     * @param quotes whether quoted cells are expected
     * @param lineARecord whether line feeds within quotes are no lines of the file
     */
    RecordParser(
            List<String> names,
            ColumnBuilder[] columns,
            Demotions demotions,
            byte separator,
            boolean quotes,
            boolean lineARecord) {
        this.names = names;
        this.columns = columns;
        this.demotions = demotions;
        this.separator = separator;
        this.quotes = quotes;
        this.lineARecord = lineARecord;
        this.index = new CellIndex(columns.length, separator);
    }

    /** Lines seen. */
    long lines() {
        return lines;
    }

    /** Records taken. */
    long rows() {
        return rows;
    }

    ColumnBuilder column(int index) {
        return columns[index];
    }

    /** From now on remembers where the records of each block start and end. */
    void recordBounds() {
        starts = new int[128];
    }

    /**
     * From now on takes cells that are no value of their column's type as missing ones.
     *
     * @param notes what such cells are, one a column
     * @param before rows of the file that others have taken
     */
    void tolerate(Unreadable[] notes, long before) {
        unreadable = notes;
        rowsBefore = before;
    }

    /** Bounds of the last block's records: start and end without line end, pair by pair; {@link #recorded} values. */
    int[] bounds() {
        return starts;
    }

    /** How many values of {@link #bounds} are set. */
    int recorded() {
        return recorded;
    }

    /** Parses all records of a block. */
    void parse(Blocks block) throws Malformed, QuoteMet {
        parse(block.bytes(), 0, block.end(), block.offset());
    }

    /**
     * Parses whole records, the last byte being a line feed.
     *
     * @param offset of the bytes in the whole file, for messages
     */
    void parse(byte[] b, int from, int end, long offset) throws Malformed, QuoteMet {
        blockOffset = offset;
        recorded = 0;
        for (int c = 0; c < columns.length; c++) {
            if (demotions != null && columns[c] != null && demotions.demoted(c)) {
                columns[c] = null;
            }
        }
        int p = from;
        int single = 0;
        while (p < end) {
            if (single == 0) {
                int next = together(b, p, end);
                single = next == p ? ONE_BY_ONE : 0;
                p = next;
            } else if (b[p] == '\n') {
                p++;
                lines++;
            } else if (b[p] == '\r' && b[p + 1] == '\n') {
                p += 2;
                lines++;
            } else {
                int start = p;
                p = record(b, p);
                single--;
                if (starts != null) {
                    remember(b, start, p);
                }
            }
        }
    }

    /** Takes the rows from p on that can be taken column by column; returns where the first one starts that cannot. */
    private int together(byte[] b, int p, int end) throws Malformed, QuoteMet {
        int most = Integer.MAX_VALUE;
        int before = 0;
        for (ColumnBuilder column : columns) {
            if (column != null) {
                column.row();
                most = column.room();
                before = column.fill;
            }
        }
        index.find(b, p, end, most);
        int good = index.rows();
        for (int c = 0; c < columns.length && good > 0; c++) {
            if (columns[c] != null) {
                good = taken(b, c, good);
            }
        }
        for (ColumnBuilder column : columns) {
            if (column != null) {
                // Of a row with a cell that cannot be taken nothing is: by itself it says what is wrong, of several
                // cells the
                // first.
                column.fill = before + good;
            }
        }
        int[] ends = index.ends();
        for (int row = 0; row < good && starts != null; row++) {
            remember(b, ends[row * columns.length] + 1, ends[(row + 1) * columns.length] + 1);
        }
        lines += good;
        rows += good;
        return ends[good * columns.length] + 1;
    }

    /** Takes the cells of a column in the rows of the index; returns in how many, all of them where the type proved wrong. */
    private int taken(byte[] b, int c, int count) throws Malformed, QuoteMet {
        ColumnBuilder column = columns[c];
        int taken = column.cells(b, index.ends(), c, columns.length, count, c == columns.length - 1);
        if (taken < count && demotions != null && demotions.inferred(c)) {
            bounds(b, index.ends()[taken * columns.length + c] + 1);
            if (column.cell(cellBytes, cellFrom, cellTo) == ColumnBuilder.Outcome.WRONG_TYPE) {
                wrongType(c, column);
                return count;
            }
        }
        return taken;
    }

    private void remember(byte[] b, int start, int next) {
        if (recorded + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[recorded++] = start;
        int end = next - 1;
        starts[recorded++] = end > start && b[end - 1] == '\r' ? end - 1 : end;
    }

    private int record(byte[] b, int from) throws Malformed, QuoteMet {
        linesInRecord = 1;
        int p = from;
        int last = columns.length - 1;
        for (int c = 0; ; c++) {
            p = cell(c, b, p);
            boolean lineEnd = b[p] == '\n';
            if (lineEnd != (c == last)) {
                throw ragged(b, c + 1, p);
            }
            p++;
            if (lineEnd) {
                lines += linesInRecord;
                rows++;
                return p;
            }
        }
    }

    /** Takes the cell that starts at p; returns where the separator or line feed after it stands. */
    private int cell(int c, byte[] b, int p) throws Malformed, QuoteMet {
        ColumnBuilder column = columns[c];
        if (column == null) {
            return bounds(b, p);
        }
        column.row();
        int next = bounds(b, p);
        ColumnBuilder.Outcome outcome = column.cell(cellBytes, cellFrom, cellTo);
        if (outcome == ColumnBuilder.Outcome.MALFORMED) {
            int at = Cells.malformed(b, p, next);
            if (at < 0) {
                throw new Malformed(
                        lines,
                        names.get(c),
                        "The cell has a NUL byte",
                        "Text has none: the file is damaged, or was cut off by a full disk or a crash. Write it again.");
            }
            throw new Malformed(
                    lines,
                    names.get(c),
                    String.format(
                            "The byte at offset %d of the file (0x%02X) is not UTF-8", blockOffset + at, b[at] & 0xff),
                    "Save the file as UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8.");
        }
        if (outcome == ColumnBuilder.Outcome.WRONG_TYPE) {
            wrongType(c, column);
        }
        return next;
    }

    private void wrongType(int c, ColumnBuilder column) throws Malformed {
        if (demotions != null && demotions.inferred(c)) {
            boolean date = column instanceof ColumnBuilder.Numbers
                    && IsoDates.millis(cellBytes, cellFrom, cellTo) != IsoDates.NONE;
            demotions.demote(c, date ? Signature.Type.DATE : Signature.Type.CATEGORICAL);
            columns[c] = null;
            return;
        }
        if (unreadable != null) {
            unreadable[c].note(cellBytes, cellFrom, cellTo, rowsBefore + rows);
            column.none();
            return;
        }
        throw new Malformed(
                lines,
                names.get(c),
                Cells.quoted(cellBytes, cellFrom, cellTo) + " is not " + column.expected(),
                "Correct the value or leave the cell empty if it is missing; a word that means so goes into the option missing.");
    }

    /** Finds the cell that starts at p, unquoted if need be; returns where the separator or line feed after it stands. */
    private int bounds(byte[] b, int p) throws Malformed, QuoteMet {
        if (b[p] == '"') {
            return quoted(b, p);
        }
        int q = p;
        while (b[q] != separator && b[q] != '\n') {
            q++;
        }
        cellBytes = b;
        cellFrom = p;
        cellTo = b[q] == '\n' && q > p && b[q - 1] == '\r' ? q - 1 : q;
        return q;
    }

    private int quoted(byte[] b, int p) throws Malformed, QuoteMet {
        if (!quotes) {
            throw new QuoteMet();
        }
        int q = p + 1;
        int length = 0;
        while (true) {
            byte x = b[q++];
            if (x == '"') {
                if (b[q] != '"') {
                    break;
                }
                q++;
            } else if (x == '\n') {
                linesInRecord += lineARecord ? 0 : 1;
            }
            if (length == scratch.length) {
                scratch = Arrays.copyOf(scratch, length * 2);
            }
            scratch[length++] = x;
        }
        cellBytes = scratch;
        cellFrom = 0;
        cellTo = length;
        if (b[q] == '\r' && b[q + 1] == '\n') {
            q++;
        }
        if (b[q] != separator && b[q] != '\n') {
            throw new Malformed(
                    lines + linesInRecord - 1,
                    null,
                    "Text follows a closing quote: " + Cells.quoted(b, p, Math.min(q + 10, p + 60)),
                    "Double every quote that belongs to a value (\"\").");
        }
        return q;
    }

    private Malformed ragged(byte[] b, int fields, int at) throws Malformed, QuoteMet {
        int found = fields;
        int p = at;
        while (b[p] != '\n') {
            p = bounds(b, p + 1);
            found++;
        }
        return new Malformed(
                lines,
                null,
                "The row has " + found + (found == 1 ? " field" : " fields") + ", the header has " + columns.length,
                "Quote values that contain the separator '"
                        + (separator == '\t' ? "\\t" : String.valueOf((char) separator))
                        + "', or add the missing ones.");
    }
}
