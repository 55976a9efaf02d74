package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Summary of a column of categories: how often each of the most frequent ones occurs. The array is not to be changed.
 *
 * @param name of the column
 * @param missing rows without a value
 * @param distinct how many different values occur; after a merge: at least so many
 * @param once how many values occur in one row only; by Good and Turing (1953) their share of the rows estimates how many
 *     rows of the same kind of data would have values never seen here
 * @param categories the most frequent values of the rows that the dictionary was made of, most frequent first, at most
 *     {@value #TOP}, and at most {@value #TEXT} characters together
 * @param counts rows with that value, shape [categories]
 * @param other rows with a value that the dictionary leaves out
 * @param unseen of a projection: values that the rows of the dictionary did not have, most frequent first, at most {@value
 *     #TOP}, their rows counted in {@code unseenRows}, not in {@code other}; else empty
 * @param unseenRows rows with a value that the rows of the dictionary did not have
 */
public record CategoricalProfile(
        String name,
        long missing,
        long distinct,
        long once,
        List<String> categories,
        long[] counts,
        long other,
        List<Count> unseen,
        long unseenRows)
        implements ColumnProfile {

    /** Categories listed by name. */
    public static final int TOP = 200;
    /** Characters of all listed names together: a column of free text must not make the profile large. */
    public static final int TEXT = 6000;

    public CategoricalProfile {
        categories = categories == null ? List.of() : List.copyOf(categories);
        unseen = unseen == null ? List.of() : List.copyOf(unseen);
        if (counts == null || counts.length != categories.size()) {
            throw new IllegalArgumentException("Profile of " + name + ": categories and counts do not match");
        }
        if (name == null
                || missing < 0
                || other < 0
                || unseenRows < 0
                || Arrays.stream(counts).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("Profile of " + name + ": no name, or a negative count");
        }
    }

    /**
     * How often a value occurs.
     *
     * @param value the category
     * @param rows with it
     */
    public record Count(String value, long rows) {}

    static CategoricalProfile of(Column.Categorical column) {
        long[] all = count(column);
        List<Integer> order = ranked(all, column.categories());
        List<String> categories = new ArrayList<>();
        int text = 0;
        for (int code : order) {
            text += column.categories().get(code).length();
            if (categories.size() == TOP || text > TEXT) {
                break;
            }
            categories.add(column.categories().get(code));
        }
        long[] counts = new long[categories.size()];
        Arrays.setAll(counts, i -> all[order.get(i)]);
        long present = Arrays.stream(all).sum();
        return new CategoricalProfile(
                column.name(),
                column.size() - present,
                order.size(),
                Arrays.stream(all).filter(n -> n == 1).count(),
                categories,
                counts,
                present - Arrays.stream(counts).sum(),
                List.of(),
                0);
    }

    @Override
    public CategoricalProfile project(Column other) {
        Column.Categorical column = ColumnProfile.expect(this, other, Column.Categorical.class);
        Map<String, Integer> index = new HashMap<>();
        categories.forEach(c -> index.put(c, index.size()));
        long[] all = count(column);
        long[] known = new long[categories.size()];
        long rest = 0;
        List<Count> news = new ArrayList<>();
        for (int code = 0; code < all.length; code++) {
            Integer place =
                    all[code] == 0 ? null : index.get(column.categories().get(code));
            if (place != null) {
                known[place] += all[code];
            } else if (all[code] > 0) {
                // A value not listed is new if the list was complete, or if the column's own frozen dictionary is and
                // lacks it. Otherwise nobody can tell, and it counts as one of the unlisted.
                if (this.other == 0 || column.known() >= distinct && code >= column.known()) {
                    news.add(new Count(column.categories().get(code), all[code]));
                } else {
                    rest += all[code];
                }
            }
        }
        long present = Arrays.stream(all).sum();
        return new CategoricalProfile(
                name,
                column.size() - present,
                Arrays.stream(all).filter(n -> n > 0).count(),
                Arrays.stream(all).filter(n -> n == 1).count(),
                categories,
                known,
                rest,
                top(news),
                news.stream().mapToLong(Count::rows).sum());
    }

    private static long[] count(Column.Categorical column) {
        long[] counts = new long[column.categories().size()];
        for (int code : column.codes()) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }

    /** Codes that occur, most frequent first; of equals the smaller text, so that the order of rows does not matter. */
    private static List<Integer> ranked(long[] counts, List<String> names) {
        List<Integer> order = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                order.add(code);
            }
        }
        order.sort(Comparator.<Integer>comparingLong(code -> -counts[code]).thenComparing(names::get));
        return order;
    }

    private static List<Count> top(List<Count> counts) {
        return counts.stream()
                .sorted(Comparator.comparingLong((Count c) -> -c.rows()).thenComparing(Count::value))
                .limit(TOP)
                .toList();
    }

    @Override
    public Signature.Type kind() {
        return Signature.Type.CATEGORICAL;
    }

    @Override
    public long present() {
        return Arrays.stream(counts).sum() + other + unseenRows;
    }

    /** The most frequent value with its rows; null when no row has a listed one. */
    public Count mode() {
        int best = -1;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && (best < 0 || counts[i] > counts[best])) {
                best = i;
            }
        }
        return best < 0 ? null : new Count(categories.get(best), counts[best]);
    }

    @Override
    public CategoricalProfile emptied() {
        return new CategoricalProfile(name, rows(), 0, 0, categories, new long[counts.length], 0, List.of(), 0);
    }

    @Override
    public CategoricalProfile merge(ColumnProfile profile) {
        CategoricalProfile that = ColumnProfile.expect(this, profile, CategoricalProfile.class);
        if (!categories.equals(that.categories)) {
            throw new IllegalArgumentException(
                    "Profiles of " + name + " have different dictionaries; project one onto the other's first");
        }
        long[] sum = new long[counts.length];
        Arrays.setAll(sum, i -> counts[i] + that.counts[i]);
        Map<String, Long> news = new LinkedHashMap<>();
        unseen.forEach(c -> news.merge(c.value(), c.rows(), Long::sum));
        that.unseen.forEach(c -> news.merge(c.value(), c.rows(), Long::sum));
        long listed = Arrays.stream(sum).filter(n -> n > 0).count() + news.size();
        return new CategoricalProfile(
                name,
                missing + that.missing,
                Math.max(listed, Math.max(distinct, that.distinct)),
                Math.min(
                        once + that.once,
                        Arrays.stream(sum).filter(n -> n == 1).count()
                                + news.values().stream().filter(n -> n == 1).count()
                                + other
                                + that.other),
                categories,
                sum,
                other + that.other,
                top(news.entrySet().stream()
                        .map(e -> new Count(e.getKey(), e.getValue()))
                        .toList()),
                unseenRows + that.unseenRows);
    }
}
