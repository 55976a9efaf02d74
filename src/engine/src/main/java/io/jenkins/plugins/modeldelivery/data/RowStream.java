package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.progress.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads data files block by block, in constant memory: the wanted columns parsed, and every record's bytes as they stand in
 * the file (newline-delimited JSON as CSV). Everything that {@link DataReader} refuses is refused here too, when it comes along.
 */
public final class RowStream implements Closeable {

    /** Bytes of text at a time: large enough that dictionaries and native calls are set up seldom. */
    private static final int BLOCK = 2 << 20;

    private final Source source;
    private final Progress progress;
    private final String doing;
    private final List<DataFacts> done = new ArrayList<>();
    private DataFile file;
    private Head head;
    private final Signature.Type[] types;
    private final List<List<String>> dictionaries;
    private Progress.Step step;
    private InputStream in;
    private Blocks blocks;
    private RecordParser parser;
    private Frame frame;
    /** What cannot be read of the file at hand, one a column; null where it is refused. */
    private Unreadable[] unreadable;

    private long rows;
    private long line;
    private long blockLine;

    private RowStream(
            Source source, DataFile file, Head head, List<Signature.Field> fields, String doing, Progress progress)
            throws IOException {
        this.source = source;
        this.progress = progress;
        this.doing = doing;
        this.types = new Signature.Type[head.names().size()];
        this.dictionaries = new ArrayList<>(java.util.Collections.nCopies(types.length, null));
        for (Signature.Field field : fields) {
            int c = head.names().indexOf(field.name());
            if (c >= 0) {
                types[c] = field.type();
                dictionaries.set(c, field.categories() == null ? List.of() : field.categories());
            }
        }
        begin(file, head);
    }

    private void begin(DataFile next, Head nextHead) throws IOException {
        this.file = next;
        this.head = nextHead;
        this.line = head.bodyLine();
        this.rows = 0;
        this.step = progress.step(doing + " " + file.path().getFileName(), file.size(), "bytes");
        Progress.Step current = step;
        this.in = file.stream(head.bodyOffset(), n -> current.done(n, null));
        this.blocks = new Blocks(in, head.bodyOffset(), true, head.separator(), BLOCK);
    }

    /** As {@link #open(Source, List, String, Progress)}, to score them. */
    public static RowStream open(Source source, List<Signature.Field> fields, Progress progress) throws IOException {
        return open(source, fields, "Scoring", progress);
    }

    /**
     * Opens one file, or several that have the same columns in the same order.
     *
     * @param fields columns to parse, with their types and dictionaries; all must be there; others are passed through
     * @param doing what the rows are read for, in a word for the progress: {@code Scoring}
     * @throws InputException a file cannot be used
     */
    public static RowStream open(Source source, List<Signature.Field> fields, String doing, Progress progress)
            throws IOException {
        Path first = source.files().get(0);
        DataFile file = DataFile.open(first);
        try {
            Head head = Head.of(file, source.reading());
            DataReader.requireColumns(first, head, fields, List.of());
            for (Path other : source.files().subList(1, source.files().size())) {
                alike(first, head, other, source.reading());
            }
            return new RowStream(source, file, head, fields, doing, progress);
        } catch (IOException e) {
            throw explained(file, e);
        }
    }

    /**
     * Opens one file whose columns need not be those expected: absent ones are left out, and cells that are no value of their
     * column's type count as missing, see {@link #unreadable}.
     *
     * @param file one
     * @param fields columns to parse, with their types and dictionaries
     * @param doing as in {@link #open}
     * @throws InputException the file cannot be used at all
     */
    public static RowStream tolerant(Source file, List<Signature.Field> fields, String doing, Progress progress)
            throws IOException {
        DataFile data = DataFile.open(file.files().get(0));
        try {
            RowStream rows = new RowStream(file, data, Head.of(data, file.reading()), fields, doing, progress);
            rows.unreadable = new Unreadable[rows.types.length];
            Arrays.setAll(rows.unreadable, c -> new Unreadable());
            return rows;
        } catch (IOException e) {
            throw explained(data, e);
        }
    }

    /** Cells of a column that could not be read so far, where they are tolerated. */
    public Unreadable unreadable(String column) {
        return unreadable[head.names().indexOf(column)];
    }

    /** Rows are written as they stand in their file, so below one header they must look alike. */
    private static void alike(Path first, Head head, Path path, Reading reading) throws IOException {
        DataFile file = DataFile.open(path);
        try {
            Head other = Head.of(file, reading);
            Union.requireSameColumns(first, head.names(), path, other.names());
            if (!other.names().equals(head.names()) || other.separator() != head.separator()) {
                throw new InputException(
                        other.separator() == head.separator()
                                ? "The columns are in another order than in " + first
                                : "The separator is not that of " + first,
                        path + ":1",
                        "Score it by itself.");
            }
        } catch (IOException e) {
            throw explained(file, e);
        }
    }

