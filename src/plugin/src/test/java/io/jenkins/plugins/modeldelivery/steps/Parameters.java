package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.trainer.GradientBoosting;
import io.jenkins.plugins.modeldelivery.trainer.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/** A value for every parameter of every step, none of them the default. They need not make sense together. */
public final class Parameters {

    private static final String READING = ", separator semicolon, missing [?; -999], categories [zip; store]";
    private static final Map<String, String> TYPES = Map.of("zip", "category", "sold", "date dd.MM.yyyy");

    private static Map<Class<? extends PlainStep>, Map<String, Object>> values() {
        return Map.of(
                TrainModelStep.class,
                values(
                        "model m, data a.csv, target y, into staging, task regression, features [a; b c], ignore [x; y=z], positive yes,"
                                + " testData t.csv, timeColumn day, groupColumn customer, export model.onnx, weightColumn w, classWeights balanced,"
                                + " increasing [area; b], decreasing [age], description text & <more>, onFailure UNSTABLE,"
                                + " memory 2g, java /opt/jdk" + READING,
                        Map.of(
                                "types",
                                TYPES,
                                "test",
                                0.25,
                                "seed",
                                7L,
                                "archive",
                                true,
                                "skipPublishingChecks",
                                true,
                                "tags",
                                Map.of("owner", "a=b", "k", "v")),
                        Map.of("trainer", trainer(), "expect", expectations())),
                RegisterModelStep.class,
                values(
                        "model m, file m.onnx, format onnx, target y, task binary, features [a; b c], classes [no; yes], positive no,"
                                + " description text, onFailure UNSTABLE",
                        Map.of("archive", true, "tags", Map.of("k", "v")),
                        Map.of("metrics", Map.of("auc", 0.91, "f1", "$F1"))),
                ValidateModelStep.class,
                values(
                        "model m, data a.csv, predictions p.csv, positive yes, baseline prod, junit gates.xml, onFailure UNSTABLE,"
                                + " memory 2g, java /opt/jdk" + READING,
                        Map.of(
                                "types",
                                TYPES,
                                "version",
                                3,
                                "skipPublishingTests",
                                true,
                                "skipPublishingChecks",
                                true,
                                "resamples",
                                500,
                                "seed",
                                7L),
                        Map.of(
                                "slices",
                                List.of("state", "operator"),
                                "sliceRules",
                                List.of(slice()),
                                "costs",
                                List.of(new ModelCost("yes", "no", 10)),
                                "gates",
                                List.of(gate()),
                                "expect",
                                expectations())),
                CheckDataStep.class,
                values(
                        "model m, data a.csv, stage prod, junit d.xml, onFailure UNSTABLE, memory 2g, java /opt/jdk"
                                + READING,
                        Map.of("version", 3, "skipPublishingTests", true, "skipPublishingChecks", true),
                        Map.of("expect", expectations(), "types", TYPES)),
                CheckDriftStep.class,
                values(
                        "model m, data a.csv, stage $STAGE, statistic psi, correction bonferroni, junit d.xml, onFailure UNSTABLE,"
                                + " memory 2g, java /opt/jdk, baseline jan*.csv, freshness sold: 2 days,"
                                + " window 3 of 5" + READING,
                        Map.of(
                                "version",
                                3,
                                "skipPublishingTests",
                                true,
                                "skipPublishingChecks",
                                true,
                                "alpha",
                                0.01,
                                "share",
                                0.5,
                                "warning",
                                0.15,
                                "drift",
                                0.35,
                                "missingDrift",
                                0.4,
                                "minRows",
                                50,
                                "domainClassifier",
                                true),
                        Map.of(
                                "columns",
                                List.of(column()),
                                "findings",
                                List.of(finding()),
                                "missingWarning",
                                0.2,
                                "types",
                                TYPES,
                                "gates",
                                List.of(gate()))),
                ScoreModelStep.class,
                values(
                        "model m, data a.csv, output b.csv, stage prod, alias champion, onFailure UNSTABLE, memory 2g,"
                                + " java /opt/jdk" + READING,
                        Map.of("version", 3, "types", TYPES),
                        Map.of()),
                PromoteModelStep.class,
                values(
                        "model m, to $STAGE, reason good & <better>, alias champion, onFailure UNSTABLE",
                        Map.of("version", 3, "skipPublishingChecks", true),
                        Map.of()),
                RollbackModelStep.class,
                values(
                        "model m, stage prod, reason bad, alias champion, onFailure UNSTABLE",
                        Map.of("version", 3),
                        Map.of()),
                FetchModelStep.class,
                values(
                        "model m, stage prod, alias champion, dir out, onFailure UNSTABLE",
                        Map.of("version", 3),
                        Map.of()));
    }

    private Parameters() {}

