package io.jenkins.plugins.modeldelivery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.catalogue.Parameter;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import io.jenkins.plugins.modeldelivery.trainer.Auto;
import io.jenkins.plugins.modeldelivery.trainer.Dummy;
import io.jenkins.plugins.modeldelivery.trainer.GradientBoosting;
import io.jenkins.plugins.modeldelivery.trainer.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every step can be filled in as a form, and the snippet is what a person would have written. */
@WithJenkins
class StepFormTest {

    private static JenkinsRule jenkins;
    private static SnippetizerTester snippets;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        snippets = new SnippetizerTester(rule);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void training() throws Exception {
        TrainModelStep step = new TrainModelStep("m", "train.csv", "y");
        GradientBoosting trainer = new GradientBoosting();
        trainer.setRounds(200);
        trainer.setLearningRate(0.05);
        trainer.setEarlyStopping(20);
        trainer.setValidationShare(0.2);
        step.setTrainer(trainer);
        step.setIgnore(List.of("id", "name, first"));
        step.setTest(0.3);
        step.setWeightColumn("w");
        step.setClassWeights("balanced");
        step.setIncreasing(List.of("area", "rooms"));
        step.setDecreasing(List.of("age"));
        step.setSeed(7L);
        step.setMemory("4g");
        step.setSeparator(";");
        step.setMissing(List.of("?", "-999"));
        step.setTypes(Map.of("sold", "date dd.MM.yyyy"));
        step.setCategories(List.of("zip"));
        TrainModelStep back = configured(step);
        assertThat(back.getModel()).isEqualTo("m");
        assertThat(back.getData()).isEqualTo("train.csv");
        assertThat(back.getTarget()).isEqualTo("y");
        assertThat(back.getTrainer().spec()).isEqualTo(trainer.spec());
        assertThat(back.getIgnore()).containsExactly("id", "name, first");
        assertThat(back.getTest()).isEqualTo(0.3);
        assertThat(back.getWeightColumn()).isEqualTo("w");
        assertThat(back.getClassWeights()).isEqualTo("balanced");
        assertThat(back.getIncreasing()).containsExactly("area", "rooms");
        assertThat(back.getDecreasing()).containsExactly("age");
        assertThat(back.getSeed()).isEqualTo(7);
        assertThat(back.getMemory()).isEqualTo("4g");
        assertThat(back.getFeatures()).isEmpty();
        assertThat(back.getTask()).isNull();
        assertThat(back.getSeparator()).isEqualTo(";");
        assertThat(back.getMissing()).containsExactly("?", "-999");
        assertThat(back.getTypes()).isEqualTo(Map.of("sold", "date dd.MM.yyyy"));
        assertThat(back.getCategories()).containsExactly("zip");
        assertThat(configured(new TrainModelStep("m", "train.csv", "y")).getMissing())
                .isNull();
        snippets.assertRoundTrip(
                step,
                "trainModel categories: ['zip'], classWeights: 'balanced', data: 'train.csv', decreasing: ['age'], ignore: ['id', 'name, first'], "
                        + "increasing: ['area', 'rooms'], memory: '4g', missing: ['?', '-999'], model: 'm', seed: 7, separator: ';', "
                        + "target: 'y', test: 0.3, trainer: gradientBoosting(earlyStopping: 20, learningRate: 0.05, "
                        + "rounds: 200, validationShare: 0.2), types: [sold: 'date dd.MM.yyyy'], weightColumn: 'w'");
        snippets.assertRoundTrip(
                new TrainModelStep("m", "train.csv", "y"), "trainModel data: 'train.csv', model: 'm', target: 'y'");
    }

    @Test
    void search() throws Exception {
        TrainModelStep step = new TrainModelStep("m", "train.csv", "y");
        Auto auto = new Auto();
        auto.setTrials(40);
        auto.setMinutes(2.5);
        auto.setMetric("prAuc");
        auto.setFolds(3);
        step.setTrainer(auto);
        assertThat(configured(step).getTrainer().spec()).isEqualTo(auto.spec());
        snippets.assertRoundTrip(
                step,
                "trainModel data: 'train.csv', model: 'm', target: 'y', "
                        + "trainer: auto(folds: 3, metric: 'prAuc', minutes: 2.5, trials: 40)");
        step.setTrainer(new Auto());
        assertThat(configured(step).getTrainer().spec()).isEqualTo(new Auto().spec());
        step.setTrainer(new Dummy());
        assertThat(configured(step).getTrainer().spec()).isEqualTo(new Dummy().spec());
        snippets.assertRoundTrip(step, "trainModel data: 'train.csv', model: 'm', target: 'y', trainer: dummy()");
    }

