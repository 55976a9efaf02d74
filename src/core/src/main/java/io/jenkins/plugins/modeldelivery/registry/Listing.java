package io.jenkins.plugins.modeldelivery.registry;

import java.time.Duration;
import java.util.List;

/**
 * A page of models.
 *
 * @param rows those on the page, sorted
 * @param total how many models were found, on all pages
 * @param page which page this is, from 1
 * @param size models on a full page
 * @param read how many ledgers had to be read for it: many when it is the first search since the registry was opened
 * @param took how long it took to find
 */
public record Listing(List<Summary> rows, int total, int page, int size, int read, Duration took) {
    public Listing {
        rows = List.copyOf(rows);
    }

    /** How many pages there are, at least one. */
    public int pages() {
        return pages(total, size);
    }

    static int pages(int total, int size) {
        return Math.max(1, (total + size - 1) / size);
    }
}
