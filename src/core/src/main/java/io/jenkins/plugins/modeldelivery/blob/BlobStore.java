package io.jenkins.plugins.modeldelivery.blob;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Digest;
import io.jenkins.plugins.modeldelivery.ledger.Disk;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Files under the SHA-256 of their content, each stored once: {@code <2 hex digits>/<64 hex digits>}. A file is there
 * either whole and on disk, or not at all. Safe for any number of threads.
 */
public final class BlobStore {

    /** Where files are while they arrive; on the same file system, so that moving them is atomic. */
    private static final String INCOMING = ".incoming";

    private static final int BUFFER = 1 << 16;

    private final Path directory;

    /** A store in that directory, which is made when the first file is stored. */
    public BlobStore(Path directory) {
        this.directory = directory;
    }

    /** Removes what a crash left half-arrived. Only before the first {@link #put}, by the one process that writes. */
    public void clean() throws IOException {
        Path incoming = directory.resolve(INCOMING);
        if (!Files.isDirectory(incoming)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /**
     * Stores content.
     *
     * @param name file name to show
     * @param content read to its end, not closed
     * @param expectedSha256 lower-case hexadecimal; null: any
     * @throws DigestMismatch if the content has another digest than expected; nothing is stored then
     * @throws IOException if it could not be brought to disk; nothing is stored then
     */
    public BlobRef put(String name, InputStream content, String expectedSha256) throws IOException {
        Path incoming = directory.resolve(INCOMING);
        Disk.createDirectories(incoming);
        Path arriving = incoming.resolve(UUID.randomUUID() + ".part");
        try {
            BlobRef blob = receive(name, content, arriving);
            if (expectedSha256 != null && !expectedSha256.equals(blob.sha256())) {
                throw new DigestMismatch(name + " has the digest " + blob.sha256() + " where " + expectedSha256
                        + " was announced: it was changed or damaged on its way. Nothing was stored.");
            }
            Path file = path(blob);
            Disk.createDirectories(file.getParent());
            // One of the right address but with other content is damaged: the sound content just received replaces it.
            // So
            // it is read, size and all: acknowledged is only what can be had again.
            if (!Files.isRegularFile(file) || problem(blob) != null) {
                Files.move(arriving, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            // Also when it was there: another thread may have moved it just now and not yet have come to this line.
            Disk.force(file.getParent());
            return blob;
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** Whether that content is there, by address and size. */
    public boolean contains(BlobRef blob) throws IOException {
        try {
            return Files.size(path(blob)) == blob.bytes();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Reads a blob; the stream throws {@link DigestMismatch} at its end if the content is not what was stored. */
    public InputStream open(BlobRef blob) throws IOException {
        Path file = path(blob);
        try {
            return new VerifiedStream(new FileInputStream(file.toFile()), blob, shown(file));
        } catch (FileNotFoundException e) {
            throw new NoSuchFileException(shown(file), null, "the stored file of " + blob.name() + " is missing");
        }
    }

    /**
     * Copies a blob. The target is written only when the whole content is there and verified; else it keeps what it was.
     *
     * @param target a file, replaced if it exists; its directory is made if needed
     */
    public void copy(BlobRef blob, Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path arriving = parent.resolve("." + UUID.randomUUID() + ".part");
        try {
            try (InputStream in = open(blob);
                    FileOutputStream out = new FileOutputStream(arriving.toFile())) {
                in.transferTo(out);
                out.getFD().sync();
            }
            Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** What is wrong with a blob as stored, one sentence naming the file; null when nothing is. Reads all of it. */
    public String problem(BlobRef blob) {
        try (InputStream in = open(blob)) {
            in.transferTo(OutputStream.nullOutputStream());
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** All stored files, referenced or not, sorted; files in the store that no blob can have as its name, too. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (var all = Files.walk(directory, 2)) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !file.getParent().equals(directory.resolve(INCOMING)))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** Where a blob is or would be. */
    public Path path(BlobRef blob) throws IOException {
        if (!Digest.isDigest(blob.sha256())) {
            throw new IOException("'" + blob.sha256() + "' is no SHA-256 in lower-case hexadecimal");
        }
        return directory.resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256());
    }

    /** For messages: who may read of a file need not know where the registry lies. */
    private String shown(Path file) {
        return directory.getParent() == null
                ? file.toString()
                : directory.getParent().relativize(file).toString().replace('\\', '/');
    }

    private static BlobRef receive(String name, InputStream content, Path file) throws IOException {
        MessageDigest digest = Digest.sha256();
        long bytes = 0;
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                bytes += count;
            }
            out.getFD().sync();
        }
        return new BlobRef(name, Digest.text(digest), bytes);
    }
}
