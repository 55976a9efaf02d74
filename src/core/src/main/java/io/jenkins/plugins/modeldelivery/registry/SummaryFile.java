package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.ledger.Disk;
import io.jenkins.plugins.modeldelivery.ledger.Seal;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The file {@code cache/summaries.ndjson}: what lists said of the models when it was written, so that a registry that was
 * just opened need not read all ledgers for its first search. It is never the truth: a line counts only for a ledger that
 * still has the size and the time the line names, and only with its own checksum; whatever does not count is as if it were
 * not there.
 */
final class SummaryFile {
    private static final System.Logger LOGGER = System.getLogger(SummaryFile.class.getName());
    private static final String DIRECTORY = "cache";
    private static final String NAME = "summaries.ndjson";

    /** Version of what the lines say; a file of another one does not count. */
    private static final int FORMAT = 1;

    /** A larger one is not held in memory for the sake of speed. */
    private static final long MAX_BYTES = 256L << 20;

    private static final String MODEL = "{\"model\":";
    private static final String SIZE = ",\"size\":";

    private final Path file;

    /** @param root directory of the registry */
    SummaryFile(Path root) {
        file = root.resolve(DIRECTORY).resolve(NAME);
    }

    /** @param format version of the lines that follow */
    private record Head(int format) {}

    private record Line(String model, long size, Instant modified, Summary summary) {}

    /** What the file says, each line read when it is asked for. */
    static final class Content {
        /** Says nothing. */
        static final Content NOTHING = new Content(new byte[0], Map.of());

        private final byte[] bytes;
        /** Where the lines begin, by the model's name as JSON. */
        private final Map<String, Integer> places;

        private Content(byte[] bytes, Map<String, Integer> places) {
            this.bytes = bytes;
            this.places = places;
        }

        /** What it says of a model; null: nothing that counts. */
        ModelLedger.Outline find(ModelName name) {
            Integer start = places.get(Json.line(name.value()));
            if (start == null) {
                return null;
            }
            int end = lineEnd(bytes, start);
            if (!Seal.holds(bytes, start, end)) {
                return null;
            }
            try {
                Line line = Json.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8), Line.class, NAME);
                Summary summary = line.summary();
                return summary == null || line.modified() == null || !name.equals(summary.name())
                        ? null
                        : new ModelLedger.Outline(summary, new Stamp(line.size(), FileTime.from(line.modified())));
            } catch (IOException | ArithmeticException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "A line of " + NAME + " does not count", e);
                return null;
            }
        }

        private static Content of(byte[] bytes) {
            int head = lineEnd(bytes, 0);
            if (head < 0 || !new String(bytes, 0, head, StandardCharsets.UTF_8).equals(Json.line(new Head(FORMAT)))) {
                return NOTHING;
            }
            Map<String, Integer> places = new HashMap<>();
            int start = head + 1;
            for (int end = lineEnd(bytes, start); end >= 0; end = lineEnd(bytes, start)) {
                // The seal says later whether the line is sound; here it is enough to find it.
                int from = start + MODEL.length();
                int to = indexOf(bytes, SIZE, from, end);
                if (to >= 0) {
                    places.put(new String(bytes, from, to - from, StandardCharsets.UTF_8), start);
                }
                start = end + 1;
            }
            return new Content(bytes, places);
        }

        private static int lineEnd(byte[] bytes, int from) {
            for (int i = from; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        private static int indexOf(byte[] bytes, String ascii, int from, int end) {
            byte first = (byte) ascii.charAt(0);
            for (int i = from; i <= end - ascii.length(); i++) {
                if (bytes[i] == first
                        && new String(bytes, i, ascii.length(), StandardCharsets.US_ASCII).equals(ascii)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Reads the file; one that is not there or cannot be read says nothing. */
    Content read() {
        // Not by a channel, which an interrupted thread would close.
        try (InputStream in = new FileInputStream(file.toFile())) {
            return Files.size(file) > MAX_BYTES ? Content.NOTHING : Content.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Content.NOTHING;
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.INFO, file + " cannot be read; what it says is made again", e);
            return Content.NOTHING;
        }
    }

    /**
     * Puts a new file in the place of the old one, all or nothing; not forced to disk, because what a crash makes of it
     * does not count. One thread at a time.
     */
    void write(Map<ModelName, ModelLedger.Outline> known) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Disk.createDirectories(directory);
        Path temporary = directory.resolve(NAME + ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(temporary.toFile()))) {
                out.write((Json.line(new Head(FORMAT)) + "\n").getBytes(StandardCharsets.UTF_8));
                for (Map.Entry<ModelName, ModelLedger.Outline> model : known.entrySet()) {
                    Stamp stamp = model.getValue().stamp();
                    out.write(Seal.line(Json.line(new Line(
                            model.getKey().value(),
                            stamp.size(),
                            stamp.modified().toInstant(),
                            model.getValue().summary()))));
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
