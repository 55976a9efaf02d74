package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.announce.CheckReports;
import io.jenkins.plugins.modeldelivery.config.DriftDefaults;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import io.jenkins.plugins.modeldelivery.gate.Gates;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.outcome.Drift;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Lookups;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.DriftHistory;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import io.jenkins.plugins.modeldelivery.watch.Sustained;
import io.jenkins.plugins.modeldelivery.watch.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Compares current data with what the version in a stage was trained on. Returns a {@link Drift}. */
public final class CheckDriftStep extends LimitedStep {
    private static final long serialVersionUID = 1L;

    private final String data;
    private String stage;
    private ArrayList<ModelGate> gates = new ArrayList<>();
    private String baseline;
    private boolean domainClassifier;
    private String freshness;
    private String window;

    @DataBoundConstructor
    public CheckDriftStep(String model, String data) {
        super(model);
        this.data = Util.fixEmptyAndTrim(data);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        mistakes.required("data", data);
        mistakes.oneOf("stage", stage, ModelRegistry.stages().names());
        if (stage != null && getVersion() != null) {
            mistakes.add("stage", "is given together with version", "Give one of the two");
        }
        gates.forEach(gate -> gate.checkOnCurrentRows(mistakes));
        DriftArguments.check(mistakes, baseline, domainClassifier);
        DriftArguments.checkFreshness(mistakes, freshness);
        DriftArguments.checkWindow(mistakes, window);
    }

    @NonNull
    @Override
    public Request prepare(@NonNull Preparation preparation)
            throws IOException, InterruptedException, RegistryException {
        preparation.demand(Permissions.REGISTER);
        Lookups lookups = new Lookups();
        lookups.find("data", () -> preparation.inputs("data", data));
        Optional<Version> found = lookups.find(
                "version",
                () -> getVersion() != null
                        ? preparation.version(getVersion())
                        : inStage(
                                preparation,
                                stage == null ? preparation.stages().last().name() : stage));
        List<Gate> conditions = gates.stream()
                // What the verdict does to the build is onFailure's; the level says which verdict.
                .map(gate -> gate.toGate(Gate.Level.FAILURE))
                .toList();
        if (found.isPresent()) {
            lookups.find("gates", () -> {
                Gates.checkOnCurrentRows(conditions, found.get().facts().task());
                return conditions;
            });
        }
        boolean checks = DriftHistory.means(baseline);
        if (baseline != null && !checks) {
            lookups.find("baseline", () -> preparation.inputs("baseline", baseline));
        }
        lookups.refuse("checkDrift");
        Version version = found.orElseThrow();
        preparation.choose(version);
        preparation.used(version);
        List<String> profiles = new ArrayList<>();
        if (checks) {
            for (BlobRef profile : earlier(version, baseline)) {
                profiles.add(preparation.fetch(profile, "check-" + profiles.size() + ".json"));
            }
        }
        DriftDefaults defaults = configured();
        return new DriftRequest(
                preparation.model().value(),
                version.number(),
                preparation.out(),
                EngineModels.fetch(
                        preparation, version, "model.zip", "checkDrift", "a version that trainModel trained"),
                data,
                rules(),
                getAlpha() == null ? defaults.alpha() : getAlpha(),
                correction(defaults),
                getShare() == null ? defaults.share() : getShare(),
                getMinRows() == null ? defaults.getMinRows() : getMinRows(),
                null,
                typeRules(),
                limits(),
                defaults.limits(),
                reading(),
                DriftHistory.window(baseline).isPresent() ? null : baseline,
                profiles,
                freshness,
                domainClassifier ? Boolean.TRUE : null,
                DriftHistory.of(version, baseline),
                conditions,
                findingRules(),
                Versions.learnedFrom(version));
    }

    private static List<BlobRef> earlier(Version version, String baseline) throws AbortException {
        try {
            return DriftHistory.profiles(version, baseline);
        } catch (InputException e) {
            throw new AbortException("baseline: " + e.problem().sentence());
        }
    }

    private static Version inStage(Preparation preparation, String stage)
            throws IOException, RegistryException, AbortException {
        return Selector.find(preparation.state(), stage, preparation.stages())
                .orElseThrow(() -> new AbortException("stage: no version of " + preparation.model() + " stands in "
                        + stage + ". Promote one first, or name a stage or a version to compare with"));
    }

