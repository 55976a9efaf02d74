package io.jenkins.plugins.modeldelivery.ledger;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One model's ledger, open for appending. An append returns when its lines are on disk; one that throws has left the
 * ledger as it was, or this object refuses any further append and the ledger has to be opened anew. One thread at a time.
 */
public final class Ledger {

    /** Name of the file in the model's directory. */
    public static final String FILE = "ledger.ndjson";

    /** What follows a ledger's name in that of a file with an unfinished line; after it comes the time. */
    public static final String TORN = ".torn-";

    /** What follows a ledger's name in that of a damaged one that was set aside; after it comes the time. */
    public static final String DAMAGED = ".damaged-";

    /** Version of the format that this class writes, and the newest it reads. */
    public static final int FORMAT = 2;

    /** Acts when no user or build does. */
    private static final Actor SYSTEM = new Actor("system", "registry", null, null);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Clock clock;
    private final LedgerFile.Opener opener;
    private long seq;
    private long end;
    private String head;
    private Instant time;
    /** A cut before the first line: reported as soon as there is a first line to stand before it. */
    private Event.TailCut unreported;

    private boolean stale;

    private Ledger(Path file, Clock clock, LedgerFile.Opener opener, Lines lines) {
        this.file = file;
        this.clock = clock;
        this.opener = opener;
        seq = lines.entries().size();
        end = lines.end();
        head = lines.head();
        time = lines.entries().isEmpty()
                ? Instant.EPOCH
                : lines.entries().get(lines.entries().size() - 1).time();
    }

    /**
     * What a ledger says.
     *
     * @param entries the sound ones, oldest first
     * @param damage what follows them; null: nothing does
     * @param unfinished bytes of an unfinished last line, which a crash left or a writer is at; 0: there is none
     */
    public record Content(List<Entry> entries, Damage damage, int unfinished) {
        public Content {
            entries = List.copyOf(entries);
        }

        /** Without an unfinished line. */
        public Content(List<Entry> entries, Damage damage) {
            this(entries, damage, 0);
        }
    }

    /**
     * A ledger opened for appending.
     *
     * @param ledger null if the content is damaged: nothing may follow what cannot be read
     * @param content what it says so far
     */
    public record Opened(Ledger ledger, Content content) {}

    /** Reads without changing anything; an unfinished last line is not part of it. A missing file is an empty ledger. */
    public static Content read(Path file) throws IOException {
        Lines lines = lines(file);
        return new Content(lines.entries(), lines.damage(), lines.torn());
    }

    /** Damage that only the meaning of a sound line shows: found by whoever folds the entries. */
    public static Damage damage(Path file, long line, String what) throws IOException {
        byte[] bytes = Disk.read(file);
        int offset = 0;
        for (long before = 1; before < line; before++) {
            while (offset < bytes.length && bytes[offset++] != '\n') {
                // on to the next line end
            }
        }
        return new Damage(file, line, offset, what);
    }

    /**
     * Opens for appending; nobody else may have it open so. An unfinished last line, left by a crash, is moved to a file
     * {@code ledger.ndjson.torn-<time>} beside it, and an event says so.
     */
    public static Opened open(Path file, Clock clock) throws IOException {
        return open(file, clock, LedgerFile.DISK);
    }

    static Opened open(Path file, Clock clock, LedgerFile.Opener opener) throws IOException {
        Lines lines = lines(file);
        if (lines.damage() != null) {
            return new Opened(null, new Content(lines.entries(), lines.damage()));
        }
        Ledger ledger = new Ledger(file, clock, opener, lines);
        List<Entry> entries = new ArrayList<>(lines.entries());
        if (lines.torn() > 0) {
            entries.addAll(ledger.cut());
        }
        return new Opened(ledger, new Content(entries, null));
    }

    /**
     * Lines ready to be appended, and their entries exactly as a reader will find them.
     *
     * @param entries as read back from the lines
     * @param after where the ledger ends when these are written
     */
    public record Batch(List<Entry> entries, byte[] lines, long after, String head) {}

    /**
     * Makes the lines of events, without writing them.
     *
     * @throws IOException if a line would not read back
     */
    public Batch prepare(Actor actor, List<Event> events) throws IOException {
        List<Entry> entries = new ArrayList<>();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String prev = head;
        Instant now = time;
        List<Event> all = new ArrayList<>(events);
        if (unreported != null) {
            all.add(unreported);
        }
        for (Event event : all) {
            now = after(now);
            Actor who = event instanceof Event.TailCut ? SYSTEM : actor;
            byte[] line = Lines.write(new Entry(seq + entries.size() + 1, now, who, prev, event));
            entries.add(Lines.parse(line, 0, line.length - 1, seq + entries.size() + 1, prev, now));
            prev = Digest.of(line, 0, line.length - 1);
            lines.writeBytes(line);
        }
        return new Batch(entries, lines.toByteArray(), end + lines.size(), prev);
    }

