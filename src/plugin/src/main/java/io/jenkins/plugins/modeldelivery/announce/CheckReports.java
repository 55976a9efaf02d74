package io.jenkins.plugins.modeldelivery.announce;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words and tables for the checks of a commit. */
public final class CheckReports {

    /** Columns that are told of a drift check: the worst. */
    private static final int COLUMNS = 20;

    private CheckReports() {}

    /** A version that was trained, with its metrics on the rows held out. */
    @NonNull
    public static CheckReport trained(@NonNull ModelName model, @NonNull Version version, @NonNull String headline) {
        Table metrics = new Table("metric", "v" + version.number());
        version.facts().metrics().forEach((name, value) -> metrics.row(name, Table.number(value)));
        return new CheckReport(
                "trainModel",
                ModelFact.Level.OK,
                version.number(),
                "v" + version.number() + ": " + headline,
                bold(model, version.number()) + " was trained and stands in " + Table.plain(version.stage()) + ".",
                metrics.isEmpty() ? "" : "On the rows held out:\n\n" + metrics);
    }

    /** Candidate beside champion on the same rows, and the gates. */
    @NonNull
    public static CheckReport validated(
            @NonNull ModelName model,
            int version,
            @NonNull ValidationResult result,
            @NonNull ModelFact.Level level,
            @NonNull String headline) {
        StringBuilder text = new StringBuilder();
        Table gates = new Table("gate", "outcome", "level");
        for (GateDecision gate : result.gates()) {
            gates.row(
                    gate.sentence(),
                    switch (gate.outcome()) {
                        case PASS -> "pass";
                        case FAIL -> "FAIL";
                        case INSUFFICIENT_DATA -> "INSUFFICIENT DATA";
                    },
                    gate.gate().level().name());
        }
        if (!gates.isEmpty()) {
            text.append("### Gates\n\n").append(gates).append('\n');
        }
        text.append("### Metrics\n\n");
        if (result.baseline() == null) {
            Table metrics = new Table("metric", "v" + version);
            result.evaluation().metrics().forEach((name, value) -> metrics.row(name, Table.number(value)));
            text.append(metrics);
        } else {
            text.append(beside(version, result));
        }
        return new CheckReport(
                "validateModel",
                level,
                version,
                "v" + version + " " + headline,
                bold(model, version) + " " + Table.plain(headline) + ", on "
                        + result.evaluation().rows() + " rows of " + Table.plain(data(result)) + "."
                        + result.warnings().stream()
                                .map(w -> "\n\n" + Table.plain(w))
                                .collect(Collectors.joining()),
                text.toString());
    }

    private static Table beside(int version, ValidationResult result) {
        String champion = "v" + result.baselineVersion()
                + (result.baselineStage() == null ? "" : " (" + result.baselineStage() + ")");
        Table table = new Table("metric", "v" + version, champion, "change", "");
        Map<String, Double> before = result.baseline().metrics();
        result.evaluation().metrics().forEach((name, value) -> {
            Double old = before.get(name);
            table.row(
                    name,
                    Table.number(value),
                    Table.number(old),
                    old == null ? "" : (value - old > 0 ? "+" : "") + Table.number(value - old),
                    old == null ? "" : direction(name, value - old));
        });
        return table;
    }

    private static String direction(String metric, double change) {
        Optional<Metric> known = Metric.find(metric);
        return known.filter(Metric::better).isEmpty() || change == 0
                ? ""
                : change > 0 == known.get().higherIsBetter() ? "better" : "worse";
    }

    private static String data(ValidationResult result) {
        return result.data() == null ? "the data" : result.data().path();
    }

    /** The verdict, the columns that moved most and what else is noteworthy. */
    @NonNull
    public static CheckReport drift(
            @NonNull ModelName model,
            int version,
            @NonNull DriftResult result,
            @NonNull String summary,
            @NonNull ModelFact.Level level) {
        Table columns = new Table("column", "level", "distance", "drift from", "what moved");
        result.columns().stream()
                .limit(COLUMNS)
                .forEach(c -> columns.row(
                        c.name(),
                        c.level().toString().replace('_', ' '),
                        DriftRequest.Limits.words(c.statistic()) + " " + Table.number(c.distance()),
                        Table.number(c.drift()),
                        c.moved()));
        Table findings = new Table("level", "finding");
        result.findings().stream()
                .filter(f -> f.level() != DriftResult.Level.OK)
                .forEach(f -> findings.row(f.level().toString(), f.message()));
        StringBuilder text = new StringBuilder();
        if (!columns.isEmpty()) {
            text.append("### Columns\n\n").append(columns);
            if (result.columns().size() > COLUMNS) {
                text.append("\nand ").append(result.columns().size() - COLUMNS).append(" columns that moved less\n");
            }
        }
        if (!findings.isEmpty()) {
            text.append("\n### Findings\n\n").append(findings);
        }
        return new CheckReport(
                "checkDrift",
                level,
                version,
                "v" + version + ": " + result.level().toString().replace('_', ' '),
                Table.plain(summary) + "\n\n" + compared(model, version, result),
                text.toString());
    }

    private static String compared(ModelName model, int version, DriftResult result) {
        DriftResult.Baseline baseline = result.baseline();
        return baseline == null || baseline.kind().equals(DriftResult.Baseline.TRAINING)
                ? "Compared with what " + bold(model, version) + " was trained on."
                : "Checked for " + bold(model, version) + ", compared with " + Table.plain(baseline.words()) + ".";
    }

    /** The verdict on data, and the expectations that it does not fulfil. */
    @NonNull
    public static CheckReport data(
            @NonNull ModelName model, @NonNull DataCheckResult result, @NonNull ModelFact.Level level) {
        Table failed = new Table("column", "level", "expected", "measured", "what was found");
        result.checks().stream()
                .filter(c -> !c.passed())
                .forEach(c -> failed.row(
                        c.column() == null ? "" : c.column(),
                        c.level().toString(),
                        c.expected(),
                        c.measured(),
                        c.sentence()));
        return new CheckReport(
                "checkData",
                level,
                0,
                result.summary(),
                Table.plain(result.summary()) + "\n\nData for **" + Table.plain(model.value()) + "**: "
                        + result.data().rows() + " rows of "
                        + Table.plain(result.data().path()) + ".",
                failed.isEmpty() ? "" : "### Not fulfilled\n\n" + failed);
    }

    /** A move, made or refused. */
    @NonNull
    public static CheckReport promoted(
            @NonNull ModelName model, int version, @NonNull ModelFact.Level level, @NonNull String sentence) {
        return new CheckReport(
                "promoteModel",
                level,
                version,
                "v" + version + ": " + sentence,
                bold(model, version) + ": " + Table.plain(sentence),
                "");
    }

    private static String bold(ModelName model, int version) {
        return "**" + Table.plain(model.value()) + " v" + version + "**";
    }
}
