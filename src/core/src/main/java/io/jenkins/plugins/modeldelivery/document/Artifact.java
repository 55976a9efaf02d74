package io.jenkins.plugins.modeldelivery.document;

/**
 * A file that an engine run left beside its result.
 *
 * @param file name relative to the run's output directory; never a path out of it
 * @param sha256 lower-case hexadecimal digest of its content
 * @param bytes its size
 */
public record Artifact(String file, String sha256, long bytes) {}
