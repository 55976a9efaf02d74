package io.jenkins.plugins.modeldelivery.train;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that the user need not find out one by one. */
final class Mistakes {
    private final List<Problem> problems = new ArrayList<>();

    void add(String what, String where, String advice) {
        problems.add(new Problem(what, where, advice));
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    List<Problem> list() {
        return problems;
    }

    /** InputException if there are any: the one, or all in a list. */
    void refuse() {
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
