package io.jenkins.plugins.modeldelivery.document;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that the user need not find out one by one. */
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();

    /** See {@link Problem}. */
    public void add(String what, String where, String advice) {
        problems.add(new Problem(what, where, advice));
    }

    public void add(Problem problem) {
        problems.add(problem);
    }

    /** The list itself: what is added to it is collected as well. */
    public List<Problem> list() {
        return problems;
    }

    /** @throws InputException if there are any: the one, or all in a list */
    public void refuse() {
        if (problems.size() == 1) {
            throw new InputException(problems.get(0), null);
        }
        if (!problems.isEmpty()) {
            StringBuilder what = new StringBuilder(problems.size() + " things are wrong:");
            problems.forEach(p -> what.append("\n  - ").append(p.sentence()));
            throw new InputException(what.toString(), null, null);
        }
    }
}
