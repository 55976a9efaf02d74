package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.parquet.DamagedException;
import io.jenkins.plugins.modeldelivery.parquet.ParquetFile;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A data file on disk: CSV or newline-delimited JSON, plain or compressed with gzip, or Parquet (told by its content, not by its
 * name).
 *
 * @param path where it is
 * @param size bytes as stored
 * @param modified when it was last written
 * @param gzip whether it is compressed
 * @param json the keys and rows of newline-delimited JSON; null for anything else
 * @param parquet what the footer of Parquet says; null for anything else
 */
record DataFile(Path path, long size, FileTime modified, boolean gzip, JsonLines.Keys json, ParquetFile parquet) {

    private static final int BUFFER = 64 * 1024;

    private static final Pattern JSON_NAME =
            Pattern.compile("\\.(json|jsonl|ndjson)(\\.gz)?$", Pattern.CASE_INSENSITIVE);

    /** Looks at the file. InputException when it is missing, a directory, unreadable, empty, or plainly no text. */
    static DataFile open(Path path) throws IOException {
        String name = path.toString();
        if (!Files.exists(path)) {
            throw new InputException(
                    "The file does not exist",
                    name,
                    path.isAbsolute()
                            ? null
                            : "Relative paths start at " + Path.of("").toAbsolutePath() + ".");
        }
        if (Files.isDirectory(path)) {
            throw new InputException(
                    "This is a directory, not a file", name, "Name a file, or a pattern such as " + name + "/*.csv.");
        }
        if (!Files.isRegularFile(path)) {
            throw new InputException(
                    "This is a pipe or a device, not a file",
                    name,
                    "The data are read more than once: write them to a file first.");
        }
        byte[] start = new byte[8];
        int length;
        try (InputStream in = Files.newInputStream(path)) {
            length = in.readNBytes(start, 0, start.length);
        } catch (AccessDeniedException e) {
            throw new InputException(
                    new io.jenkins.plugins.modeldelivery.document.Problem(
                            "The file cannot be read: permission denied", name, null),
                    e);
        }
        if (length == 0) {
            throw new InputException("The file is empty", name, "A header line and data rows are needed.");
        }
        boolean gzip = length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
        if (!gzip) {
            refuseOtherFormats(start, length, name);
        }
        if (!gzip && name.endsWith(".gz")) {
            throw new InputException(
                    "The name ends in .gz, but the content is not gzip", name, "Rename it or compress it again.");
        }
        DataFile file = new DataFile(path, Files.size(path), Files.getLastModifiedTime(path), gzip, null, null);
        try {
            return new String(start, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .startsWith(ParquetFile.MAGIC)
                    ? new DataFile(path, file.size, file.modified, false, null, ParquetFile.open(path))
                    : file.withKeys();
        } catch (IOException e) {
            InputException damaged = file.damaged(e);
            if (damaged != null) {
                throw damaged;
            }
            throw e;
        }
    }

    /** The same with the keys, if the text is newline-delimited JSON: its first character opens an object. */
    private DataFile withKeys() throws IOException {
        int first;
        try (InputStream in = stored(n -> {})) {
            first = firstCharacter(in);
        }
        if (first == '[' && JSON_NAME.matcher(path.toString()).find()) {
            throw new InputException(
                    "This is one JSON array, not one object a line",
                    path.toString(),
                    "Write newline-delimited JSON, for example with jq -c '.[]', or with pandas: to_json(orient='records',"
                            + " lines=True).");
        }
        if (first != '{') {
            return this;
        }
        try (InputStream in = stored(n -> {})) {
            return new DataFile(path, size, modified, gzip, JsonLines.keys(in, path.toString()), null);
        }
    }

    private static int firstCharacter(InputStream in) throws IOException {
        byte[] start = in.readNBytes(256);
        int i = start.length >= 3 && (start[0] & 0xff) == 0xEF ? 3 : 0;
        while (i < start.length && Character.isWhitespace(start[i])) {
            i++;
        }
        return i < start.length ? start[i] : -1;
    }

    private static void refuseOtherFormats(byte[] start, int length, String name) {
        String magic = new String(start, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1);
        String format = null;
        if (magic.startsWith(ParquetFile.MAGIC)) {
            return;
        } else if (magic.startsWith("PK\003\004")) {
            format = "a zip archive or an Excel workbook";
        } else if (magic.startsWith("\u00ff\u00fe") || magic.startsWith("\u00fe\u00ff")) {
            format = "UTF-16 text";
        } else if (magic.indexOf('\0') >= 0) {
            format = "UTF-16 text or a binary file";
        }
        if (format != null) {
            throw new InputException(
                    "This is " + format + ", not CSV in UTF-8",
                    name,
                    "Export it as CSV (UTF-8), optionally as .csv.gz.");
        }
    }

    /**
     * The text's bytes; newline-delimited JSON and Parquet as CSV.
     *
     * @param skip how many to leave out
     * @param progress is told how many bytes of the stored file have been read so far
     */
    InputStream stream(long skip, LongConsumer progress) throws IOException {
        InputStream text = parquet == null ? stored(progress) : new ParquetText(parquet, progress);
        try {
            if (json != null) {
                text = new JsonLines(text, path.toString(), json.keys());
            }
            text.skipNBytes(skip);
            return text;
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /** The text as it stands in the file. */
    private InputStream stored(LongConsumer progress) throws IOException {
        InputStream stored = new Counting(Files.newInputStream(path), progress);
        try {
            return gzip ? new GZIPInputStream(stored, BUFFER) : stored;
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** Whether the text can be read from any offset. */
    boolean divisible() {
        return !gzip && json == null && parquet == null;
    }

    /** Bytes of a plain file from one offset to another. */
    InputStream range(long from, long to, LongConsumer progress) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        channel.position(from);
        return new Range(channel, to - from, progress);
    }

    /** What to tell the user about damaged compression, or Parquet; null when the exception means something else. */
    InputException damaged(IOException e) {
        if (e instanceof ParquetFile.UnreadableException unreadable) {
            return new InputException(
                    new io.jenkins.plugins.modeldelivery.document.Problem(
                            e.getMessage(),
                            path + (unreadable.column() == null ? "" : ", column '" + unreadable.column() + "'"),
                            unreadable.advice()),
                    e);
        }
        if (e instanceof DamagedException) {
            return new InputException(
                    new io.jenkins.plugins.modeldelivery.document.Problem(
                            "The Parquet file is damaged: " + e.getMessage(),
                            path.toString(),
                            "Write it again, or copy it again."),
                    e);
        }
        if (gzip && (e instanceof ZipException || e instanceof EOFException)) {
            return new InputException(
                    new io.jenkins.plugins.modeldelivery.document.Problem(
                            "The gzip data is damaged or cut off (" + e.getMessage() + ")",
                            path.toString(),
                            "Check it with gzip -t and copy it again."),
                    e);
        }
        return null;
    }

    /** Reads a compressed file to its end; an IOException that {@link #damaged} explains if it cannot be unpacked. */
    void checkCompression() throws IOException {
        try (InputStream in = stream(0, n -> {})) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    /** InputException when the file was written to since it was opened: digest and rows would not be of one state. */
    void unchanged() throws IOException {
        if (!Files.exists(path)
                || Files.size(path) != size
                || !Files.getLastModifiedTime(path).equals(modified)) {
            throw new InputException("The file changed while it was read", path.toString(), "Read a finished file.");
        }
    }

    /** Lower-case hexadecimal SHA-256 of the stored bytes. */
    String sha256() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
        byte[] buffer = new byte[BUFFER * 4];
        try (InputStream in = Files.newInputStream(path)) {
            int count;
            while ((count = in.read(buffer)) > 0) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Tells how much was read. */
    private static final class Counting extends FilterInputStream {
        private final LongConsumer progress;
        private long count;

        Counting(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            if (read > 0) {
                count += read;
                progress.accept(count);
            }
            return read;
        }
    }

    /** A part of a file. */
    private static final class Range extends InputStream {
        private final FileChannel channel;
        private final LongConsumer progress;
        private long left;
        private long count;

        Range(FileChannel channel, long length, LongConsumer progress) {
            this.channel = channel;
            this.left = length;
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, from, (int) Math.min(length, left)));
            if (read > 0) {
                left -= read;
                count += read;
                progress.accept(count);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
