package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.List;

/**
 * Summary of a column of dates: its range, and the days without rows within it. Time moves on, so a distribution over dates
 * would drift always and say nothing.
 *
 * @param name of the column
 * @param missing rows without a value
 * @param present rows with a value
 * @param min oldest, milliseconds since 1970-01-01T00:00Z; null when no row has a value
 * @param max newest, milliseconds since 1970-01-01T00:00Z; null when no row has a value
 * @param days stretches of days (UTC) with rows, the oldest first, at most {@value Days#MOST}; null where an older engine made
 *     the profile, which kept none
 * @param shortest gaps of at least so many days are told; 1: all; null with {@code days}
 */
public record DateProfile(
        String name, long missing, long present, Long min, Long max, List<Days> days, Integer shortest)
        implements ColumnProfile {

    public DateProfile {
        days = days == null ? null : List.copyOf(days);
        if (name == null || missing < 0 || present < 0 || (present > 0) != (min != null && max != null)) {
            throw new IllegalArgumentException("Profile of " + name + ": its range does not fit its counts");
        }
        if ((days == null) != (shortest == null) || shortest != null && shortest < 1) {
            throw new IllegalArgumentException("Profile of " + name + ": its days do not fit the shortest gap");
        }
        for (int i = 0; days != null && i < days.size(); i++) {
            if (days.get(i).first() > days.get(i).last()
                    || i > 0 && days.get(i).first() <= days.get(i - 1).last()) {
                throw new IllegalArgumentException("Profile of " + name + ": its days are not in order");
            }
        }
    }

    /** As older engines made it, without days. */
    public DateProfile(String name, long missing, long present, Long min, Long max) {
        this(name, missing, present, min, max, null, null);
    }

    static DateProfile of(Column.Date column) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long present = 0;
        for (long value : column.millis()) {
            if (value != Long.MIN_VALUE) {
                present++;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        Days.Stretches stretches = Days.of(column.millis());
        return new DateProfile(
                column.name(),
                column.size() - present,
                present,
                present == 0 ? null : min,
                present == 0 ? null : max,
                stretches.days(),
                stretches.shortest());
    }

    /** Stretches of days without rows between the oldest and the newest; empty where none is known. */
    public List<Days> gaps() {
        return days == null ? List.of() : Days.between(days);
    }

    @Override
    public Signature.Type kind() {
        return Signature.Type.DATE;
    }

    @Override
    public DateProfile project(Column column) {
        return of(ColumnProfile.expect(this, column, Column.Date.class));
    }

    @Override
    public DateProfile emptied() {
        return new DateProfile(name, rows(), 0, null, null, List.of(), 1);
    }

    @Override
    public DateProfile merge(ColumnProfile other) {
        DateProfile that = ColumnProfile.expect(this, other, DateProfile.class);
        Days.Stretches both = days == null || that.days == null
                ? new Days.Stretches(null, null)
                : Days.union(days, that.days, Math.max(shortest, that.shortest));
        DateProfile range = present == 0 ? that : this;
        boolean two = present > 0 && that.present > 0;
        return new DateProfile(
                name,
                missing + that.missing,
                present + that.present,
                two ? Long.valueOf(Math.min(min, that.min)) : range.min,
                two ? Long.valueOf(Math.max(max, that.max)) : range.max,
                both.days(),
                both.shortest());
    }
}
