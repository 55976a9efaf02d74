package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How the cells of a file are understood, beside their types.
 *
 * @param missing which of them have no value
 * @param dates pattern of dates, one a column; null: ISO-8601
 */
record Rules(Missing missing, List<String> dates) {

    /** What a reading says about a file of these columns. */
    static Rules of(Reading reading, List<String> names) {
        List<String> dates = new ArrayList<>();
        names.forEach(n -> dates.add(reading.datePattern(n)));
        return new Rules(Missing.of(reading.missing()), dates);
    }

    /**
     * The same where some columns have dates of their own kind, as those of Parquet may, which come as ISO-8601 whatever the
     * dates of text are written like.
     */
    Rules dated(IntPredicate columns) {
        List<String> kept = new ArrayList<>();
        for (int c = 0; c < dates.size(); c++) {
            kept.add(columns.test(c) ? null : dates.get(c));
        }
        return new Rules(missing, kept);
    }

    /** A parser of its own for each thread; null: ISO-8601. */
    DatePattern pattern(int column) {
        return dates.get(column) == null ? null : new DatePattern(dates.get(column));
    }
}
