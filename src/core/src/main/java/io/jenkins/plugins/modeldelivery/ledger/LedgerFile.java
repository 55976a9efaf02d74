package io.jenkins.plugins.modeldelivery.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * An open file as the ledger needs it: the place where tests put a disk that is full. Not a channel, because an
 * interrupted thread would close that in the middle of a write.
 */
interface LedgerFile extends Closeable {

    /** Opens files, made if they are missing. */
    interface Opener {
        LedgerFile open(Path file) throws IOException;
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

    long length() throws IOException;

    void write(long at, byte[] bytes) throws IOException;

    void force() throws IOException;

    void truncate(long length) throws IOException;
}
