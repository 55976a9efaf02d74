package io.jenkins.plugins.modeldelivery.testreport;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One validation, one drift check or one data check as tests.
 *
 * @param name of the suite, the same from build to build
 * @param started when the engine began
 * @param seconds how long it worked
 * @param properties facts that change from build to build, by name
 * @param cases the tests; their names are unique within a class
 * @param output what else there is to say, lines of text; null: nothing
 */
public record TestSuite(
        String name,
        Instant started,
        double seconds,
        Map<String, String> properties,
        List<TestCase> cases,
        String output) {

    public TestSuite {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        cases = unique(cases);
    }

    /**
     * A validation: one test a gate, named after its metric and bounds ({@code auc min}), not after their numbers. A gate that
     * lacks data fails, whatever its level.
     */
    public static TestSuite of(ValidationResult result) {
        Map<String, String> properties = facts(result.run(), result.model(), result.version());
        put(properties, "data", result.data() == null ? null : result.data().path());
        put(properties, "baseline.version", result.baselineVersion());
        put(properties, "baseline.stage", result.baselineStage());
        if (result.evaluation() != null) {
            result.evaluation().metrics().forEach((metric, value) -> put(properties, "metric." + metric, value));
        }
        return new TestSuite(
                result.model() + " validation",
                result.run().started(),
                result.run().seconds(),
                properties,
                GateCases.of(className(result.model(), "gates"), result.gates()),
                result.warnings().isEmpty() ? null : String.join("\n", result.warnings()));
    }

    /**
     * A drift check: one test for the data set, one for each column and one for each gate. A column that drifts fails even where the data set
     * as a whole does not; a warning passes and is told in the output of the test, since "skipped" would say that nobody
     * looked. With too few rows the test of the data set fails and those of the columns are skipped.
     */
    public static TestSuite of(DriftResult result) {
        return of(result, result.level(), result.summary());
    }

    /**
     * The same where earlier checks have a say.
     *
     * @param counts the level that the data set's verdict counts as, for which it passes or fails
     * @param summary why
     */
    public static TestSuite of(DriftResult result, DriftResult.Level counts, String summary) {
        Map<String, String> properties = facts(result.run(), result.model(), result.version());
        put(properties, "data", result.data() == null ? null : result.data().path());
        put(properties, "level", result.level());
        put(properties, "share", result.driftShare());
        List<TestCase> cases = new ArrayList<>();
        cases.add(ColumnCases.dataSet(className(result.model(), "drift"), result, counts, summary));
        cases.addAll(ColumnCases.of(className(result.model(), "columns"), result));
        cases.addAll(GateCases.of(className(result.model(), "performance"), result.gates()));
        return new TestSuite(
                result.model() + " drift", result.run().started(), result.run().seconds(), properties, cases, null);
    }

    /**
     * A data check: one test an expectation, named after its column and rule ({@code age range}). One that only warns passes
     * and is told in the output of the test.
     */
    public static TestSuite of(DataCheckResult result) {
        String name = result.model() == null ? "data" : result.model();
        Map<String, String> properties = facts(result.run(), name, result.version());
        put(properties, "data", result.data() == null ? null : result.data().path());
        put(properties, "level", result.level());
        return new TestSuite(
                result.model() == null ? name : name + " data",
                result.run().started(),
                result.run().seconds(),
                properties,
                ExpectationCases.of(className(name, "data"), result.checks()),
                null);
    }

    /** How many tests went so. */
    public long count(TestCase.Outcome outcome) {
        return cases.stream().filter(c -> c.outcome() == outcome).count();
    }

    /** {@code team/rain} as a package of dashboards, which is cut at its dots. */
    private static String className(String model, String last) {
        return model.replace('/', '.') + "." + last;
    }

    private static Map<String, String> facts(Result.Run run, String model, Integer version) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "model", model);
        put(facts, "version", version);
        put(facts, "engine", run.engine());
        return facts;
    }

    private static void put(Map<String, String> facts, String name, Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }

    /** The second of a name becomes {@code name (2)}: dashboards tell tests apart by class and name. */
    private static List<TestCase> unique(List<TestCase> cases) {
        Set<String> taken = new HashSet<>();
        List<TestCase> unique = new ArrayList<>();
        for (TestCase one : cases) {
            String name = one.name();
            for (int i = 2; !taken.add(one.className() + "\n" + name); i++) {
                name = one.name() + " (" + i + ")";
            }
            unique.add(name.equals(one.name()) ? one : one.named(name));
        }
        return List.copyOf(unique);
    }
}
