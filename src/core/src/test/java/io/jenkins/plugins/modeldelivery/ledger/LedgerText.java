package io.jenkins.plugins.modeldelivery.ledger;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The text of a ledger with times of one's choosing, for registries that tests and benchmarks make. */
public final class LedgerText {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private String head = Lines.START;
    private long seq;

    /** @param time not before that of the event before */
    public void add(Instant time, Actor actor, Event event) {
        seq++;
        byte[] line = Lines.write(new Entry(seq, time.truncatedTo(ChronoUnit.MICROS), actor, head, event));
        head = Digest.of(line, 0, line.length - 1);
        lines.writeBytes(line);
    }

    /** How many lines there are. */
    public long lines() {
        return seq;
    }

    /** The whole of it. */
    public byte[] bytes() {
        return lines.toByteArray();
    }
}
