package io.jenkins.plugins.modeldelivery.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** The pages of one column, one after the other through all groups of rows. Not thread-safe; columns are independent. */
public final class Pages implements Closeable {

    private static final int FIRST_HEADER = 4 << 10;
    private static final int LARGEST_HEADER = 16 << 20;
    private static final int LARGEST_PAGE = 256 << 20;
    private static final int MOST_VALUES = 1 << 27;

    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE = 3;
    private static final int DELTA_NUMBERS = 5;
    private static final int DELTA_LENGTHS = 6;
    private static final int DELTA_TEXTS = 7;
    private static final int RLE_DICTIONARY = 8;
    private static final int BYTE_STREAM_SPLIT = 9;

    private final FileChannel channel;
    private final ParquetFile file;
    private final ParquetColumn column;
    private final int index;
    private int group = -1;
    private Footer.Chunk chunk;
    private long at;
    private long end;
    private long left;
    private long read;
    private Values dictionary;

    private Pages(FileChannel channel, ParquetFile file, int index) {
        this.channel = channel;
        this.file = file;
        this.index = index;
        this.column = file.columns().get(index);
    }

    /** Opens a column. */
    public static Pages of(ParquetFile file, int column) throws IOException {
        return new Pages(FileChannel.open(file.path(), StandardOpenOption.READ), file, column);
    }

    /** Bytes of the file read so far. */
    public long bytesRead() {
        return read;
    }

    /**
     * The next rows.
     *
     * @return null at the end
     * @throws DamagedException naming the column
     */
    public Page next() throws IOException {
        try {
            while (true) {
                while (left == 0) {
                    if (++group == file.footer().groups().size()) {
                        return null;
                    }
                    chunk = file.footer().groups().get(group).chunks().get(index);
                    at = chunk.start();
                    end = chunk.start() + chunk.bytes();
                    left = chunk.values();
                    dictionary = null;
                }
                Page page = page();
                if (page != null) {
                    return page;
                }
            }
        } catch (DamagedException e) {
            throw new DamagedException("Column '" + column.name() + "': " + e.getMessage(), e);
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException | Thrift.TooShort e) {
            // All that is counted on within a page was checked but the page itself.
            throw new DamagedException("Column '" + column.name() + "': a page is damaged", e);
        }
    }

    /** Null for a page without rows. */
    private Page page() throws IOException {
        PageHeader header = header();
        at += header.length();
        if (header.size() < 0 || header.stored() < 0 || header.stored() > end - at || header.size() > LARGEST_PAGE) {
            throw new DamagedException("A page has " + header.size() + " bytes, stored as " + header.stored());
        }
        byte[] stored = ParquetFile.bytes(channel, at, header.stored());
        at += header.stored();
        read += header.length() + header.stored();
        if (header.checksum() != null) {
            CRC32 crc = new CRC32();
            crc.update(stored);
            if ((int) crc.getValue() != header.checksum()) {
                throw new DamagedException("The checksum of a page is wrong");
            }
        }
        switch (header.kind()) {
            case PageHeader.DICTIONARY -> {
                byte[] bytes = Codec.unpack(chunk.codec(), stored, 0, stored.length, header.size());
                require(header.values() >= 0 && header.values() <= MOST_VALUES, "A dictionary has no size");
                if (header.encoding() != PLAIN && header.encoding() != PLAIN_DICTIONARY) {
                    throw unknown(header.encoding());
                }
                dictionary = Plain.decode(column, bytes, 0, bytes.length, header.values());
                return null;
            }
            case PageHeader.DATA, PageHeader.DATA_2 -> {
                require(header.values() >= 0 && header.values() <= left, "A page has more rows than its group");
                if (header.values() > MOST_VALUES) {
                    throw new ParquetFile.UnreadableException(
                            "A page has " + header.values() + " rows",
                            column.name(),
                            "Write smaller pages or groups of rows, for example groups of 1,000,000.");
                }
                left -= header.values();
                return header.values() == 0
                        ? null
                        : header.kind() == PageHeader.DATA ? first(header, stored) : second(header, stored);
            }
            default -> {
                return null;
            }
        }
    }

    private static void require(boolean holds, String otherwise) throws DamagedException {
        if (!holds) {
            throw new DamagedException(otherwise);
        }
    }

    private PageHeader header() throws IOException {
        for (int size = FIRST_HEADER; ; size *= 4) {
            int count = (int) Math.min(size, end - at);
            require(count > 0, "The pages end too early");
            try {
                return PageHeader.of(ParquetFile.bytes(channel, at, count));
            } catch (Thrift.TooShort e) {
                if (count < size || size >= LARGEST_HEADER) {
                    throw new DamagedException("The header of a page is cut off", e);
                }
            }
        }
    }

