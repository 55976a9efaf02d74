package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * A few readable ranges of numbers made of a profile's fine grid. A place of the grid is an edge or the open interval between
 * two (2i: below edge i, 2i + 1: edge i itself); a range is one or more places in a row.
 *
 * @param grid the profile that the grid comes from
 * @param starts first place of each range, ascending, the first is 0
 */
record Ranges(NumericProfile grid, int[] starts) {

    /** Ranges that hold about equal shares of the reference; a value with a large share stands alone. */
    static Ranges byShare(NumericProfile grid, int wanted) {
        long total = grid.present();
        int places = 2 * grid.edges().length + 1;
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        long inside = 0;
        for (int place = 0; place < places; place++) {
            long here = count(grid, place);
            boolean full = inside * wanted >= total || inside > 0 && here * wanted >= total;
            if (full && here > 0 && place > starts.get(starts.size() - 1)) {
                starts.add(place);
                inside = 0;
            }
            inside += here;
        }
        return new Ranges(grid, starts.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Ranges of about equal width between the 0.5 % and 99.5 % quantiles of the reference, the tails in the outer ones. */
    static Ranges byWidth(NumericProfile grid, int wanted) {
        float[] edges = grid.edges();
        if (edges.length == 0) {
            return new Ranges(grid, new int[] {0});
        }
        if (edges.length <= wanted) {
            int[] starts = new int[edges.length];
            // One range a value, each with the gap above it; the first also has what lies below.
            for (int i = 1; i < edges.length; i++) {
                starts[i] = 2 * i + 1;
            }
            return new Ranges(grid, starts);
        }
        double low = quantile(grid, 0.005);
        double high = quantile(grid, 0.995);
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        int edge = 0;
        for (int i = 1; i < wanted; i++) {
            double border = low + (high - low) * i / wanted;
            while (edge < edges.length - 1 && edges[edge] < border) {
                edge++;
            }
            int start = 2 * edge + 1;
            if (edges[edge] >= border && start > starts.get(starts.size() - 1)) {
                starts.add(start);
            }
        }
        return new Ranges(grid, starts.stream().mapToInt(Integer::intValue).toArray());
    }

    private static double quantile(NumericProfile grid, double share) {
        double wanted = share * grid.present();
        long before = 0;
        for (int i = 0; i < grid.edges().length; i++) {
            before += grid.between()[i] + grid.at()[i];
            if (before >= wanted) {
                return grid.edges()[i];
            }
        }
        return grid.edges()[grid.edges().length - 1];
    }

    private static long count(NumericProfile profile, int place) {
        return place % 2 == 0 ? profile.between()[place / 2] : profile.at()[place / 2];
    }

    /** How many ranges there are. */
    int size() {
        return starts.length;
    }

    private int end(int range) {
        return range + 1 < starts.length ? starts[range + 1] - 1 : 2 * grid.edges().length;
    }

    /** Rows of a profile on the same grid in each range. */
    long[] counts(NumericProfile profile) {
        long[] counts = new long[starts.length];
        for (int range = 0; range < starts.length; range++) {
            for (int place = starts[range]; place <= end(range); place++) {
                counts[range] += count(profile, place);
            }
        }
        return counts;
    }

    /**
     * Ranges in words: {@code [120..140]}, {@code (0.5..0.75)} where an end does not belong to it, {@code >= 200}, {@code = 0}.
     *
     * @param first of the ranges
     * @param last of the ranges, this one included
     */
    String words(int first, int last) {
        float[] edges = grid.edges();
        int from = starts[first];
        int to = end(last);
        boolean bottom = from == 0;
        boolean top = to == 2 * edges.length;
        if (bottom && top) {
            return "all values";
        }
        boolean closedLow = from % 2 == 1;
        boolean closedHigh = to % 2 == 1;
        double low = bottom ? Double.NEGATIVE_INFINITY : edges[closedLow ? from / 2 : from / 2 - 1];
        double high = top ? Double.POSITIVE_INFINITY : edges[to / 2];
        if (grid.whole()) {
            // Between whole numbers an open end is the next whole number.
            low = closedLow ? low : Math.floor(low) + 1;
            high = closedHigh ? high : Math.ceil(high) - 1;
            closedLow = true;
            closedHigh = true;
        }
        if (bottom) {
            return (closedHigh ? "<= " : "< ") + Wording.number(high);
        }
        if (top) {
            return (closedLow ? ">= " : "> ") + Wording.number(low);
        }
        if (low == high) {
            return "= " + Wording.number(low);
        }
        return (closedLow ? "[" : "(") + Wording.number(low) + ".." + Wording.number(high) + (closedHigh ? "]" : ")");
    }
}
