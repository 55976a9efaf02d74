package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.Correction;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Column;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Histogram;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.Evaluation;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.GateDecision.Outcome;
import io.jenkins.plugins.modeldelivery.document.Interval;
import io.jenkins.plugins.modeldelivery.document.LabelChanges;
import io.jenkins.plugins.modeldelivery.document.Resampling;
import io.jenkins.plugins.modeldelivery.document.Result.Run;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.Signature.Field;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.document.Slicing;
import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.document.TrainResult;
import io.jenkins.plugins.modeldelivery.document.TrainResult.Importance;
import io.jenkins.plugins.modeldelivery.document.TrainerSpec;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Results with plausible values. Every name in them is built from the word given, so that hostile ones can be planted. */
final class Samples {

    static final Run RUN = new Run("1.0", Instant.parse("2026-03-02T09:14:31Z"), 3.42);
    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private Samples() {}

    static DataFacts data(String path, long rows) {
        return new DataFacts(path, SHA, rows * 21, rows, 10);
    }

    static Evaluation binary(double skill, String positive) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("auc", 0.78 + skill);
        metrics.put("prAuc", 0.39 + skill);
        metrics.put("accuracy", 0.902 + skill / 10);
        metrics.put("balancedAccuracy", 0.634 + skill);
        metrics.put("precision", 0.561 + skill);
        metrics.put("recall", 0.292 + skill);
        metrics.put("f1", 0.384 + skill);
        metrics.put("logLoss", 0.271 - skill);
        metrics.put("brier", 0.0761 - skill / 10);
        metrics.put("ece", 0.0182);
        metrics.put("mcc", 0.356 + skill);
        int n = 120;
        double[][] roc = new double[n + 1][];
        double[][] pr = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            double x = (double) i / n;
            roc[i] = new double[] {x, Math.pow(x, 0.28 - skill)};
            pr[i] = new double[] {x, Math.max(0.1, 0.9 * Math.pow(1 - x, 1.3 - 4 * skill))};
        }
        double[][] calibration = {
            {0.04, 0.03, 1012},
            {0.14, 0.16, 171},
            {0.25, 0.22 + skill, 82},
            {0.35, 0.41, 47},
            {0.45, 0.38, 29},
            {0.55, 0.61, 18},
            {0.64, 0.6, 11},
            {0.75, 0.8, 6},
            {0.86, 0.75, 4}
        };
        return new Evaluation(
                1380,
                metrics,
                List.of("no", positive),
                positive,
                new long[][] {{1203, 33}, {102, 42}},
                roc,
                pr,
                calibration,
                null);
    }

    static Evaluation regression(long seed) {
        Random random = new Random(seed);
        double[][] residuals = new double[500][];
        for (int i = 0; i < residuals.length; i++) {
            double truth = 40 + 260 * random.nextDouble();
            residuals[i] = new double[] {truth + random.nextGaussian() * 24, truth};
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("rmse", 24.1173);
        metrics.put("mae", 18.92);
        metrics.put("r2", 0.8734);
        return new Evaluation(52_113, metrics, null, null, null, null, null, null, residuals);
    }

    static Evaluation multiclass(int classes) {
        Random random = new Random(7);
        List<String> names = new ArrayList<>();
        long[][] confusion = new long[classes][classes];
        for (int t = 0; t < classes; t++) {
            names.add("class " + (char) ('A' + t % 26) + (t >= 26 ? t / 26 : ""));
            for (int p = 0; p < classes; p++) {
                confusion[t][p] = t == p ? 300 + random.nextInt(900) : random.nextInt(60);
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", 0.871);
        metrics.put("f1", 0.853);
        metrics.put("auc", 0.967);
        metrics.put("logLoss", 0.412);
        List<Evaluation.PerClass> perClass = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            long rows = java.util.Arrays.stream(confusion[c]).sum();
            perClass.add(new Evaluation.PerClass(
                    names.get(c), rows, 0.8, 0.7, 0.75, curves(c < 12 ? 60 : 0, 0.02 * (c % 7))));
        }
        return new Evaluation(4_211, metrics, names, null, confusion, null, null, null, null, null, perClass);
    }

    /** Of a class, without points where there are to be none. */
    private static Evaluation.Curves curves(int points, double skill) {
        double[][] roc = new double[points][];
        double[][] pr = new double[points][];
        for (int i = 0; i < points; i++) {
            double x = i / (points - 1.0);
            roc[i] = new double[] {x, Math.pow(x, 0.28 - skill)};
            pr[i] = new double[] {x, Math.max(0.1, 0.9 * Math.pow(1 - x, 1.3 - 4 * skill))};
        }
        double[][] calibration = {{0.03, 0.02, 3012}, {0.2, 0.18 + skill, 401}, {0.55, 0.6, 71}, {0.93, 0.9, 727}};
        return new Evaluation.Curves(
                0.8 + skill,
                0.5 + skill,
                points == 0 ? null : roc,
                points == 0 ? null : pr,
                points == 0 ? null : calibration);
    }

    static TrainResult train(String word, Task task, Evaluation evaluation, List<String> warnings) {
        List<Field> inputs = new ArrayList<>();
        String[] names = {"species", "size", "speed_knots", "phase", "operator", "aircraft", "state", "time_of_day"};
        double[] shares = {0.291, 0.243, 0.151, 0.107, 0.089, 0.062, 0.041, 0.016};
        List<Importance> importances = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            importances.add(new Importance(names[i] + word, shares[i]));
            inputs.add(
                    names[i].equals("speed_knots")
                            ? new Field(names[i] + word, Type.NUMERIC, 0.0, 380.0, null, 0.3127)
                            : new Field(
                                    names[i] + word,
                                    Type.CATEGORICAL,
                                    null,
                                    null,
                                    List.of(
                                            "Unknown bird - small" + word,
                                            "Gull",
                                            "Canada goose",
                                            "Mourning dove",
                                            "Killdeer",
                                            "European starling",
                                            "Red-tailed hawk",
                                            "Barn owl",
                                            "Herring gull",
                                            "Rock pigeon"),
                                    i == 3 ? 0.021 : 0));
        }
        return new TrainResult(
                RUN,
                "fleet/birdstrike-damage" + word,
                new Artifact("model.zip", SHA, 412_331),
                null,
                data("data/1990-1993.csv.gz" + word, 2368),
                null,
                "the last 20 % by date" + word,
                task,
                "damage" + word,
                new TrainerSpec(
                        "gradientBoosting",
                        Map.of(
                                "rounds",
                                200,
                                "learningRate",
                                0.1,
                                "maxDepth",
                                6,
                                "subsample",
                                0.8,
                                "objective",
                                "x" + word)),
                42,
                new Signature(
                        inputs, new Field("damage", Type.CATEGORICAL, null, null, List.of("no", "yes" + word), 0)),
                evaluation,
                importances,
                warnings);
    }

    static TrainResult train() {
        return train(
                "",
                Task.BINARY,
                binary(0, "yes"),
                List.of("Column speed_knots lacks a value in 31.3 % of the rows; they are treated as missing."));
    }

    static ValidationResult validation(String word, boolean passed) {
        List<GateDecision> gates = new ArrayList<>();
        gates.add(new GateDecision(
                new Gate("auc", 0.75, null, null, null, false, null),
                Outcome.PASS,
                0.812,
                null,
                "auc 0.812 >= 0.75: pass" + word));
        gates.add(new GateDecision(
                new Gate("auc", null, null, null, 0.005, false, null),
                Outcome.PASS,
                0.812,
                0.782,
                "auc 0.812 >= v1 (prod) 0.782 - 0.005: pass"));
        gates.add(new GateDecision(
                new Gate("logLoss", null, 0.3, null, null, false, null),
                passed ? Outcome.PASS : Outcome.FAIL,
                0.241,
                null,
                "logLoss 0.241 <= " + (passed ? "0.3: pass" : "0.2: fail")));
        if (!passed) {
            gates.add(new GateDecision(
                    new Gate("prAuc", 0.3, null, null, null, true, Gate.Level.UNSTABLE),
                    Outcome.INSUFFICIENT_DATA,
                    null,
                    null,
                    "prAuc is not defined: no row of the positive class" + word));
        }
        return new ValidationResult(
                RUN,
                "fleet/birdstrike-damage" + word,
                2,
                SHA,
                data("data/2001-2002.csv.gz" + word, 1722),
                binary(0.03, "yes" + word)
                        .with(Map.of("auc", new Interval(0.79, 0.834), "logLoss", new Interval(0.22, 0.26))),
                1,
                "prod" + word,
                binary(0, "yes" + word),
                gates,
                passed,
                null,
                word.isEmpty() ? List.of() : List.of(word),
                new Resampling(
                        1000,
                        42,
                        Map.of(
                                "auc", new Resampling.Difference(0.03, new Interval(0.011, 0.049)),
                                "logLoss", new Resampling.Difference(0.01, new Interval(-0.01, 0.03)),
                                "prAuc", new Resampling.Difference(0.01, null)),
                        new Resampling.McNemar(31, 12, 0.0054)),
                List.of(slicing(word)),
                new LabelChanges(
                        1722,
                        42,
                        List.of(
                                new LabelChanges.Change("no", "yes" + word, 30),
                                new LabelChanges.Change("yes" + word, "no", 12)),
                        new LabelChanges.Test(7.714, 1, 0.0079),
                        null));
    }

    private static Slicing slicing(String word) {
        return new Slicing(
                "state" + word,
                100,
                List.of(
                        new Slicing.Slice(
                                "California" + word,
                                600,
                                true,
                                Map.of("auc", 0.83, "accuracy", 0.9),
                                Map.of("auc", new Interval(0.79, 0.87)),
                                Map.of("auc", 0.8)),
                        new Slicing.Slice("Texas", 250, true, Map.of("auc", 0.79), Map.of(), Map.of()),
                        new Slicing.Slice("Wyoming", 3, false, Map.of(), null, null)),
                7,
                41,
                Map.of("auc", new Slicing.Gap(0.04, "Texas", "California" + word)));
    }

    static DriftResult drift(String word) {
        List<Column> columns = new ArrayList<>();
        columns.add(column(
                "operator" + word,
                "feature",
                0.089,
                "cramersV",
                0.412,
                Level.DRIFT,
                "'UNITED AIRLINES" + word + "' 18.2 % -> 31.7 %",
                List.of(
                        "UNITED AIRLINES" + word,
                        "US AIRWAYS*",
                        "DELTA AIR LINES",
                        "AMERICAN AIRLINES",
                        "SOUTHWEST AIRLINES",
                        "BUSINESS",
                        "MILITARY",
                        "UNKNOWN",
                        "FEDERAL EXPRESS",
                        "NORTHWEST AIRLINES"),
                new double[] {.182, .21, .09, .151, .08, .12, .03, .077, .04, .02},
                new double[] {.317, .12, .1, .132, .091, .07, .01, .1, .04, .02}));
        columns.add(numeric("speed_knots" + word, 0.151, "ks", 0.181, Level.DRIFT));
        columns.add(column(
                "species",
                "feature",
                0.291,
                "cramersV",
                0.148,
                Level.WARNING,
                "'Gull' 12.4 % -> 7.9 %",
                List.of(
                        "Unknown bird - small",
                        "Gull",
                        "Canada goose",
                        "Mourning dove",
                        "European starling – juvenile, first winter"),
                new double[] {.5, .124, .1, .2, .076},
                new double[] {.55, .079, .1, .2, .071}));
        columns.add(column(
                "prediction",
                "prediction",
                null,
                "ks",
                0.042,
                Level.OK,
                null,
                List.of("0 to 0.1", "0.1 to 0.2", "0.2 to 0.4", "0.4 to 1"),
                new double[] {.7, .2, .08, .02},
                new double[] {.69, .2, .09, .02}));
        columns.add(column(
                "time_of_day",
                "feature",
                0.016,
                "cramersV",
                0.021,
                Level.OK,
                null,
                List.of("Day", "Night", "Dusk", "Dawn"),
                new double[] {.68, .22, .07, .03},
                new double[] {.68, .22, .06, .04}));
        return new DriftResult(
                RUN,
                "fleet/birdstrike-damage" + word,
                1,
                SHA,
                data("data/1997-2000.csv.gz" + word, 3778),
                2368,
                Level.DRIFT,
                "Drift: 2 of 4 features drift, 34.1 % of the importance (limit 30 %); most in operator" + word + ".",
                0.341,
                0.3,
                0.05,
                Correction.BH,
                columns,
                List.of(
                        new Finding(
                                "missing",
                                "speed_knots" + word,
                                Level.DRIFT,
                                "speed_knots is missing in 58.4 % of the rows, 31.3 % in training" + word),
                        new Finding(
                                "newCategory",
                                "operator",
                                Level.WARNING,
                                "14 operators were not seen in training, 3.1 % of the rows"),
                        new Finding("schema", null, Level.OK, "The column remarks is new; it is not used.")),
                null);
    }

    static Column column(
            String name,
            String role,
            Double importance,
            String statistic,
            double distance,
            Level level,
            String moved,
            List<String> labels,
            double[] reference,
            double[] current) {
        double p = level == Level.OK ? 0.412 : 0.00000012;
        return new Column(
                name,
                role,
                Type.CATEGORICAL,
                importance,
                statistic,
                distance,
                0.1,
                0.2,
                p,
                Math.min(1, p * 5),
                level,
                moved,
                Map.of(statistic, distance, "psi", distance * 1.3, "js", distance / 3),
                new Histogram(labels, reference, current));
    }

    private static Column numeric(String name, Double importance, String statistic, double distance, Level level) {
        List<String> labels = new ArrayList<>();
        double[] reference = new double[20];
        double[] current = new double[20];
        for (int i = 0; i < 20; i++) {
            labels.add(i * 20 + " to " + (i + 1) * 20);
            reference[i] = Math.exp(-Math.pow((i - 7) / 3.0, 2)) / 5.32;
            current[i] = Math.exp(-Math.pow((i - 8.4) / 2.6, 2)) / 4.6;
        }
        return new Column(
                name,
                "feature",
                Type.NUMERIC,
                importance,
                statistic,
                distance,
                0.05,
                0.1,
                1e-12,
                5e-12,
                level,
                "120 to 140 14.0 % -> 8.2 %",
                Map.of("ks", distance, "psi", 0.31, "js", 0.07, "wasserstein", 0.22),
                new Histogram(labels, reference, current));
    }
}