    /** All columns of the file. */
    public List<String> names() {
        return head.names();
    }

    /** What stands between cells. */
    public char separator() {
        return (char) head.separator();
    }

    /** Pattern of a column's dates, as {@link Reading#datePattern} has it; null: ISO-8601. */
    public String datePattern(String column) {
        return head.rules().dates().get(head.names().indexOf(column));
    }

    /** Goes on to the next rows; false at the end. */
    public boolean next() throws IOException {
        try {
            while (nextBlock()) {
                // The parser collects rows for one frame; each block is a frame of its own.
                parser = Pass.parser(head, types, dictionaries, null, true);
                parser.recordBounds();
                if (unreadable != null) {
                    parser.tolerate(unreadable, rows);
                }
                parser.parse(blocks);
                checkText();
                blockLine = line;
                line += parser.lines();
                rows += parser.rows();
                if (parser.rows() > 0) {
                    frame = frame();
                    return true;
                }
            }
        } catch (Malformed e) {
            throw e.in(file.path().toString(), line);
        } catch (RecordParser.QuoteMet e) {
            throw new IllegalStateException("Quotes are expected here", e);
        } catch (IOException e) {
            throw explained(file, e);
        }
        if (rows == 0) {
            throw new InputException(
                    "The file has a header but no data rows",
                    file.path().toString(),
                    "At least one row below the header is needed.");
        }
        file.unchanged();
        done.add(fileFacts());
        if (done.size() == source.files().size()) {
            return false;
        }
        step.close();
        in.close();
        Path following = source.files().get(done.size());
        DataFile opened = DataFile.open(following);
        try {
            // The header is looked at again: the file may have changed since all were opened.
            Head read = Head.of(opened, source.reading());
            if (!read.names().equals(head.names()) || read.separator() != head.separator()) {
                throw new InputException(
                        "The file changed while it was read", following.toString(), "Read a finished file.");
            }
            begin(opened, read);
        } catch (IOException e) {
            throw explained(opened, e);
        }
        return next();
    }

    private boolean nextBlock() throws IOException {
        try {
            return blocks.next();
        } catch (Malformed e) {
            // It counts its lines from the first row on, the parser from its block on.
            throw e.in(file.path().toString(), head.bodyLine());
        }
    }

    /** Columns that are passed through are not decoded cell by cell. */
    private void checkText() throws Malformed {
        int bad = Cells.malformed(blocks.bytes(), 0, blocks.end());
        if (bad >= 0) {
            long lines = 0;
            for (int i = 0; i < bad; i++) {
                lines += blocks.bytes()[i] == '\n' ? 1 : 0;
            }
            throw new Malformed(
                    lines,
                    null,
                    String.format(
                            "The byte at offset %d of the file (0x%02X) is not UTF-8",
                            blocks.offset() + bad, blocks.bytes()[bad] & 0xff),
                    "Save the file as UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8.");
        }
    }

    private Frame frame() {
        List<Column> columns = new ArrayList<>();
        int count = (int) parser.rows();
        for (int c = 0; c < types.length; c++) {
            if (types[c] != null) {
                columns.add(
                        ColumnParts.join(head.names().get(c), List.of(parser.column(c)), count, dictionaries.get(c)));
            }
        }
        return new Frame(new DataFacts(file.path().toString(), null, file.size(), count, types.length), columns);
    }

    /** The parsed columns of the rows at hand. */
    public Frame rows() {
        return frame;
    }

    /** The line of the file where one of the rows at hand begins, counted from 1. It costs a look at the rows before it. */
    public long lineOf(int row) {
        long found = blockLine;
        for (int i = 0; i < parser.bounds()[2 * row]; i++) {
            found += blocks.bytes()[i] == '\n' ? 1 : 0;
        }
        return found;
    }

    /** Writes one of the rows at hand as it stands in the file, without its line end. */
    public void copy(int row, OutputStream out) throws IOException {
        int start = parser.bounds()[2 * row];
        out.write(blocks.bytes(), start, parser.bounds()[2 * row + 1] - start);
    }

    /** Facts about all files, once all their rows have been read. */
    public DataFacts facts() {
        return facts(source, done);
    }

    /**
     * Facts about a source whose files were read one by one.
     *
     * @param ofFiles in the order of the files
     */
    public static DataFacts facts(Source source, List<DataFacts> ofFiles) {
        return ofFiles.size() == 1 ? ofFiles.get(0) : Union.facts(source, ofFiles);
    }

    private DataFacts fileFacts() throws IOException {
        return new DataFacts(file.path().toString(), file.sha256(), file.size(), rows, types.length);
    }

    @Override
    public void close() throws IOException {
        step.close();
        in.close();
    }

    private static IOException explained(DataFile file, IOException e) {
        InputException damaged = file.damaged(e);
        if (damaged != null) {
            throw damaged;
        }
        return e;
    }
}
