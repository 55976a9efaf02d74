package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Leaderboard;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells results in the words that a build log and a terminal share. */
final class Narrator {

    private static final int TOP_FEATURES = 5;
    private static final int TOP_COLUMNS = 8;
    private static final int TOP_TRIALS = 10;
    private static final int TOP_FINDINGS = 5;
    private static final int TOP_CHECKS = 20;

    private final Console console;

    Narrator(Console console) {
        this.console = console;
    }

    void tell(Result result) {
        if (result instanceof TrainResult train) {
            tell(train);
        } else if (result instanceof ValidationResult validation) {
            tell(validation);
        } else if (result instanceof DriftResult drift) {
            tell(drift);
        } else if (result instanceof ScoreResult score) {
            tell(score);
        } else if (result instanceof DataCheckResult check) {
            tell(check);
        } else if (result instanceof Problem problem) {
            console.bad(problem.sentence());
        }
    }

    private void tell(DataCheckResult result) {
        List<DataCheckResult.Check> failed =
                result.checks().stream().filter(c -> !c.passed()).toList();
        for (DataCheckResult.Check check : failed.subList(0, Math.min(TOP_CHECKS, failed.size()))) {
            if (check.level() == Gate.Level.FAILURE) {
                console.bad(check.sentence());
            } else {
                console.note(check.sentence());
            }
        }
        if (failed.size() > TOP_CHECKS) {
            console.line("  and " + (failed.size() - TOP_CHECKS) + " more, see the report");
        }
        int fulfilled = result.checks().size() - failed.size();
        console.line("  " + fulfilled + " of " + result.checks().size() + " expectations are fulfilled by "
                + source(result.data()));
    }

    private void tell(TrainResult result) {
        result.warnings().forEach(console::note);
        if (result.leaderboard() != null) {
            tell(result.leaderboard());
        }
        console.line("  " + result.trainer().name()
                + (result.task() != null && !result.task().supervised()
                        ? " (" + result.task() + ") learns without a target from "
                        : " predicts '" + result.target() + "' (" + result.task() + ") from ")
                + result.signature().inputs().size() + " features of " + source(result.data()));
        if (result.earlyStop() != null) {
            console.line("  " + result.earlyStop().sentence());
        }
        console.line("  " + number(result.evaluation().rows()) + " rows held out (" + result.split() + ")");
        new MetricTable(console).tell(result.evaluation(), result.dummy());
        new FoundTable(console).tell(result.evaluation());
        if (!result.importances().isEmpty()) {
            console.line("  matters most: "
                    + result.importances().stream()
                            .limit(TOP_FEATURES)
                            .map(i -> i.feature() + " " + percent(i.share()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void tell(Leaderboard board) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("place", "trial", "trainer", board.metric(), "+-", "folds", "seconds", ""));
        int place = 0;
        for (Leaderboard.Trial trial : board.trials()) {
            place++;
            if (place > TOP_TRIALS && trial.number() != 0) {
                continue;
            }
            rows.add(List.of(
                    Integer.toString(place),
                    trial.number() == 0 ? "" : Integer.toString(trial.number()),
                    trial.trainer(),
                    trial.score() == null ? "" : Quantities.metric(trial.score()),
                    trial.deviation() == null ? "" : Quantities.metric(trial.deviation()),
                    Integer.toString(trial.folds()),
                    String.format(Locale.ROOT, "%.1f", trial.seconds()),
                    trial.note() == null ? "" : trial.note()));
        }
        console.table(rows);
        console.line("  over " + board.folds() + " of the training rows");
    }

    private void tell(ValidationResult result) {
        result.warnings().forEach(console::note);
        console.line("  measured on " + number(result.evaluation().rows()) + " rows of "
                + result.data().path()
                + (result.baseline() == null
                        ? ""
                        : ", beside the " + (result.baselineStage() == null ? "baseline" : result.baselineStage())
                                + " version v" + result.baselineVersion() + " on the same rows"));
        new MetricTable(console).tell(result);
        new FoundTable(console).tell(result.evaluation());
        new SliceTable(console).tell(result);
        for (GateDecision decision : result.gates()) {
            String sentence = "gate  " + decision.sentence();
            if (decision.outcome() == GateDecision.Outcome.PASS) {
                console.good(sentence);
            } else {
                console.bad(sentence);
            }
        }
        long held = result.gates().stream()
                .filter(d -> d.outcome() == GateDecision.Outcome.PASS)
                .count();
        if (result.gates().isEmpty()) {
            console.line("  no gates asked for");
        } else if (result.passed()) {
            console.good("validation passed: " + held + " of " + result.gates().size() + " gates hold");
        } else {
            console.bad("validation failed: " + held + " of " + result.gates().size() + " gates hold");
        }
    }

    private void tell(DriftResult result) {
        console.line("  compared " + number(result.data().rows()) + " rows of "
                + result.data().path() + " with the " + number(result.referenceRows())
                + " rows "
                + (result.baseline() == null || result.baseline().kind().equals(DriftResult.Baseline.TRAINING)
                        ? "that " + (result.version() == null ? "the model" : "v" + result.version()) + " learned from"
                        : "of " + result.baseline().words()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("column", "verdict", "distance", "limit", "p adjusted", "what moved"));
        result.columns().stream()
                .filter(c -> c.level() != DriftResult.Level.OK)
                .limit(TOP_COLUMNS)
                .forEach(c -> rows.add(List.of(
                        c.name() + (c.role().equals("feature") ? "" : " (" + c.role() + ")"),
                        c.level().toString(),
                        String.format(Locale.ROOT, "%s %.3f", DriftRequest.Limits.words(c.statistic()), c.distance()),
                        String.format(
                                Locale.ROOT, "%.2f", c.level() == DriftResult.Level.DRIFT ? c.drift() : c.warning()),
                        c.adjusted() < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", c.adjusted()),
                        c.moved() == null ? "" : Table.shorten(c.moved()))));
        if (rows.size() > 1) {
            console.table(rows);
        }
        long ok = result.columns().stream()
                .filter(c -> c.level() == DriftResult.Level.OK)
                .count();
        if (ok > 0) {
            boolean training =
                    result.baseline() == null || result.baseline().kind().equals(DriftResult.Baseline.TRAINING);
            console.line("  " + ok + " of " + result.columns().size() + " columns are as in "
                    + (training ? "training" : "the baseline"));
        }
        // A changed share of missing values stands in its column's line already.
        List<DriftResult.Finding> findings = result.findings().stream()
                .filter(f -> f.level() != DriftResult.Level.OK && !f.kind().equals("missing"))
                .toList();
        findings.stream().limit(TOP_FINDINGS).forEach(f -> console.note(f.message()));
        if (findings.size() > TOP_FINDINGS) {
            console.line("  ... and " + (findings.size() - TOP_FINDINGS) + " more findings in the report");
        }
        result.findings().stream()
                .filter(f -> f.kind().equals("performance") && f.level() == DriftResult.Level.OK)
                .forEach(f -> console.line("  " + f.message()));
        switch (result.level()) {
            case OK -> console.good(result.summary());
            case DRIFT -> console.bad(result.summary());
            default -> console.note(result.summary());
        }
    }

    private void tell(ScoreResult result) {
        result.warnings().forEach(console::note);
        console.good("scored " + number(result.data().rows()) + " rows of "
                + result.data().path() + " to " + result.output() + " (added " + String.join(", ", result.columns())
                + ")");
    }

    private static String source(DataFacts data) {
        return data.path() + " (" + number(data.rows()) + " rows)";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