    /** One step of each kind with all its parameters. */
    public static Stream<PlainStep> all() {
        return values().keySet().stream().map(type -> {
            Map<String, Object> values = values().get(type);
            assertThat(values.keySet())
                    .as("values for the parameters of %s", type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(new DescribableModel<>(type)
                            .getParameters().stream()
                                    .map(DescribableParameter::getName)
                                    .toList());
            return instantiate(type, values);
        });
    }

    /** One step of each kind with the parameters only that it must have. */
    public static Stream<PlainStep> required() {
        return values().keySet().stream().map(type -> {
            Map<String, Object> values = new LinkedHashMap<>(values().get(type));
            values.keySet()
                    .removeIf(name ->
                            !new DescribableModel<>(type).getParameter(name).isRequired());
            return instantiate(type, values);
        });
    }

    /** What has to be written for a step: everything that is no default. */
    public static Map<String, String> written(PlainStep step) {
        Map<String, String> written = new TreeMap<>();
        DescribableModel.uninstantiate2_(step)
                .getArguments()
                .forEach((name, value) ->
                        written.put(name, value instanceof Map<?, ?> map ? new TreeMap<>(map).toString() : "" + value));
        return written;
    }

    private static PlainStep instantiate(Class<? extends PlainStep> type, Map<String, Object> values) {
        try {
            return new DescribableModel<>(type).instantiate(values, null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> values(String texts, Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String text : texts.split(", ")) {
            String name = text.substring(0, text.indexOf(' '));
            String value = text.substring(name.length() + 1);
            values.put(
                    name,
                    value.startsWith("[")
                            ? List.of(value.substring(1, value.length() - 1).split("; "))
                            : value);
        }
        values.putAll(some);
        values.putAll(more);
        return values;
    }

    private static Trainer trainer() {
        GradientBoosting trainer = new GradientBoosting();
        trainer.setRounds(10);
        trainer.setDepth(3);
        trainer.setLearningRate(0.5);
        trainer.setMinChildWeight(2.0);
        trainer.setSubsample(0.5);
        trainer.setColumnSample(0.5);
        trainer.setLambda(2.0);
        trainer.setEarlyStopping(5);
        trainer.setValidationShare(0.25);
        return complete(trainer);
    }

    private static ModelGate gate() {
        ModelGate gate = new ModelGate("f1");
        gate.setMin(0.5);
        gate.setMax(0.9);
        gate.setMinChange(0.01);
        gate.setMaxDrop(0.02);
        gate.setRelative(true);
        gate.setLevel("UNSTABLE");
        gate.setConfidence(0.9);
        gate.setSlice("state");
        gate.setMaxGap(0.1);
        gate.setMinRatio(0.8);
        return complete(gate);
    }

    private static ModelSlice slice() {
        ModelSlice slice = new ModelSlice("speed");
        slice.setValues(List.of("10", "20"));
        slice.setBins(5);
        slice.setMinRows(200);
        return complete(slice);
    }

    private static List<DataExpectation> expectations() {
        ExpectedColumn column = new ExpectedColumn("age");
        column.setType("numeric");
        column.setMin(0.0);
        column.setMax(120.0);
        column.setMissing(0.02);
        column.setValues(List.of("1", "2"));
        column.setUnique(true);
        column.setIncreasing(true);
        column.setFreshness("2 days");
        column.setAbsent(true);
        column.setTolerance(0.01);
        column.setSensitive(true);
        column.setLevel("UNSTABLE");
        ExpectedRows rows = new ExpectedRows();
        rows.setMin(10);
        rows.setMax(1000);
        rows.setDuplicates(0.1);
        rows.setListedOnly(true);
        rows.setLevel("UNSTABLE");
        InferredExpectations inferred = new InferredExpectations();
        inferred.setFile("like.csv");
        inferred.setSlack(0.2);
        inferred.setLevel("UNSTABLE");
        return List.of(complete(column), complete(rows), complete(inferred));
    }

    private static DriftColumn column() {
        DriftColumn column = new DriftColumn("speed");
        column.setType("numeric");
        column.setStatistic("psi");
        column.setWarning(0.1);
        column.setDrift(0.2);
        column.setIgnore(true);
        column.setCritical(true);
        column.setMissingWarning(0.1);
        column.setMissingDrift(0.3);
        return complete(column);
    }

    private static DriftFinding finding() {
        DriftFinding finding = new DriftFinding("newCategory");
        finding.setCounts("ignore");
        finding.setWarning(0.05);
        finding.setDrift(0.2);
        return complete(finding);
    }

    private static <T> T complete(T nested) {
        assertThat(DescribableModel.uninstantiate2_(nested).getArguments().keySet())
                .as("parameters of %s with another value than the default", nested)
                .containsExactlyInAnyOrderElementsOf(new DescribableModel<>(nested.getClass())
                        .getParameters().stream()
                                .map(DescribableParameter::getName)
                                .toList());
        return nested;
    }
}
