package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.LedgerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A disk that fails when it is told to. Nothing is really forced: what is written is seen at once, so a disk that is dead
 * from some step on leaves what a crash at that step would.
 */
final class FaultyDisk implements LedgerFile.Opener {

    /** What happens from the step on that fails. */
    enum Fault {
        /** That step fails, and no other. */
        ONCE,
        /** Nothing more can be written; taking back and renaming is possible. */
        FULL,
        /** Nothing works any more. */
        DEAD
    }

    private int steps;
    private int failing = -1;
    private Fault fault;
    private int partial;
    private boolean failed;
    private Predicate<Path> immovable = path -> false;

    /** Steps so far. */
    int steps() {
        return steps;
    }

    /** Whether a step has failed since the last {@link #arm}. */
    boolean failed() {
        return failed;
    }

    /**
     * @param step that fails, from 0 counted from here on
     * @param bytes that a write leaves which fails
     */
    void arm(int step, Fault what, int bytes) {
        failing = steps + step;
        fault = what;
        partial = bytes;
        failed = false;
    }

    void repair() {
        failing = -1;
    }

    /** Directories and files that cannot get these names. */
    void refuse(Predicate<Path> targets) {
        immovable = targets;
    }

    private boolean fails(boolean writes) {
        int step = steps++;
        if (failing < 0 || step < failing) {
            return false;
        }
        boolean now = step == failing || fault == Fault.DEAD || fault == Fault.FULL && writes;
        failed |= now;
        return now;
    }

    private void step(boolean writes, String message) throws IOException {
        if (fails(writes)) {
            throw new IOException(message);
        }
    }

    @Override
    public void force(Path directory) throws IOException {
        step(false, "Input/output error: " + directory.getFileName());
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step(false, "Input/output error: " + from.getFileName());
        if (immovable.test(to)) {
            throw new IOException("Permission denied: " + to.getFileName());
        }
        LedgerFile.DISK.move(from, to);
    }

    @Override
    public LedgerFile open(Path path) throws IOException {
        step(false, "Read-only file system: " + path.getFileName());
        LedgerFile real = LedgerFile.DISK.open(path);
        return new LedgerFile() {
            @Override
            public long length() throws IOException {
                return real.length();
            }

            @Override
            public void write(long at, byte[] bytes) throws IOException {
                if (fails(true)) {
                    real.write(at, Arrays.copyOf(bytes, Math.min(partial, bytes.length)));
                    throw new IOException("No space left on device");
                }
                real.write(at, bytes);
            }

            @Override
            public void force() throws IOException {
                step(false, "Input/output error: " + path.getFileName());
            }

            @Override
            public void truncate(long length) throws IOException {
                step(false, "Input/output error: " + path.getFileName());
                real.truncate(length);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
