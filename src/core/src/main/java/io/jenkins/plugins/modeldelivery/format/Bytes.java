package io.jenkins.plugins.modeldelivery.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A file as bytes one after the other, never past its end. What a length in the file claims is believed only as far as there
 * are bytes for it, so that no file can make the reader ask for more memory than a small multiple of its own size.
 */
final class Bytes {

    /** Longer texts are no names. */
    static final int LONGEST_TEXT = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long position;
    private final long size;

    Bytes(InputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    long position() {
        return position;
    }

    long remaining() {
        return size - position;
    }

    int read() throws IOException {
        if (next == end) {
            fill();
        }
        position++;
        return buffer[next++] & 0xff;
    }

    private void fill() throws IOException {
        if (position >= size) {
            throw new Malformed("it ends in the middle, after " + position + " bytes");
        }
        end = in.read(buffer, 0, (int) Math.min(buffer.length, size - position));
        next = 0;
        if (end <= 0) {
            end = 0;
            throw new Malformed("it ends in the middle, after " + position + " bytes");
        }
    }

    /** That many bytes at once. */
    byte[] read(long count) throws IOException {
        demand(count);
        if (count > Integer.MAX_VALUE - 8) {
            throw new Malformed("a part of it has " + count + " bytes");
        }
        byte[] bytes = new byte[(int) count];
        int at = 0;
        while (at < bytes.length) {
            if (next == end) {
                fill();
            }
            int n = Math.min(end - next, bytes.length - at);
            System.arraycopy(buffer, next, bytes, at, n);
            next += n;
            position += n;
            at += n;
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        demand(count);
        long left = count;
        while (left > 0) {
            if (next == end) {
                fill();
            }
            int n = (int) Math.min(end - next, left);
            next += n;
            position += n;
            left -= n;
        }
    }

    void demand(long count) throws IOException {
        if (count < 0 || count > remaining()) {
            throw new Malformed(
                    "a part of it at byte " + position + " claims " + count + " bytes, and " + remaining() + " follow");
        }
    }

    /** A big-endian number of so many bytes. */
    long bigEndian(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | read();
        }
        return value;
    }

    /** UTF-8, strictly. */
    String text(long length) throws IOException {
        if (length > LONGEST_TEXT) {
            throw new Malformed("a name at byte " + position + " has " + length + " bytes");
        }
        byte[] bytes = read(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("a name at byte " + (position - length) + " is no UTF-8 text");
        }
    }
}