    @NonNull
    @Override
    public Drift finish(@NonNull Completion completion, @NonNull Result result)
            throws IOException, InterruptedException, RegistryException {
        DriftResult drift = completion.expect(result, DriftResult.class);
        completion.demand(Permissions.REGISTER);
        DriftRecord recorded = DriftRecord.of(completion, drift, window == null ? Window.ONE : Window.parse(window));
        Version version = recorded.version();
        Sustained sustained = recorded.sustained();
        String summary = drift.summary() + (sustained.isHeldBack() ? ". But " + sustained.reason() : "");
        boolean fails = sustained.level() == DriftResult.Level.DRIFT && !isLenient();
        ModelFact.Level level = sustained.level() == DriftResult.Level.OK
                ? ModelFact.Level.OK
                : fails ? ModelFact.Level.FAILED : ModelFact.Level.WARNING;
        completion.note(ModelFact.Kind.DRIFT_CHECKED, level, version.number(), version.stage(), summary);
        tell(
                completion,
                TestSuite.of(drift, sustained.level(), summary),
                CheckReports.drift(completion.model(), version.number(), drift, summary, level));
        String message = completion.model() + " v" + version.number() + ": " + summary;
        if (fails) {
            throw new AbortException(message);
        }
        if (sustained.level() != DriftResult.Level.OK) {
            completion.unstable(message);
        } else if (sustained.isHeldBack()) {
            completion.listener().getLogger().println(message);
        }
        return new Drift(completion.model().value(), version.number(), drift, sustained.level(), summary);
    }

    public String getData() {
        return data;
    }

    @CheckForNull
    public String getStage() {
        return stage;
    }

    @DataBoundSetter
    public void setStage(@CheckForNull String stage) {
        this.stage = Util.fixEmptyAndTrim(stage);
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

    public boolean isDomainClassifier() {
        return domainClassifier;
    }

    @DataBoundSetter
    public void setDomainClassifier(boolean domainClassifier) {
        this.domainClassifier = domainClassifier;
    }

    @CheckForNull
    public String getFreshness() {
        return freshness;
    }

    @DataBoundSetter
    public void setFreshness(@CheckForNull String freshness) {
        this.freshness = Util.fixEmptyAndTrim(freshness);
    }

    /** {@code 3 of 5}; null: this check alone decides. */
    @CheckForNull
    public String getWindow() {
        return window;
    }

    @DataBoundSetter
    public void setWindow(@CheckForNull String window) {
        this.window = Util.fixEmptyAndTrim(window);
    }

    @Extension
    @Symbol("checkDrift")
    public static final class DescriptorImpl extends VersionedStepDescriptor {
        public DescriptorImpl() {
            super("checkDrift", Messages.CheckDriftStep_displayName(), ENGINE);
        }

        @POST
        public FormValidation doCheckData(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> mistakes.required("data", value));
        }

        @POST
        public FormValidation doCheckBaseline(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter boolean domainClassifier) {
            return FieldCheck.text(
                    item,
                    value,
                    mistakes -> DriftArguments.check(mistakes, Util.fixEmptyAndTrim(value), domainClassifier));
        }

        @POST
        public FormValidation doCheckFreshness(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(
                    item, value, mistakes -> DriftArguments.checkFreshness(mistakes, Util.fixEmptyAndTrim(value)));
        }

        @POST
        public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(
                    item, value, mistakes -> DriftArguments.checkWindow(mistakes, Util.fixEmptyAndTrim(value)));
        }

        @POST
        public ComboBoxModel doFillStageItems(@AncestorInPath Item item) {
            return new Choices(item).stages();
        }

        @POST
        public FormValidation doCheckStage(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String version) {
            return value.isBlank() || version == null || version.isBlank()
                    ? checkStage(item, "stage", value, false)
                    : FieldCheck.text(
                            item,
                            value,
                            mistakes -> mistakes.add("stage", "is given together with version", "Give one of the two"));
        }

        @POST
        public ListBoxModel doFillCorrectionItems(@AncestorInPath Item item) {
            return withDefault(Messages.CheckDriftStep_defaultCorrection(), LimitedStep.CORRECTIONS);
        }

        @POST
        public ListBoxModel doFillStatisticItems(@AncestorInPath Item item) {
            return withDefault(Messages.CheckDriftStep_defaultStatistic(), DriftRequest.Limits.STATISTICS);
        }

        @POST
        public FormValidation doCheckWarning(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String drift) {
            return DriftColumn.checkWarning(item, value, drift);
        }

        @POST
        public FormValidation doCheckDrift(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "drift", value, (mistakes, drift) -> mistakes.atLeast("drift", drift, 0));
        }

        @POST
        public FormValidation doCheckMissingWarning(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String missingDrift) {
            return DriftColumn.checkMissingWarning(item, value, missingDrift);
        }

        @POST
        public FormValidation doCheckMissingDrift(@AncestorInPath Item item, @QueryParameter String value) {
            return DriftColumn.checkMissingDrift(item, value);
        }

        @POST
        public FormValidation doCheckMinRows(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "minRows", value, (mistakes, rows) -> mistakes.atLeast("minRows", rows, 1));
        }

        @POST
        public FormValidation doCheckAlpha(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "alpha", value, (mistakes, alpha) -> mistakes.between("alpha", alpha, 0, 1));
        }

        @POST
        public FormValidation doCheckShare(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item, "share", value, (mistakes, share) -> mistakes.between("share", share, 0, Math.nextUp(1.0)));
        }
    }
}
