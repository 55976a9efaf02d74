package io.jenkins.plugins.modeldelivery.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into blocks of whole records, each record ending in a line feed (one is added after the last if
 * need be).
 */
final class Blocks implements Closeable {

    private static final int SIZE = 256 * 1024;

    /** A record that is longer is taken for a quote that nobody closed. */
    private static final int LONGEST_RECORD = 64 * 1024 * 1024;

    private final InputStream in;
    private final boolean quotes;
    private final byte separator;
    private byte[] buffer;
    private int end;
    private int filled;
    private long offset;
    private boolean ended;
    /** Line feeds before the current block's start; counted only where quotes may hide some. */
    private long lines;

    private int openedAt = -1;

    /**
     * @param in positioned at the start of a record
     * @param offset of that position in the whole, for messages
     * @param quotes whether line feeds within quotes do not end a record
     */
    Blocks(InputStream in, long offset, boolean quotes, byte separator) {
        this(in, offset, quotes, separator, SIZE);
    }

    /** @param size bytes of a block, unless one record is longer */
    Blocks(InputStream in, long offset, boolean quotes, byte separator, int size) {
        this.buffer = new byte[size];
        this.in = in;
        this.offset = offset;
        this.quotes = quotes;
        this.separator = separator;
    }

    /** The block's records are at 0..{@link #end()}. */
    byte[] bytes() {
        return buffer;
    }

    /** End of the last whole record. */
    int end() {
        return end;
    }

    /** Where the block starts in the whole. */
    long offset() {
        return offset;
    }

    /**
     * Goes on to the next block.
     *
     * @return false at the end
     * @throws Malformed a quote is not closed
     */
    boolean next() throws IOException, Malformed {
        if (quotes) {
            lines += Word.count(buffer, end, CellIndex.LINE_FEEDS);
        }
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        offset += end;
        filled -= end;
        end = 0;
        while (true) {
            fill();
            if (filled == 0) {
                return false;
            }
            // Where there is no quote, lines are found from the end, much faster.
            end = quotes && Word.count(buffer, filled, CellIndex.QUOTES) > 0 ? lastQuotedRecord() : lastRecord();
            if (end > 0) {
                return true;
            }
            if (ended) {
                throw unclosed("is never closed");
            }
            if (buffer.length >= LONGEST_RECORD) {
                throw quotes
                        ? unclosed("is not closed within 64 MiB")
                        : new Malformed(0, null, "A line is longer than 64 MiB", "Is this a CSV file?");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    private void fill() throws IOException {
        // One byte is kept free for the line feed that the last line may lack.
        while (!ended && filled < buffer.length - 1) {
            int count = in.read(buffer, filled, buffer.length - 1 - filled);
            if (count < 0) {
                ended = true;
                if (filled > 0 && buffer[filled - 1] != '\n') {
                    buffer[filled++] = '\n';
                }
            } else {
                filled += count;
            }
        }
    }

    private int lastRecord() {
        openedAt = -1;
        int i = filled;
        while (i > 0 && buffer[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    private int lastQuotedRecord() {
        int last = 0;
        int i = 0;
        openedAt = -1;
        while (i < filled) {
            // At the start of a cell.
            if (buffer[i] == '"') {
                openedAt = i++;
                while (i < filled && !(buffer[i] == '"' && (i + 1 == filled || buffer[i + 1] != '"'))) {
                    i += buffer[i] == '"' ? 2 : 1;
                }
                if (i >= filled || (i + 1 == filled && !ended)) {
                    return last;
                }
                i++;
                openedAt = -1;
            }
            while (i < filled && buffer[i] != separator && buffer[i] != '\n') {
                i++;
            }
            if (i < filled && buffer[i] == '\n') {
                last = i + 1;
            }
            i++;
        }
        return last;
    }

    private Malformed unclosed(String how) {
        long line = lines;
        for (int i = 0; i < openedAt; i++) {
            line += buffer[i] == '\n' ? 1 : 0;
        }
        return new Malformed(
                line,
                null,
                "A quote opens here and " + how,
                "Close it, or double every quote that belongs to a value (\"\").");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
