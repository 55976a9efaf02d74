package io.jenkins.plugins.modeldelivery.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place that says how documents become JSON: UTF-8, ISO-8601 instants, nulls left out, enums by their lower-case
 * name, no polymorphic typing other than the closed set that {@link Request} and the ledger's events name.
 */
public final class Json {

    /** No document of ours nests deeper; a hostile one is refused early. */
    private static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /** The document as one line of JSON, without a line end. */
    public static String line(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    /** The document as indented JSON. */
    public static String pretty(Object document) {
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
    }

    /**
     * Reads a document.
     *
     * @param text the JSON
     * @param type what it should be
     * @param origin where the text comes from, for the message (a file name, "line 7 of ...")
     * @throws IOException if the text is no such document; the message names origin, line and column
     */
    public static <T> T parse(String text, Class<T> type, String origin) throws IOException {
        return parse(text, type, origin, MAPPER.reader());
    }

    private static <T> T parse(String text, Class<T> type, String origin, ObjectReader reader) throws IOException {
        try {
            T value = reader.forType(type).readValue(text);
            if (value == null) {
                throw new IOException(origin + ": empty document where " + type.getSimpleName() + " was expected");
            }
            return value;
        } catch (JacksonException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IOException(
                    origin + ": not a valid " + type.getSimpleName() + at + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Like {@link #read}, for what people write: a member that the document does not have is an error, so that nothing is
     * passed over, and a number or truth value that is left out is 0 or false.
     */
    public static <T> T readStrictly(Path file, Class<T> type) throws IOException {
        return parse(
                Files.readString(file, StandardCharsets.UTF_8),
                type,
                file.toString(),
                MAPPER.reader()
                        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES));
    }

    /** Reads a document from a UTF-8 file; errors name the file. */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not valid UTF-8", e);
        }
        return parse(text, type, file.toString());
    }

    /**
     * Writes a document so that the file either has its old content or all of the new one: a temporary sibling, forced to
     * disk, then moved over the target.
     */
    public static void write(Path file, Object document) throws IOException {
        Path target = file.toAbsolutePath();
        // Not Files.createTempFile: its files are for their owner only, and the reader may be somebody else.
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(pretty(document) + "\n");
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                throw new UncheckedIOException(
                        "The file system of " + target.getParent() + " cannot move files atomically", e);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
