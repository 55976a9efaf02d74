package io.jenkins.plugins.modeldelivery.ledger;

import java.nio.file.Path;

/**
 * Where a ledger is no longer what was written.
 *
 * @param file the ledger
 * @param line number of the first line that cannot be trusted, from 1
 * @param offset of that line's first byte in the file, from 0
 * @param what is wrong with it
 */
public record Damage(Path file, long line, long offset, String what) {

    /**
     * As one line for people: file, line, byte and what is wrong there.
     *
     * @param root the file is named relative to it: who may read of the damage need not know where the registry lies
     */
    public String sentence(Path root) {
        return root.relativize(file).toString().replace('\\', '/') + ": line " + line + ", byte " + offset + ": "
                + what;
    }
}
