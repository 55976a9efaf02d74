package io.jenkins.plugins.modeldelivery.document;

/**
 * Which data an engine run read.
 *
 * @param path as the user gave it
 * @param sha256 lower-case hexadecimal digest of the file as stored (a {@code .gz} file's compressed bytes)
 * @param bytes size of the file as stored
 * @param rows data rows, the header not counted
 * @param columns columns in the header
 */
public record DataFacts(String path, String sha256, long bytes, long rows, int columns) {}
