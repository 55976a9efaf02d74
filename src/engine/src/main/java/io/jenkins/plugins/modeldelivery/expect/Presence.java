package io.jenkins.plugins.modeldelivery.expect;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import java.util.List;
import java.util.Set;

/**
 * Which columns there are, and which there should be.
 *
 * @param names of the columns there are
 */
record Presence(List<String> names) {

    private static final int NAMED = 5;

    /** Whether the column is there, or not there. */
    Check of(Expectation e, boolean inferred) {
        boolean there = names.contains(e.column());
        boolean passed = there != e.absent();
        String is = there ? "The column " + e.column() + " is in the data" : "There is no column " + e.column();
        String sentence = passed
                ? is
                : there
                        ? is + " and must not be"
                        : is
                                + Nearest.of(e.column(), names)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("; the columns are " + some(names));
        return new Check(
                e.absent() ? "absent" : "present",
                e.column(),
                e.level(),
                passed,
                inferred,
                e.absent() ? "no such column" : "a column of that name",
                there ? "there" : "not there",
                null,
                null,
                sentence,
                List.of());
    }

    /** Whether there are no others. */
    Check only(Set<String> listed, Gate.Level level) {
        List<String> others = names.stream().filter(n -> !listed.contains(n)).toList();
        return new Check(
                "columns",
                null,
                level,
                others.isEmpty(),
                false,
                "no other columns than those expected",
                others.isEmpty() ? "none" : others.size() + " others",
                null,
                null,
                others.isEmpty()
                        ? "There are no other columns than those expected"
                        : (others.size() == 1 ? "1 column is" : others.size() + " columns are") + " not expected: "
                                + some(others),
                List.of());
    }

    private static String some(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(NAMED, all.size()))) + (all.size() > NAMED ? ", ..." : "");
    }

    /** The same expectation of a column whose values are told nowhere. */
    static Expectation sensitive(Expectation e) {
        return new Expectation(
                e.column(),
                e.type(),
                e.min(),
                e.max(),
                e.missing(),
                e.values(),
                e.unique(),
                e.increasing(),
                e.freshness(),
                e.absent(),
                e.tolerance(),
                true,
                e.level());
    }
}
