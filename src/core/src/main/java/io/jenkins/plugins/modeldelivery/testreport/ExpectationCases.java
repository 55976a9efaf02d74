package io.jenkins.plugins.modeldelivery.testreport;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult.Check;
import io.jenkins.plugins.modeldelivery.document.Gate;
import java.util.Comparator;
import java.util.List;

/** Expectations of data as tests. */
final class ExpectationCases {

    private ExpectationCases() {}

    /** In an order that does not depend on what failed. */
    static List<TestCase> of(String className, List<Check> checks) {
        return checks.stream()
                .map(check -> of(className, check))
                .sorted(Comparator.comparing(TestCase::name))
                .toList();
    }

    private static TestCase of(String className, Check check) {
        String name = check.column() == null ? check.kind() : check.column() + " " + check.kind();
        if (check.passed()) {
            return TestCase.passed(className, name, check.sentence());
        }
        return check.level() == Gate.Level.FAILURE
                ? TestCase.failed(
                        className,
                        name,
                        "expectation not fulfilled",
                        check.sentence(),
                        "expected: " + check.expected() + "\nmeasured: " + check.measured())
                : TestCase.passed(className, name, "WARNING: " + check.sentence());
    }
}
