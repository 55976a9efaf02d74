package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.announce.CheckReports;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import io.jenkins.plugins.modeldelivery.document.ValidateRequest;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import io.jenkins.plugins.modeldelivery.gate.Gates;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.outcome.Validation;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Lookups;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Evaluates a version, beside a baseline, and decides gates. Returns a {@link Validation}. */
public final class ValidateModelStep extends JudgingStep {
    private static final long serialVersionUID = 1L;

    private String data;
    private String predictions;
    private String positive;
    private ArrayList<ModelGate> gates = new ArrayList<>();
    private String baseline;
    private ArrayList<String> slices = new ArrayList<>();
    private ArrayList<ModelSlice> sliceRules = new ArrayList<>();
    private ArrayList<ModelCost> costs = new ArrayList<>();
    private ArrayList<DataExpectation> expect = new ArrayList<>();
    private Integer resamples;
    private Long seed;

    @DataBoundConstructor
    public ValidateModelStep(String model) {
        super(model);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        checkInput(mistakes, data, predictions);
        if (predictions != null && baseline != null) {
            mistakes.add(
                    "baseline",
                    "cannot be compared with a file of predictions",
                    "Give data instead of predictions: the baseline is scored anew on the same rows");
        }
        for (ModelGate gate : gates) {
            gate.check(mistakes, baseline != null);
        }
        for (ModelSlice rule : sliceRules) {
            rule.check(mistakes);
        }
        for (ModelCost cost : costs) {
            cost.check(mistakes);
        }
        DataExpectation.check(expect, DataExpectation.wantsExample(expect), mistakes);
        if (predictions != null && !expect.isEmpty()) {
            mistakes.add("expect", "is of data, and predictions are given", "Check them by themselves with checkData");
        }
        checkResamples(mistakes, resamples);
        if (resamples != null && resamples == 0 && gates.stream().anyMatch(g -> g.getConfidence() != null)) {
            mistakes.add(
                    "resamples",
                    "is 0, and a gate asks for confidence",
                    "Leave resamples out: it is then " + ValidateRequest.RESAMPLES);
        }
    }

    private static void checkResamples(Mistakes mistakes, Integer resamples) {
        if (resamples != null && (resamples < 0 || resamples > ValidateRequest.MOST_RESAMPLES)) {
            mistakes.add(
                    "resamples",
                    resamples + " is not between 0 and " + ValidateRequest.MOST_RESAMPLES,
                    "Give 0 for none; 1000 is usual");
        }
    }

    private static void checkInput(Mistakes mistakes, String data, String predictions) {
        if ((data == null) == (predictions == null)) {
            mistakes.add(
                    "data",
                    data == null ? "is missing" : "is given together with predictions",
                    "Give either data, a file of rows with their true target, or predictions, a file of true labels and "
                            + "predictions of any tool");
        }
    }

    @NonNull
    @Override
    public Request prepare(@NonNull Preparation preparation)
            throws IOException, InterruptedException, RegistryException {
        preparation.demand(Permissions.REGISTER);
        Lookups lookups = new Lookups();
        if (data != null) {
            lookups.find("data", () -> preparation.inputs("data", data));
        } else {
            lookups.find("predictions", () -> preparation.inputs("predictions", predictions));
        }
        Optional<Version> found = lookups.find("version", () -> preparation.version(getVersion()));
        Version against = baseline == null
                ? null
                : lookups.find("baseline", () -> against(preparation)).orElse(null);
        List<Gate> conditions = gates.stream()
                .map(gate -> gate.toGate(Gate.Level.valueOf(getOnFailure())))
                .toList();
        if (found.isPresent()) {
            lookups.find("gates", () -> {
                Gates.check(conditions, found.get().facts().task());
                return conditions;
            });
        }
        lookups.refuse("validateModel");
        Version candidate = found.orElseThrow();
        preparation.choose(candidate);
        if (baseline != null) {
            if (against == null) {
                preparation.say("No version of " + preparation.model() + " stands in " + baseline
                        + " yet: there is nothing to compare with");
            } else if (against.number() == candidate.number()) {
                preparation.say("v" + candidate.number() + " is itself the baseline " + baseline);
            }
        }
        if (predictions == null) {
            preparation.used(candidate);
        }
        if (against != null) {
            preparation.used(against);
        }
        String candidateFile = predictions != null ? null : model(preparation, candidate, "candidate.zip");
        ValidateRequest judging = new ValidateRequest(
                preparation.model().value(),
                candidate.number(),
                preparation.out(),
                data,
                candidateFile,
                predictions,
                against == null ? null : model(preparation, against, "baseline.zip"),
                against == null ? null : against.number(),
                against == null ? baseline : against.stage(),
                positive,
                conditions,
                null,
                resamples,
                seed,
                specs(),
                costs.stream().map(ModelCost::toCost).toList(),
                reading(),
                new ValidateRequest.Learned(
                        Versions.learnedFrom(candidate), against == null ? null : Versions.learnedFrom(against)));
        boolean itself = DataExpectation.wantsExample(expect);
        return DataCheckRequest.before(
                judging,
                data,
                DataExpectation.all(expect, itself ? candidateFile : null, itself ? candidate.number() : null));
    }

