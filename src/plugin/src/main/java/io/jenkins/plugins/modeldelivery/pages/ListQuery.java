package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.ModelQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What a request for the list of models asks: {@code q} words, {@code stage}, {@code tag}, {@code sort} (with a leading
 * {@code -} the other way round), {@code page} and {@code size}.
 *
 * @param query what to search; if there is a problem, in the usual order
 * @param problem what is wrong with the request; null: nothing
 */
public record ListQuery(ModelQuery query, String problem) {

    private static final Logger LOGGER = Logger.getLogger(ListQuery.class.getName());

    /** @param request null: nothing is asked for */
    @NonNull
    static ListQuery of(@NonNull String folder, @CheckForNull StaplerRequest2 request) {
        String sort = parameter(request, "sort");
        boolean descending = sort.startsWith("-");
        ModelQuery.Sort by = ModelQuery.Sort.NAME;
        String problem = null;
        try {
            String name = descending ? sort.substring(1) : sort;
            by = name.isEmpty() ? ModelQuery.Sort.NAME : ModelQuery.Sort.parse(name);
        } catch (InputException e) {
            LOGGER.log(Level.FINE, e, () -> "Asked for an order that is none");
            descending = false;
            problem = e.getMessage();
        }
        return new ListQuery(
                new ModelQuery(
                        folder,
                        parameter(request, "q"),
                        parameter(request, "stage"),
                        parameter(request, "tag"),
                        by,
                        descending,
                        number(request, "page", 1),
                        number(request, "size", ModelQuery.SIZE)),
                problem);
    }

    /** The words; empty: none. */
    @NonNull
    public String text() {
        return query.text();
    }

    /** The stage; empty: any. */
    @NonNull
    public String stage() {
        return Util.fixNull(query.stage());
    }

    /** The tag; empty: any. */
    @NonNull
    public String tag() {
        return Util.fixNull(query.tag());
    }

    /** The order as the request says it; empty: by name. */
    @NonNull
    public String sort() {
        if (query.sort() == ModelQuery.Sort.NAME && !query.descending()) {
            return "";
        }
        return (query.descending() ? "-" : "") + query.sort();
    }

    /** Whether anything is asked for that leaves models out. */
    public boolean filters() {
        return !text().isEmpty() || !stage().isEmpty() || !tag().isEmpty();
    }

    /** Address of the same list in the order of a column; the other way round if it has that order already. */
    @NonNull
    public String sortedBy(@NonNull String column) {
        boolean same = column.equals(query.sort().toString());
        boolean descending = same ? !query.descending() : newestFirst(column);
        List<String> parts = filter();
        parts.add("sort=" + (descending ? "-" : "") + column);
        return "?" + String.join("&", parts);
    }

    /** For {@code aria-sort}. */
    @NonNull
    public String direction(@NonNull String column) {
        if (!column.equals(query.sort().toString())) {
            return "none";
        }
        return query.descending() ? "descending" : "ascending";
    }

    /** All but the page, as links to other pages repeat it; encoded, empty: nothing. */
    @NonNull
    String repeated() {
        List<String> parts = filter();
        if (!sort().isEmpty()) {
            parts.add("sort=" + sort());
        }
        if (query.size() != ModelQuery.SIZE) {
            parts.add("size=" + query.size());
        }
        return String.join("&", parts);
    }

    private List<String> filter() {
        List<String> parts = new ArrayList<>();
        add(parts, "q", text());
        add(parts, "stage", stage());
        add(parts, "tag", tag());
        return parts;
    }

    private static void add(List<String> parts, String name, String value) {
        if (!value.isEmpty()) {
            parts.add(name + "=" + Util.fullEncode(value));
        }
    }

    /** Of times and counts one looks for the latest and most first. */
    private static boolean newestFirst(String column) {
        return !column.equals(ModelQuery.Sort.NAME.toString());
    }

    private static int number(StaplerRequest2 request, String name, int otherwise) {
        String text = parameter(request, name);
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private static String parameter(StaplerRequest2 request, String name) {
        String value = request == null ? null : request.getParameter(name);
        return value == null ? "" : value.trim();
    }
}
