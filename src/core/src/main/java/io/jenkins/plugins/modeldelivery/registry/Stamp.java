package io.jenkins.plugins.modeldelivery.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * By what a change of a file is noticed: ledgers only grow, and whoever restores one changes its time.
 *
 * @param size bytes; -1: there is no such file
 * @param modified when last
 */
record Stamp(long size, FileTime modified) {

    /** Of a file that does not exist. */
    static final Stamp NONE = new Stamp(-1, FileTime.fromMillis(0));

    static Stamp of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }
}