    /** The columns with a rule, and those without. */
    private List<SliceSpec> specs() {
        List<SliceSpec> specs = new ArrayList<>();
        sliceRules.forEach(rule -> specs.add(rule.toSpec()));
        slices.stream()
                .filter(column -> sliceRules.stream().noneMatch(rule -> column.equals(rule.getColumn())))
                .distinct()
                .forEach(column -> specs.add(new SliceSpec(column)));
        return specs;
    }

    /** The baseline; null where its stage is still empty. */
    private Version against(Preparation preparation) throws IOException, RegistryException {
        Optional<Version> found = Selector.find(preparation.state(), baseline, preparation.stages());
        return found.isPresent() || preparation.stages().find(baseline).isPresent()
                ? found.orElse(null)
                // Neither a stage nor anything that exists: this says what there is.
                : Selector.select(preparation.state(), baseline, preparation.stages());
    }

    private static String model(Preparation preparation, Version version, String name)
            throws IOException, InterruptedException, RegistryException {
        return EngineModels.fetch(
                preparation, version, name, "validateModel", "predictions: a file of its predictions");
    }

    /** Null where the data was refused and the build goes on. */
    @CheckForNull
    @Override
    public Validation finish(@NonNull Completion completion, @NonNull Result result)
            throws IOException, InterruptedException, RegistryException {
        try {
            DataVerdict.beforehand(completion, isLenient());
        } catch (AbortException e) {
            if (!isLenient()) {
                throw e;
            }
            completion.unstable(e.getMessage());
            return null;
        }
        ValidationResult validation = completion.expect(result, ValidationResult.class);
        completion.demand(Permissions.REGISTER);
        Map<String, BlobRef> documents = completion.documents(validation.report());
        Version version = completion.version(completion.version());
        boolean recorded = version.validations().stream()
                .anyMatch(v -> v.event().documents().equals(documents));
        if (!recorded) {
            completion
                    .registry()
                    .record(
                            completion.model(),
                            Harvest.validated(validation, version.number(), documents),
                            completion.actor());
        }
        Validation outcome = new Validation(completion.model().value(), version.number(), validation);
        List<GateDecision> failed = validation.gates().stream()
                .filter(g -> g.outcome() != GateDecision.Outcome.PASS)
                .toList();
        String headline = validation.passed()
                ? "passed " + count(validation.gates().size())
                : "failed " + failed.size() + " of " + count(validation.gates().size());
        boolean fails = failed.stream().anyMatch(g -> g.gate().level() == Gate.Level.FAILURE);
        ModelFact.Level level =
                validation.passed() ? ModelFact.Level.OK : fails ? ModelFact.Level.FAILED : ModelFact.Level.WARNING;
        completion.note(
                ModelFact.Kind.VALIDATED,
                level,
                version.number(),
                version.stage(),
                headline + "; " + Headline.of(null, validation.evaluation().metrics()));
        tell(
                completion,
                TestSuite.of(validation),
                CheckReports.validated(completion.model(), version.number(), validation, level, headline));
        if (!validation.passed()) {
            String message = completion.model() + " v" + version.number() + " " + headline + ": "
                    + String.join(
                            "; ", failed.stream().map(GateDecision::sentence).toList());
            if (fails) {
                throw new AbortException(message);
            }
            completion.unstable(message);
        }
        return outcome;
    }

