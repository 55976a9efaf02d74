package io.jenkins.plugins.modeldelivery.ledger;

import io.jenkins.plugins.modeldelivery.document.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a ledger, read: entries up to the first that cannot be trusted. The form of a line is in
 * docs/registry-format.md: the JSON of an {@link Entry} with one more member at its end, {@code "sum"}, the SHA-256 of
 * everything before the comma that introduces it.
 *
 * @param entries the sound ones, oldest first
 * @param end byte after the last sound line
 * @param head digest of the last sound line, {@link #START} if there is none
 * @param damage null if all complete lines are sound
 * @param torn bytes after the last line end: a line that was never acknowledged; 0 if damaged
 */
record Lines(List<Entry> entries, long end, String head, Damage damage, int torn) {

    /** What the first line names as the digest of the line before. */
    static final String START = "0".repeat(Digest.LENGTH);

    private static final String CHECKSUM = "the line does not have the checksum it was written with";

    /** The line of an entry, with its line end. */
    static byte[] write(Entry entry) {
        return Seal.line(Json.line(entry));
    }

    /** Reads a whole ledger; never throws for what is in it. */
    static Lines read(byte[] bytes, Path file) {
        List<Entry> entries = new ArrayList<>();
        String head = START;
        Instant time = Instant.MIN;
        int start = 0;
        for (int end = lineEnd(bytes, start); end >= 0; end = lineEnd(bytes, start)) {
            String digest = Seal.digest(bytes, start, end);
            Entry entry;
            try {
                if (digest == null) {
                    throw new IOException(CHECKSUM);
                }
                entry = entry(bytes, start, end, entries.size() + 1L, head, time);
            } catch (IOException e) {
                Damage damage = new Damage(file, entries.size() + 1L, start, e.getMessage());
                return new Lines(entries, start, head, damage, 0);
            }
            entries.add(entry);
            head = digest;
            time = entry.time();
            start = end + 1;
        }
        int torn = bytes.length - start;
        Damage damage = null;
        if (torn > 0 && sealedBefore(bytes, start)) {
            // A crash leaves a beginning of a line. A whole line followed by anything but a line end was written
            // completely, perhaps acknowledged, and changed afterwards.
            damage = new Damage(file, entries.size() + 1L, start, "the end of the line is damaged");
            torn = 0;
        }
        return new Lines(entries, start, head, damage, torn);
    }

    /** Reads the line between two places in an array, its line end not included. */
    static Entry parse(byte[] bytes, int start, int end, long seq, String head, Instant notBefore) throws IOException {
        if (!Seal.holds(bytes, start, end)) {
            throw new IOException(CHECKSUM);
        }
        return entry(bytes, start, end, seq, head, notBefore);
    }

    private static Entry entry(byte[] bytes, int start, int end, long seq, String head, Instant notBefore)
            throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the line is not valid UTF-8", e);
        }
        Entry entry;
        try {
            entry = Json.parse(text, Entry.class, "the line");
        } catch (IOException e) {
            // The checksum holds, so this is what was written: not damage, but perhaps a later format.
            throw new IOException(
                    "the line says what this version of Model Delivery does not know; if a newer one wrote it, use that: "
                            + e.getMessage(),
                    e);
        }
        if (entry.time() == null || entry.actor() == null || entry.prev() == null || entry.event() == null) {
            throw new IOException("the line lacks time, actor, prev or event");
        }
        if (entry.actor().kind() == null || entry.actor().id() == null) {
            throw new IOException("the line does not say who acted");
        }
        if (entry.seq() != seq) {
            throw new IOException("the line has number " + entry.seq() + " where " + seq + " was expected");
        }
        if (!entry.prev().equals(head)) {
            throw new IOException("the line does not follow the line before it: the chain of digests is broken");
        }
        if (entry.time().isBefore(notBefore)) {
            throw new IOException("the line is older than the line before it");
        }
        return entry;
    }

    /** Whether a complete line begins at start, though no line end follows it directly. */
    private static boolean sealedBefore(byte[] bytes, int start) {
        for (int end = start + Seal.LENGTH + 1; end < bytes.length; end++) {
            if (Seal.holds(bytes, start, end)) {
                return true;
            }
        }
        return false;
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
