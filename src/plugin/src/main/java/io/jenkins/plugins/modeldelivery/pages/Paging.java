package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Listing;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Which part of a long list is shown.
 *
 * @param page from 1
 * @param size entries of a full page
 * @param total entries in all
 * @param query what else links repeat, encoded: {@code q=rain}; empty: nothing
 */
@ExportedBean(defaultVisibility = 999)
public record Paging(
        @Exported int page, @Exported int size, @Exported int total, String query) {

    /**
     * @param asked the page as the request says it; anything but a number of a page means the nearest one
     */
    @NonNull
    static Paging of(@CheckForNull String asked, int size, int total, @NonNull String query) {
        int page = 1;
        if (asked != null && asked.matches("[0-9]{1,9}")) {
            page = Integer.parseInt(asked);
        }
        return new Paging(Math.max(1, Math.min(page, count(size, total))), size, total, query);
    }

    @NonNull
    static Paging of(@NonNull Listing listing, @NonNull String query) {
        return new Paging(listing.page(), listing.size(), listing.total(), query);
    }

    /** How many pages there are, at least one. */
    @Exported
    public int pages() {
        return count(size, total);
    }

    /** The part of the list that is shown. */
    @NonNull
    <T> List<T> of(@NonNull List<T> all) {
        return all.subList((page - 1) * size, Math.min(page * size, all.size()));
    }

    /** Number of the first entry shown, from 1. */
    public int first() {
        return total == 0 ? 0 : (page - 1) * size + 1;
    }

    /** Number of the last entry shown. */
    public int last() {
        return Math.min(page * size, total);
    }

    /** Address of the page before; null on the first. */
    @CheckForNull
    public String previous() {
        return page > 1 ? href(page - 1) : null;
    }

    /** Address of the page after; null on the last. */
    @CheckForNull
    public String next() {
        return page < pages() ? href(page + 1) : null;
    }

    private String href(int number) {
        return "?page=" + number + (query.isEmpty() ? "" : "&" + query);
    }

    private static int count(int size, int total) {
        return Math.max(1, (total + size - 1) / size);
    }
}
