package io.jenkins.plugins.modeldelivery.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An open file as the ledger needs it: the place where tests put a disk that is full. Not a channel, because an
 * interrupted thread would close that in the middle of a write.
 */
public interface LedgerFile extends Closeable {

    /** The disk that ledgers lie on. */
    interface Opener {
        /** Opens a file, made if it is missing. */
        LedgerFile open(Path file) throws IOException;

        /** Forces the entries of a directory to disk. */
        default void force(Path directory) throws IOException {
            Disk.force(directory);
        }

        /** Gives a file or directory another name, as one step, in the place of a file that has that name. */
        default void move(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Real files. */
    Opener DISK = file -> {
        RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
        return new LedgerFile() {
            @Override
            public long length() throws IOException {
                return access.length();
            }

            @Override
            public void write(long at, byte[] bytes) throws IOException {
                access.seek(at);
                access.write(bytes);
            }

            @Override
            public void force() throws IOException {
                access.getFD().sync();
            }

            @Override
            public void truncate(long length) throws IOException {
                access.setLength(length);
            }

            @Override
            public void close() throws IOException {
                access.close();
            }
        };
    };

    /** Its size in bytes. */
    long length() throws IOException;

    /** Writes all bytes from a place on. */
    void write(long at, byte[] bytes) throws IOException;

    /** Forces what was written to disk. */
    void force() throws IOException;

    /** Cuts off what lies beyond a length. */
    void truncate(long length) throws IOException;
}