    @Test
    void validation() throws Exception {
        ValidateModelStep step = new ValidateModelStep("m");
        step.setData("new.csv");
        step.setBaseline("prod");
        step.setVersion(3);
        ModelGate gate = new ModelGate("auc");
        gate.setMin(0.7);
        gate.setMaxDrop(0.01);
        gate.setLevel("UNSTABLE");
        gate.setConfidence(0.95);
        gate.setSlice("state");
        ModelGate gap = new ModelGate("recall");
        gap.setMaxGap(0.1);
        gap.setMinRatio(0.8);
        gap.setSlice("state");
        step.setGates(List.of(gate, gap));
        step.setResamples(500);
        step.setSeed(7L);
        step.setSlices(List.of("state", "operator"));
        ModelSlice rule = new ModelSlice("speed");
        rule.setBins(5);
        rule.setMinRows(200);
        step.setSliceRules(List.of(rule));
        step.setCosts(List.of(new ModelCost("yes", "no", 10)));
        ValidateModelStep back = configured(step);
        assertThat(back.getVersion()).isEqualTo(3);
        assertThat(back.getBaseline()).isEqualTo("prod");
        assertThat(back.getOnFailure()).isEqualTo("FAILURE");
        assertThat(back.getResamples()).isEqualTo(500);
        assertThat(back.getSeed()).isEqualTo(7);
        assertThat(back.getGates()).hasSize(2).last().satisfies(g -> {
            assertThat(g.getMaxGap()).isEqualTo(0.1);
            assertThat(g.getMinRatio()).isEqualTo(0.8);
        });
        assertThat(back.getGates()).first().satisfies(g -> {
            assertThat(g.getMetric()).isEqualTo("auc");
            assertThat(g.getMin()).isEqualTo(0.7);
            assertThat(g.getMax()).isNull();
            assertThat(g.getMaxDrop()).isEqualTo(0.01);
            assertThat(g.getLevel()).isEqualTo("UNSTABLE");
            assertThat(g.getConfidence()).isEqualTo(0.95);
            assertThat(g.getSlice()).isEqualTo("state");
        });
        assertThat(back.getSlices()).containsExactly("state", "operator");
        assertThat(back.getCosts()).singleElement().satisfies(cost -> {
            assertThat(cost.getActual()).isEqualTo("yes");
            assertThat(cost.getPredicted()).isEqualTo("no");
            assertThat(cost.getCost()).isEqualTo(10);
        });
        assertThat(back.getSliceRules()).singleElement().satisfies(r -> {
            assertThat(r.getColumn()).isEqualTo("speed");
            assertThat(r.getValues()).isEmpty();
            assertThat(r.getBins()).isEqualTo(5);
            assertThat(r.getMinRows()).isEqualTo(200);
        });
        snippets.assertRoundTrip(
                step,
                "validateModel baseline: 'prod', costs: [cost(actual: 'yes', cost: 10.0, predicted: 'no')], data: 'new.csv', "
                        + "gates: [gate(confidence: 0.95, level: 'UNSTABLE', maxDrop: 0.01, metric: 'auc', min: 0.7, slice: 'state'), "
                        + "gate(maxGap: 0.1, metric: 'recall', minRatio: 0.8, slice: 'state')], "
                        + "model: 'm', resamples: 500, seed: 7, sliceRules: [slice(bins: 5, column: 'speed', minRows: 200)], "
                        + "slices: ['state', 'operator'], version: 3");
    }

