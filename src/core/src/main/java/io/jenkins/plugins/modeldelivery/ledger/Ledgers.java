package io.jenkins.plugins.modeldelivery.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * How ledgers are written: by which clock, on which disk.
 *
 * @param clock gives the time of each line
 * @param disk takes the lines
 */
public record Ledgers(Clock clock, LedgerFile.Opener disk) {

    /** By the clock of this machine, on its disk. */
    public static final Ledgers REAL = new Ledgers(Clock.systemUTC(), LedgerFile.DISK);

    /** Opens a ledger for appending; see {@link Ledger#open(Path, Clock)}. */
    public Ledger.Opened open(Path file) throws IOException {
        return Ledger.open(file, clock, disk);
    }

    /**
     * Keeps in mind that a ledger was missing, empty or shorter than it had been, by a file beside it as that of a damaged one
     * would be.
     */
    public void noteLoss(Path file) throws IOException {
        Ledger.noteLoss(file, this);
    }

    /** Sets a damaged ledger aside; see {@link Ledger#setAside}. */
    public void setAside(Path file, Damage damage) throws IOException {
        Ledger.setAside(file, damage, this);
    }
}
