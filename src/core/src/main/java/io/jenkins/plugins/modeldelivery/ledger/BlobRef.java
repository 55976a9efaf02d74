package io.jenkins.plugins.modeldelivery.ledger;

/**
 * A file in the blob store.
 *
 * @param name file name to show and to give on download
 * @param sha256 lower-case hexadecimal digest of its content, and its address
 * @param bytes its size
 */
public record BlobRef(String name, String sha256, long bytes) {}
