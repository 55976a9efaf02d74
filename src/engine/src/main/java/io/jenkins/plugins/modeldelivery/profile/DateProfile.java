package io.jenkins.plugins.modeldelivery.profile;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.document.Signature;

/**
 * Summary of a column of dates: its range. Time moves on, so a distribution over dates would drift always and say nothing.
 *
 * @param name of the column
 * @param missing rows without a value
 * @param present rows with a value
 * @param min oldest, milliseconds since 1970-01-01T00:00Z; null when no row has a value
 * @param max newest, milliseconds since 1970-01-01T00:00Z; null when no row has a value
 */
public record DateProfile(String name, long missing, long present, Long min, Long max) implements ColumnProfile {

    public DateProfile {
        if (name == null || missing < 0 || present < 0 || (present > 0) != (min != null && max != null)) {
            throw new IllegalArgumentException("Profile of " + name + ": its range does not fit its counts");
        }
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
        return new DateProfile(
                column.name(), column.size() - present, present, present == 0 ? null : min, present == 0 ? null : max);
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
    public DateProfile merge(ColumnProfile other) {
        DateProfile that = ColumnProfile.expect(this, other, DateProfile.class);
        if (present == 0 || that.present == 0) {
            DateProfile range = present == 0 ? that : this;
            return new DateProfile(name, missing + that.missing, present + that.present, range.min, range.max);
        }
        return new DateProfile(
                name, missing + that.missing, present + that.present, Math.min(min, that.min), Math.max(max, that.max));
    }
}