    @Test
    void drift() throws Exception {
        CheckDriftStep step = new CheckDriftStep("m", "new.csv");
        step.setStage("staging");
        step.setOnFailure("UNSTABLE");
        step.setAlpha(0.01);
        DriftColumn column = new DriftColumn("speed");
        column.setDrift(0.2);
        column.setCritical(true);
        DriftColumn numbers = new DriftColumn();
        numbers.setType("numeric");
        numbers.setStatistic("psi");
        column.setMissingDrift(0.3);
        step.setColumns(List.of(column, numbers));
        DriftFinding repeated = new DriftFinding("duplicates");
        repeated.setCounts("ignore");
        DriftFinding fresh = new DriftFinding("newCategory");
        fresh.setWarning(0.05);
        step.setFindings(List.of(repeated, fresh));
        step.setMissingWarning(0.15);
        ModelGate gate = new ModelGate("auc");
        gate.setMaxDrop(0.02);
        step.setGates(List.of(gate));
        step.setWarning(0.05);
        step.setMinRows(500);
        step.setBaseline("january.csv");
        step.setDomainClassifier(true);
        step.setFreshness("2 days");
        step.setWindow("3 of 5");
        CheckDriftStep back = configured(step);
        assertThat(back.getStage()).isEqualTo("staging");
        assertThat(back.getOnFailure()).isEqualTo("UNSTABLE");
        assertThat(back.getCorrection()).isNull();
        assertThat(back.getColumns().get(0).toRule()).isEqualTo(column.toRule());
        assertThat(back.getColumns().get(1).toTypeRule()).isEqualTo(numbers.toTypeRule());
        assertThat(back.getFindings().get(0).toRule()).isEqualTo(repeated.toRule());
        assertThat(back.getFindings().get(1).toRule()).isEqualTo(fresh.toRule());
        assertThat(back.getMissingWarning()).isEqualTo(0.15);
        assertThat(back.getWarning()).isEqualTo(0.05);
        assertThat(back.getMinRows()).isEqualTo(500);
        assertThat(back.getWindow()).isEqualTo("3 of 5");
        assertThat(back.getStatistic()).isNull();
        assertThat(back.getBaseline()).isEqualTo("january.csv");
        assertThat(back.isDomainClassifier()).isTrue();
        assertThat(back.getFreshness()).isEqualTo("2 days");
        snippets.assertRoundTrip(
                step,
                "checkDrift alpha: 0.01, baseline: 'january.csv', columns: [column(critical: true, drift: 0.2, "
                        + "missingDrift: 0.3, name: 'speed'), column(statistic: 'psi', type: 'numeric')], data: 'new.csv', "
                        + "domainClassifier: true, findings: [finding(counts: 'ignore', kind: 'duplicates'), "
                        + "finding(kind: 'newCategory', warning: 0.05)], "
                        + "freshness: '2 days', gates: [gate(maxDrop: 0.02, metric: 'auc')], minRows: 500, missingWarning: 0.15, model: 'm', "
                        + "onFailure: 'UNSTABLE', stage: 'staging', warning: 0.05, window: '3 of 5'");
    }

    @Test
    void theOthers() throws Exception {
        snippets.assertRoundTrip(
                configured(new ScoreModelStep("m", "a.csv", "b.csv")),
                "scoreModel data: 'a.csv', model: 'm', output: 'b.csv'");
        RegisterModelStep register = new RegisterModelStep("m", "m.onnx");
        register.setFormat("onnx");
        register.setDescription("by hand");
        snippets.assertRoundTrip(
                configured(register),
                "registerModel description: 'by hand', file: 'm.onnx', format: 'onnx', model: 'm'");
        PromoteModelStep promote = new PromoteModelStep("m", "staging");
        promote.setReason("good");
        snippets.assertRoundTrip(configured(promote), "promoteModel model: 'm', reason: 'good', to: 'staging'");
        RollbackModelStep rollback = new RollbackModelStep("m", "prod");
        snippets.assertRoundTrip(configured(rollback), "rollbackModel model: 'm', stage: 'prod'");
        FetchModelStep fetch = new FetchModelStep("m");
        fetch.setStage("prod");
        fetch.setDir("out");
        snippets.assertRoundTrip(configured(fetch), "fetchModel dir: 'out', model: 'm', stage: 'prod'");
    }

    @Test
    void everyTrainerOfTheCatalogueCanBeWrittenWithAllItsParameters() {
        for (TrainerInfo info : Trainers.ALL) {
            Descriptor<?> descriptor = SymbolLookup.get().findDescriptor(Trainer.class, info.name());
            assertThat(descriptor).as(info.name()).isNotNull();
            assertThat(new DescribableModel<>(descriptor.clazz)
                            .getParameters().stream().map(DescribableParameter::getName))
                    .as(info.name())
                    .containsExactlyInAnyOrderElementsOf(
                            info.parameters().stream().map(Parameter::name).toList());
        }
    }

    @Test
    void everyParameterHasHelp() throws Exception {
        for (StepDescriptor descriptor : StepDescriptor.all()) {
            if (descriptor instanceof ModelStepDescriptor) {
                assertHelp(descriptor.clazz);
            }
        }
        for (Class<?> type :
                List.of(ModelGate.class, ModelSlice.class, ModelCost.class, DriftColumn.class, DriftFinding.class)) {
            assertHelp(type);
        }
        for (Descriptor<Trainer> descriptor :
                jenkins.jenkins.<Trainer, Descriptor<Trainer>>getDescriptorList(Trainer.class)) {
            assertThat(descriptor.getClass().getAnnotation(Symbol.class)).isNotNull();
            assertHelp(descriptor.clazz);
        }
    }

