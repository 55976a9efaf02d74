package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.data.Column;
import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.TrainRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Warns where a given file of test rows is not apart from the rows learned from as the request's time or group column says it
 * should be: what is measured on it then is better than what will be.
 */
final class GivenRows {

    private GivenRows() {}

    /**
     * Adds warnings. Test files without the column, or with one of another type, are passed over: models need neither.
     *
     * @param train rows learned from
     * @param test rows of the request's file of test rows
     */
    static void warn(TrainRequest request, Frame train, Frame test, List<String> warnings) {
        if (request.timeColumn() != null) {
            both(request.timeColumn(), train, test).ifPresent(column -> older(column, request, warnings));
        }
        if (request.groupColumn() != null) {
            both(request.groupColumn(), train, test).ifPresent(column -> known(column, request, warnings));
        }
    }

    /** One column of both files. */
    private record Both(Column train, Column test) {}

    private static Optional<Both> both(String name, Frame train, Frame test) {
        Column learned = train.column(name).orElseThrow();
        return test.column(name).filter(c -> c.type() == learned.type()).map(c -> new Both(learned, c));
    }

    private static void older(Both time, TrainRequest request, List<String> warnings) {
        double newest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < time.train.size(); row++) {
            newest = time.train.missing(row) ? newest : Math.max(newest, Split.time(time.train, row));
        }
        int older = 0;
        for (int row = 0; row < time.test.size(); row++) {
            older += !time.test.missing(row) && Split.time(time.test, row) < newest ? 1 : 0;
        }
        if (older > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows of %s are older by '%s' than the newest row learned from: how the model will do"
                            + " tomorrow they do not tell.",
                    older,
                    time.test.size(),
                    request.testData(),
                    request.timeColumn()));
        }
    }

    private static void known(Both group, TrainRequest request, List<String> warnings) {
        Set<Object> learned = new HashSet<>();
        for (int row = 0; row < group.train.size(); row++) {
            if (!group.train.missing(row)) {
                learned.add(value(group.train, row));
            }
        }
        int known = 0;
        for (int row = 0; row < group.test.size(); row++) {
            known += !group.test.missing(row) && learned.contains(value(group.test, row)) ? 1 : 0;
        }
        if (known > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows of %s belong to a '%s' that was learned from, too: how the model will do on new"
                            + " ones they do not tell.",
                    known,
                    group.test.size(),
                    request.testData(),
                    request.groupColumn()));
        }
    }

    /** As {@link GroupSplit} tells groups apart, but for texts, whose codes are each file's own. */
    private static Object value(Column column, int row) {
        return column instanceof Column.Categorical text
                ? text.categories().get(text.codes()[row])
                : GroupSplit.value(column, row);
    }
}