    /**
     * Appends what was prepared since the last append, all or none.
     *
     * @throws IOException if it could not be brought to disk
     */
    public void append(Batch batch) throws IOException {
        if (stale || batch.after() != end + batch.lines().length) {
            throw new IOException(file + ": an earlier write failed and could not be undone; open the ledger anew");
        }
        write(batch.lines());
        seq += batch.entries().size();
        end = batch.after();
        head = batch.head();
        time = batch.entries().get(batch.entries().size() - 1).time();
        unreported = null;
    }

    /** Strictly after the entry before, to the microsecond, even if the clock was set back. */
    private Instant after(Instant last) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }

    private void write(byte[] bytes) throws IOException {
        // Also where the file is there: an earlier attempt may have made it and failed before its entry was on disk.
        boolean first = end == 0;
        Path directory = file.toAbsolutePath().getParent();
        Disk.createDirectories(directory);
        try (LedgerFile access = opener.open(file)) {
            long length = access.length();
            if (length != end) {
                stale = true;
                throw new IOException(file + ": has " + length + " bytes where " + end
                        + " were left; something else than this registry wrote to it");
            }
            try {
                access.write(end, bytes);
                access.force();
                if (first) {
                    opener.force(directory);
                }
            } catch (IOException e) {
                undo(access, e);
                throw e;
            }
        }
    }

    /** Takes a failed write back, so that readers do not find what was never acknowledged. */
    private void undo(LedgerFile access, IOException failure) {
        stale = true;
        try {
            access.truncate(end);
            access.force();
            stale = false;
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private List<Entry> cut() throws IOException {
        byte[] all = Disk.read(file);
        byte[] torn = java.util.Arrays.copyOfRange(all, Math.toIntExact(end), all.length);
        Instant found = after(time);
        Path kept = free(file, TORN, found);
        copy(torn, kept, opener);
        opener.force(file.toAbsolutePath().getParent());
        try (LedgerFile access = opener.open(file)) {
            access.truncate(end);
            access.force();
        }
        Event.TailCut event = new Event.TailCut(torn.length, kept.getFileName().toString(), found);
        if (seq == 0) {
            unreported = event;
            return List.of();
        }
        Batch batch = prepare(SYSTEM, List.of(event));
        append(batch);
        return batch.entries();
    }

    /**
     * Keeps a damaged ledger as {@code <name>.damaged-<time>} beside it, and puts the sound lines before the damage in its
     * place. For a ledger that has to go on; whoever calls it says so.
     */
    static void setAside(Path file, Damage damage, Ledgers ledgers) throws IOException {
        LedgerFile.Opener opener = ledgers.disk();
        byte[] all = Disk.read(file);
        Path sound = file.resolveSibling(file.getFileName() + ".sound");
        Files.deleteIfExists(sound);
        copy(all, free(file, DAMAGED, ledgers.clock().instant()), opener);
        copy(java.util.Arrays.copyOf(all, Math.toIntExact(damage.offset())), sound, opener);
        opener.move(sound, file);
        opener.force(file.toAbsolutePath().getParent());
    }

    static void noteLoss(Path file, Ledgers ledgers) throws IOException {
        byte[] note = (file.getFileName() + " was missing, empty or shorter than it had been\n")
                .getBytes(StandardCharsets.UTF_8);
        copy(note, free(file, DAMAGED, ledgers.clock().instant()), ledgers.disk());
        ledgers.disk().force(file.toAbsolutePath().getParent());
    }

    private static void copy(byte[] bytes, Path file, LedgerFile.Opener opener) throws IOException {
        try (LedgerFile copy = opener.open(file)) {
            copy.write(0, bytes);
            copy.force();
        }
    }

    private static Path free(Path file, String why, Instant found) {
        Path kept = file.resolveSibling(file.getFileName() + why + STAMP.format(found));
        for (int i = 2; Files.exists(kept); i++) {
            kept = file.resolveSibling(file.getFileName() + why + STAMP.format(found) + "-" + i);
        }
        return kept;
    }

    private static Lines lines(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Disk.read(file);
        } catch (FileNotFoundException e) {
            if (Files.exists(file)) {
                throw e;
            }
            bytes = new byte[0];
        }
        return Lines.read(bytes, file);
    }
}