    private Page first(PageHeader header, byte[] stored) throws DamagedException {
        byte[] bytes = Codec.unpack(chunk.codec(), stored, 0, stored.length, header.size());
        int from = 0;
        boolean[] present = null;
        int filled = header.values();
        if (column.optional()) {
            if (header.levels() != RLE) {
                throw new DamagedException("Levels are encoded the way " + header.levels());
            }
            int length = bytes.length < 4
                    ? -1
                    : bytes[0] & 0xff | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 24;
            require(length >= 0 && length <= bytes.length - 4, "Levels are cut off");
            present = present(bytes, 4, 4 + length, header.values());
            filled = count(present, filled);
            from = 4 + length;
        }
        return values(header, present, filled, bytes, from, bytes.length);
    }

    private Page second(PageHeader header, byte[] stored) throws DamagedException {
        int levels = header.levelBytes();
        require(levels >= 0 && levels <= stored.length && levels <= header.size(), "Levels are cut off");
        byte[] bytes = Codec.unpack(
                header.packed() ? chunk.codec() : Codec.NONE, stored, levels, stored.length, header.size() - levels);
        boolean[] present = column.optional() ? present(stored, 0, levels, header.values()) : null;
        int filled = count(present, header.values());
        return values(header, present, filled, bytes, 0, bytes.length);
    }

    private static boolean[] present(byte[] bytes, int from, int to, int rows) throws DamagedException {
        int[] levels = new int[rows];
        Hybrid.decode(bytes, from, to, 1, levels);
        boolean[] present = new boolean[rows];
        boolean all = true;
        for (int i = 0; i < rows; i++) {
            present[i] = levels[i] == 1;
            all &= present[i];
            if (levels[i] > 1) {
                throw new DamagedException("A level is " + levels[i]);
            }
        }
        return all ? null : present;
    }

    private static int count(boolean[] present, int rows) {
        if (present == null) {
            // None is missing.
            return rows;
        }
        int count = 0;
        for (boolean one : present) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private Page values(PageHeader header, boolean[] present, int filled, byte[] b, int from, int to)
            throws DamagedException {
        int rows = header.values();
        switch (header.encoding()) {
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                require(dictionary != null, "The dictionary is missing");
                int[] indices = new int[filled];
                if (filled > 0) {
                    require(from < to, "The indices are missing");
                    Hybrid.decode(b, from + 1, to, b[from], indices);
                }
                for (int i : indices) {
                    if (i < 0 || i >= dictionary.count()) {
                        throw new DamagedException("The dictionary has no entry " + i);
                    }
                }
                return new Page(rows, present, dictionary, indices);
            }
            default -> {
                return new Page(rows, present, decode(header.encoding(), b, from, to, filled), null);
            }
        }
    }

    private Values decode(int encoding, byte[] b, int from, int to, int count) throws DamagedException {
        int physical = column.physical();
        switch (encoding) {
            case PLAIN -> {
                return Plain.decode(column, b, from, to, count);
            }
            case RLE -> {
                if (physical != ParquetColumn.BOOLEAN) {
                    throw unknown(encoding);
                }
                int[] truths = new int[count];
                if (count > 0) {
                    Hybrid.decode(b, from + 4, to, 1, truths);
                }
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = truths[i] & 1;
                }
                return Values.of(values);
            }
            case DELTA_NUMBERS -> {
                if (physical != ParquetColumn.INT32 && physical != ParquetColumn.INT64) {
                    throw unknown(encoding);
                }
                return Plain.whole(column, Delta.numbers(b, from, to, count, physical == ParquetColumn.INT32));
            }
            case DELTA_LENGTHS -> {
                if (physical != ParquetColumn.BYTE_ARRAY) {
                    throw unknown(encoding);
                }
                return Delta.lengths(column, b, from, to, count);
            }
            case DELTA_TEXTS -> {
                if (physical != ParquetColumn.BYTE_ARRAY && physical != ParquetColumn.FIXED) {
                    throw unknown(encoding);
                }
                return Delta.texts(column, b, from, to, count, LARGEST_PAGE);
            }
            case BYTE_STREAM_SPLIT -> {
                int width = Plain.width(column);
                if (width == 0) {
                    throw unknown(encoding);
                }
                require((long) width * count <= to - from, "The values are cut off");
                byte[] joined = new byte[width * count];
                for (int k = 0; k < width; k++) {
                    for (int i = 0; i < count; i++) {
                        joined[i * width + k] = b[from + k * count + i];
                    }
                }
                return Plain.decode(column, joined, 0, joined.length, count);
            }
            default -> throw unknown(encoding);
        }
    }

    private static DamagedException unknown(int encoding) {
        return new DamagedException("Values are encoded the way " + encoding);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
