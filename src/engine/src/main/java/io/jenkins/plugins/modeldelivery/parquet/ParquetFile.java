package io.jenkins.plugins.modeldelivery.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What a Parquet file of plain columns holds. Read once; the pages are read by {@link Pages}. */
public final class ParquetFile {

    /** How such a file begins and ends. */
    public static final String MAGIC = "PAR1";

    private static final String ENCRYPTED = "PARE";
    private static final int TAIL = 8;
    private static final int LARGEST_FOOTER = 256 << 20;

    private final Path path;
    private final List<ParquetColumn> columns;
    private final Footer footer;

    private ParquetFile(Path path, List<ParquetColumn> columns, Footer footer) {
        this.path = path;
        this.columns = columns;
        this.footer = footer;
    }

    /**
     * Why a file that is not damaged cannot be read.
     *
     * @see #getMessage the reason, about the column if there is one
     */
    public static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String column;
        private final String advice;

        UnreadableException(String what, String column, String advice) {
            super(what);
            this.column = column;
            this.advice = advice;
        }

        /** The column that cannot be read; null: the whole file. */
        public String column() {
            return column;
        }

        /** What to do. */
        public String advice() {
            return advice;
        }
    }

    /**
     * Reads the footer.
     *
     * @throws DamagedException it is none
     * @throws UnreadableException it describes something that is not read, such as nested columns
     */
    public static ParquetFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < TAIL + MAGIC.length()) {
                throw new DamagedException("The file is cut off: it has no footer");
            }
            byte[] tail = bytes(channel, size - TAIL, TAIL);
            String magic = new String(tail, 4, 4, StandardCharsets.ISO_8859_1);
            if (magic.equals(ENCRYPTED)) {
                throw new UnreadableException("The Parquet file is encrypted", null, "Write it without encryption.");
            }
            if (!magic.equals(MAGIC)) {
                throw new DamagedException("The file is cut off: it does not end in " + MAGIC);
            }
            long length = ByteBuffer.wrap(tail)
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                            .getInt()
                    & 0xffff_ffffL;
            if (length > size - TAIL - MAGIC.length() || length > LARGEST_FOOTER) {
                throw new DamagedException("The footer has " + length + " bytes, the file " + size);
            }
            Footer footer = Footer.of(bytes(channel, size - TAIL - length, (int) length));
            List<ParquetColumn> columns = columns(footer);
            check(footer, columns, size);
            return new ParquetFile(path, columns, footer);
        } catch (Thrift.TooShort e) {
            throw new DamagedException("The footer is cut off", e);
        }
    }

    static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, from + buffer.position());
            if (read < 0) {
                throw new DamagedException("The file is cut off");
            }
        }
        return buffer.array();
    }

    private static List<ParquetColumn> columns(Footer footer) throws IOException {
        List<ParquetColumn> columns = new ArrayList<>();
        List<Footer.Element> schema = footer.schema();
        for (int i = 1; i < schema.size(); i++) {
            Footer.Element element = schema.get(i);
            if (element.children() > 0 || element.physical() < 0) {
                throw new UnreadableException(
                        "The column is nested (a list, a map or a structure)",
                        element.name(),
                        "Write plain columns: flatten it, or leave it out.");
            }
            if (element.repetition() == 2) {
                throw new UnreadableException(
                        "The column has any number of values a row",
                        element.name(),
                        "Write plain columns: one value a row, or leave it out.");
            }
            try {
                columns.add(ParquetColumn.of(element));
            } catch (DamagedException e) {
                throw new UnreadableException(
                        "The column " + e.getMessage() + ", which is not read",
                        element.name(),
                        "Write it as a number, a text, a date or a timestamp, or leave it out.");
            }
        }
        if (columns.isEmpty()) {
            throw new UnreadableException("The file has no columns", null, "Write at least two.");
        }
        return columns;
    }

    private static void check(Footer footer, List<ParquetColumn> columns, long size) throws IOException {
        long rows = 0;
        for (Footer.Group group : footer.groups()) {
            rows += group.rows();
            if (group.rows() < 0 || rows < 0 || group.chunks().size() != columns.size()) {
                throw new DamagedException("A group of " + group.rows() + " rows has "
                        + group.chunks().size() + " columns, the file " + columns.size());
            }
            // Where there are no rows, there are no pages, and their offsets mean nothing.
            for (int c = 0; c < columns.size() && group.rows() > 0; c++) {
                Footer.Chunk chunk = group.chunks().get(c);
                if (chunk.values() != group.rows()
                        || chunk.physical() != columns.get(c).physical()
                        || chunk.start() < MAGIC.length()
                        || chunk.bytes() < 0
                        || chunk.start() > size - chunk.bytes()
                        || !chunk.path().equals(List.of(columns.get(c).name()))) {
                    throw new DamagedException("The footer contradicts itself about the column '"
                            + columns.get(c).name() + "'");
                }
                if (!Codec.known(chunk.codec())) {
                    throw new UnreadableException(
                            "The column is compressed with " + Codec.name(chunk.codec()) + ", which is not read",
                            columns.get(c).name(),
                            "Write the file with zstd, snappy, gzip, LZ4 or no compression; with pandas:"
                                    + " df.to_parquet('data.parquet', compression='zstd').");
                }
            }
        }
        if (rows != footer.rows()) {
            throw new DamagedException("The groups have " + rows + " rows, the file " + footer.rows());
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Its columns, in order. */
    public List<ParquetColumn> columns() {
        return columns;
    }

    /** How many rows it has. */
    public long rows() {
        return footer.rows();
    }

    Footer footer() {
        return footer;
    }
}