    private static String count(int gates) {
        return gates == 1 ? "1 gate" : gates + " gates";
    }

    @NonNull
    public List<DataExpectation> getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(@CheckForNull List<DataExpectation> expect) {
        this.expect = expect == null ? new ArrayList<>() : new ArrayList<>(expect);
    }

    @CheckForNull
    public String getData() {
        return data;
    }

    @DataBoundSetter
    public void setData(@CheckForNull String data) {
        this.data = Util.fixEmptyAndTrim(data);
    }

    @CheckForNull
    public String getPredictions() {
        return predictions;
    }

    @DataBoundSetter
    public void setPredictions(@CheckForNull String predictions) {
        this.predictions = Util.fixEmptyAndTrim(predictions);
    }

    @CheckForNull
    public String getPositive() {
        return positive;
    }

    @DataBoundSetter
    public void setPositive(@CheckForNull String positive) {
        this.positive = Util.fixEmpty(positive);
    }

    @NonNull
    public List<ModelGate> getGates() {
        return gates;
    }

    @DataBoundSetter
    public void setGates(@CheckForNull List<ModelGate> gates) {
        this.gates = gates == null ? new ArrayList<>() : new ArrayList<>(gates);
    }

    @CheckForNull
    public String getBaseline() {
        return baseline;
    }

    @DataBoundSetter
    public void setBaseline(@CheckForNull String baseline) {
        this.baseline = Util.fixEmptyAndTrim(baseline);
    }

    @NonNull
    public List<String> getSlices() {
        return slices;
    }

    @DataBoundSetter
    public void setSlices(@CheckForNull List<String> slices) {
        this.slices = lines(slices);
    }

    /** For the form: one a line. */
    @NonNull
    public String getSlicesLines() {
        return String.join("\n", slices);
    }

    @NonNull
    public List<ModelSlice> getSliceRules() {
        return sliceRules;
    }

    @DataBoundSetter
    public void setSliceRules(@CheckForNull List<ModelSlice> sliceRules) {
        this.sliceRules = sliceRules == null ? new ArrayList<>() : new ArrayList<>(sliceRules);
    }

    @NonNull
    public List<ModelCost> getCosts() {
        return costs;
    }

    @DataBoundSetter
    public void setCosts(@CheckForNull List<ModelCost> costs) {
        this.costs = costs == null ? new ArrayList<>() : new ArrayList<>(costs);
    }

    @CheckForNull
    public Integer getResamples() {
        return resamples;
    }

    @DataBoundSetter
    public void setResamples(@CheckForNull Integer resamples) {
        this.resamples = resamples;
    }

    @CheckForNull
    public Long getSeed() {
        return seed;
    }

    @DataBoundSetter
    public void setSeed(@CheckForNull Long seed) {
        this.seed = seed;
    }

    @Extension
    @Symbol("validateModel")
    public static final class DescriptorImpl extends VersionedStepDescriptor {
        public DescriptorImpl() {
            super("validateModel", Messages.ValidateModelStep_displayName(), ENGINE);
        }

        @POST
        public FormValidation doCheckData(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String predictions) {
            return FieldCheck.text(
                    item,
                    value,
                    mistakes -> checkInput(mistakes, Util.fixEmptyAndTrim(value), Util.fixEmptyAndTrim(predictions)));
        }

        @POST
        public ComboBoxModel doFillBaselineItems(@AncestorInPath Item item, @QueryParameter String model) {
            return new Choices(item).selectors(model);
        }

        @POST
        public FormValidation doCheckBaseline(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String model) {
            return Versions.exists(item, value, model);
        }

        @POST
        public FormValidation doCheckSeed(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.wholeNumber(item, "seed", value, Long.MIN_VALUE);
        }

        @POST
        public FormValidation doCheckResamples(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item,
                    "resamples",
                    value,
                    (mistakes, resamples) -> checkResamples(mistakes, (int) Math.round(resamples)));
        }

        @POST
        public ComboBoxModel doFillPositiveItems(@AncestorInPath Item item, @QueryParameter String model) {
            return new Choices(item).classes(model);
        }
    }
}
