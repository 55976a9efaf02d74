package io.jenkins.plugins.modeldelivery.expect;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Counts hashes that occur again, in constant memory: what does not fit is sorted into temporary files that are merged at the
 * end. Of 64-bit hashes of n different values two are the same with a probability of about n^2 / 2^65: 3e-8 for a million.
 */
final class Distinct implements Closeable {

    private static final int SMALLEST = 1 << 12;

    private final int most;
    private long[] table = new long[SMALLEST];
    private int filled;
    private boolean zero;
    private long added;
    private final List<Path> runs = new ArrayList<>();

    /** Keeps up to three million in memory: 64 MB while the table grows, 32 MB after. */
    Distinct() {
        this(3 << 20);
    }

    /** @param most hashes kept in memory */
    Distinct(int most) {
        this.most = most;
    }

    /**
     * Adds one.
     *
     * @return whether it is known to have been added before; when files were written, one may have been without it being known
     */
    boolean add(long hash) throws IOException {
        added++;
        if (hash == 0) {
            boolean before = zero;
            zero = true;
            return before;
        }
        int place = place(table, hash);
        if (table[place] == hash) {
            return true;
        }
        if (filled >= most) {
            spill();
            place = place(table, hash);
        }
        table[place] = hash;
        filled++;
        if (filled > table.length / 4 * 3) {
            grow();
        }
        return false;
    }

    private static int place(long[] table, long hash) {
        int mask = table.length - 1;
        int place = (int) (hash ^ hash >>> 32) & mask;
        while (table[place] != 0 && table[place] != hash) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long hash : table) {
            if (hash != 0) {
                larger[place(larger, hash)] = hash;
            }
        }
        table = larger;
    }

    private long[] sorted() {
        long[] hashes = Arrays.stream(table).filter(h -> h != 0).toArray();
        Arrays.sort(hashes);
        return hashes;
    }

    private void spill() throws IOException {
        Path run = Files.createTempFile("model-delivery-", ".hashes");
        runs.add(run);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
            for (long hash : sorted()) {
                out.writeLong(hash);
            }
        }
        Arrays.fill(table, 0);
        filled = 0;
    }

    /** How many were added that had been added before. */
    long repeated() throws IOException {
        return added - distinct() - (zero ? 1 : 0);
    }

    private long distinct() throws IOException {
        if (runs.isEmpty()) {
            return filled;
        }
        spill();
        List<Run> open = new ArrayList<>();
        try {
            PriorityQueue<Run> queue = new PriorityQueue<>((a, b) -> Long.compare(a.head, b.head));
            for (Path path : runs) {
                Run run = new Run(path);
                open.add(run);
                if (run.advance()) {
                    queue.add(run);
                }
            }
            long distinct = 0;
            long last = 0;
            while (!queue.isEmpty()) {
                Run run = queue.poll();
                if (run.head != last) {
                    distinct++;
                    last = run.head;
                }
                if (run.advance()) {
                    queue.add(run);
                }
            }
            return distinct;
        } finally {
            for (Run run : open) {
                run.in.close();
            }
        }
    }

    /** A sorted file, read from its start. */
    private static final class Run {
        private final DataInputStream in;
        private long head;

        Run(Path path) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
        }

        boolean advance() throws IOException {
            try {
                head = in.readLong();
                return true;
            } catch (EOFException e) {
                return false;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }

    /** A hash of a text: FNV-1a over its characters, mixed. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** Stafford's thirteenth variant of the finaliser of MurmurHash3 (Steele, Lea, Flood 2014). */
    static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
