package io.jenkins.plugins.modeldelivery.profile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of days, both ends included.
 *
 * @param first in days since 1970-01-01
 * @param last in days since 1970-01-01
 */
public record Days(long first, long last) {

    /** Stretches kept of a column: the shortest gaps are given up first. */
    public static final int MOST = 100;

    private static final long DAY = 86_400_000L;

    /** How many they are. */
    public long count() {
        return last - first + 1;
    }

    /** {@code 2026-03-01}, or {@code 2026-03-01 to 2026-03-04}. */
    public String words() {
        String from = LocalDate.ofEpochDay(first).toString();
        return first == last ? from : from + " to " + LocalDate.ofEpochDay(last);
    }

    /**
     * Stretches with rows.
     *
     * @param days in order, apart from each other by {@code shortest} days or more
     * @param shortest gaps of fewer days are not kept; 1: all are
     */
    record Stretches(List<Days> days, Integer shortest) {}

    /** The stretches of days in which there are times; {@link Long#MIN_VALUE} is none. */
    static Stretches of(long[] millis) {
        long[] all = Arrays.stream(millis)
                .filter(m -> m != Long.MIN_VALUE)
                .map(m -> Math.floorDiv(m, DAY))
                .toArray();
        Arrays.sort(all);
        List<Days> days = new ArrayList<>();
        for (int i = 0; i < all.length; ) {
            int next = i + 1;
            while (next < all.length && all[next] <= all[next - 1] + 1) {
                next++;
            }
            days.add(new Days(all[i], all[next - 1]));
            i = next;
        }
        return shortened(days, 1);
    }

    /** The stretches of two, joined where they are closer to each other than the shortest gap that both tell. */
    static Stretches union(List<Days> some, List<Days> others, int shortest) {
        List<Days> all = new ArrayList<>(some);
        all.addAll(others);
        all.sort((a, b) -> Long.compare(a.first, b.first));
        return shortened(joined(all, shortest), shortest);
    }

    /** Gives up gaps, the shortest first, until no more stretches are left than are kept. */
    private static Stretches shortened(List<Days> days, int shortest) {
        List<Days> kept = days;
        int limit = shortest;
        while (kept.size() > MOST) {
            long[] gaps = between(kept).stream().mapToLong(Days::count).sorted().toArray();
            limit = (int) Math.min(Integer.MAX_VALUE, gaps[gaps.length - MOST] + 1);
            kept = joined(kept, limit);
        }
        return new Stretches(List.copyOf(kept), limit);
    }

    /** Joins what is closer than so many days without rows; ordered by the first day. */
    private static List<Days> joined(List<Days> days, int shortest) {
        List<Days> joined = new ArrayList<>();
        for (Days next : days) {
            Days last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && next.first - last.last <= shortest) {
                joined.set(joined.size() - 1, new Days(last.first, Math.max(last.last, next.last)));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    /** What lies between stretches. */
    static List<Days> between(List<Days> days) {
        List<Days> gaps = new ArrayList<>();
        for (int i = 1; i < days.size(); i++) {
            gaps.add(new Days(days.get(i - 1).last + 1, days.get(i).first - 1));
        }
        return gaps;
    }
}
