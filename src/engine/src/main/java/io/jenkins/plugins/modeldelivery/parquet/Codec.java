package io.jenkins.plugins.modeldelivery.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** How pages are compressed. */
final class Codec {

    static final int NONE = 0;
    private static final int SNAPPY = 1;
    private static final int GZIP = 2;
    private static final int ZSTANDARD = 6;
    private static final int LZ4 = 7;

    private static final List<String> NAMES =
            List.of("none", "Snappy", "gzip", "LZO", "Brotli", "Hadoop's LZ4", "Zstandard", "LZ4");

    /** How many times smaller each can make bytes at most. */
    private static final long[] LARGEST = {1, 64, 1040, 0, 0, 0, 1 << 17, 260};

    private Codec() {}

    static boolean known(int codec) {
        return codec >= NONE && codec < NAMES.size() && LARGEST[codec] > 0;
    }

    static String name(int codec) {
        return codec >= 0 && codec < NAMES.size() ? NAMES.get(codec) : "codec " + codec;
    }

    /**
     * Unpacks bytes.
     *
     * @param size what there must be
     */
    static byte[] unpack(int codec, byte[] in, int from, int to, int size) throws DamagedException {
        if (size > LARGEST[codec] * (to - from) + 1024) {
            throw new DamagedException((to - from) + " bytes cannot hold " + size);
        }
        byte[] out = new byte[size];
        if (size == 0 && to == from) {
            return out;
        }
        switch (codec) {
            case NONE -> {
                if (size != to - from) {
                    throw new DamagedException((to - from) + " bytes are stored where " + size + " are announced");
                }
                System.arraycopy(in, from, out, 0, size);
            }
            case SNAPPY -> Snappy.unpack(in, from, to, out);
            case GZIP -> {
                try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(in, from, to - from))) {
                    if (stream.readNBytes(out, 0, size) != size || stream.read() >= 0) {
                        throw Snappy.cut();
                    }
                } catch (DamagedException e) {
                    throw e;
                } catch (IOException e) {
                    throw new DamagedException("Compressed bytes are damaged (" + e.getMessage() + ")", e);
                }
            }
            case ZSTANDARD -> Zstandard.unpack(in, from, to, out);
            default -> Lz4.unpack(in, from, to, out);
        }
        return out;
    }
}