    /** What must be given, and what must be a number, is checked while it is typed. */
    @Test
    void whateverCanBeWrongIsChecked() {
        List<Class<?>> types = new ArrayList<>(List.of(ModelGate.class, DriftColumn.class, DriftFinding.class));
        StepDescriptor.all().stream()
                .filter(ModelStepDescriptor.class::isInstance)
                .forEach(d -> types.add(d.clazz));
        jenkins.jenkins
                .<Trainer, Descriptor<Trainer>>getDescriptorList(Trainer.class)
                .forEach(d -> types.add(d.clazz));
        for (Class<?> type : types) {
            Descriptor<?> descriptor = jenkins.jenkins.getDescriptor(type.asSubclass(Describable.class));
            for (DescribableParameter parameter : new DescribableModel<>(type).getParameters()) {
                boolean number =
                        parameter.getErasedType() != null && Number.class.isAssignableFrom(parameter.getErasedType());
                boolean choice =
                        hasMethod(descriptor, "doFill" + parameter.getCapitalizedName() + "Items", ListBoxModel.class);
                if (number || parameter.isRequired() && !choice) {
                    assertThat(hasMethod(descriptor, "doCheck" + parameter.getCapitalizedName(), FormValidation.class))
                            .as("check of %s.%s", type.getSimpleName(), parameter.getName())
                            .isTrue();
                }
            }
        }
    }

    private static boolean hasMethod(Object object, String name, Class<?> returns) {
        return Stream.of(object.getClass().getMethods())
                .anyMatch(m -> m.getName().equals(name) && m.getReturnType() == returns);
    }

    private static void assertHelp(Class<?> type) throws Exception {
        DescribableModel<?> model = new DescribableModel<>(type);
        assertThat(model.getHelp()).as("help of %s", type).isNotBlank();
        for (DescribableParameter parameter : model.getParameters()) {
            assertThat(parameter.getHelp())
                    .as("help of %s.%s", type.getSimpleName(), parameter.getName())
                    .isNotBlank();
        }
    }

    @Test
    void anyKindOfNumberIsAMetric() throws Exception {
        RegisterModelStep step = (RegisterModelStep) new DescribableModel<>(RegisterModelStep.class)
                .instantiate(
                        Map.of("model", "m", "file", "f", "metrics", Map.of("auc", new java.math.BigDecimal("0.5"))));
        assertThat(step.getMetrics()).isEqualTo(Map.of("auc", 0.5));
    }

    /** The short form: every parameter that is set, and no default. */
    @Test
    void snippetsNameWhatIsSet() {
        Parameters.all().forEach(step -> {
            String snippet = Snippetizer.object2Groovy(step);
            for (DescribableParameter parameter : new DescribableModel<>(step.getClass()).getParameters()) {
                assertThat(snippet).contains(parameter.getName() + ": ");
            }
        });
        Parameters.required().forEach(step -> {
            String snippet = Snippetizer.object2Groovy(step);
            for (DescribableParameter parameter : new DescribableModel<>(step.getClass()).getParameters()) {
                // The only parameter goes without its name.
                assertThat(snippet.contains(parameter.getName() + ": "))
                        .as("%s in %s", parameter.getName(), snippet)
                        .isEqualTo(parameter.isRequired() && !snippet.matches("\\w+ '\\w+'"));
            }
        });
    }

    /** The builders of freestyle jobs have the symbols of the steps, and do not get between them and a Pipeline. */
    @Test
    void snippetGeneratorOffersEachStepOnce() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "snippets");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.getPage(job, "pipeline-syntax/");
            for (StepDescriptor descriptor : StepDescriptor.all()) {
                if (descriptor instanceof ModelStepDescriptor) {
                    assertThat(page.getByXPath("//option[starts-with(normalize-space(.), '"
                                    + descriptor.getFunctionName() + ": ')]"))
                            .as(descriptor.getFunctionName())
                            .hasSize(1);
                }
            }
            assertThat(page.asXml()).doesNotContain("modeldelivery.freestyle");
        }
    }

    private <T extends Step> T configured(T step) throws Exception {
        return new StepConfigTester(jenkins).configRoundTrip(step);
    }
}
