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
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.DataCheckRequest;
import io.jenkins.plugins.modeldelivery.document.DataCheckResult;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import io.jenkins.plugins.modeldelivery.outcome.DataCheck;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Lookups;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import io.jenkins.plugins.modeldelivery.testreport.TestSuite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Checks data against what is expected of it. Returns a {@link DataCheck}. What it finds is a fact of the build: it is about data,
 * and no version of the model has to be there yet.
 */
public final class CheckDataStep extends JudgingStep {
    private static final long serialVersionUID = 1L;

    private final String data;
    private ArrayList<DataExpectation> expect = new ArrayList<>();
    private String stage;

    @DataBoundConstructor
    public CheckDataStep(String model, String data) {
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
        if (expect.isEmpty() && !hasExample()) {
            mistakes.add(
                    "expect",
                    "is missing",
                    "Expect something, as expect: [column(name: 'age', min: 0)], or name a stage whose version's data is the"
                            + " example");
        } else {
            DataExpectation.check(expect, hasExample(), mistakes);
        }
    }

    private boolean hasExample() {
        return stage != null || getVersion() != null;
    }

    @NonNull
    @Override
    public Request prepare(@NonNull Preparation preparation)
            throws IOException, InterruptedException, RegistryException {
        preparation.demand(Permissions.VIEW);
        Lookups lookups = new Lookups();
        lookups.find("data", () -> preparation.inputs("data", data));
        Version version = hasExample()
                ? lookups.find("version", () -> VersionChoice.of(preparation, getVersion(), stage, null))
                        .orElse(null)
                : null;
        lookups.refuse("checkData");
        String modelFile = null;
        if (version != null) {
            preparation.choose(version);
            preparation.used(version);
            modelFile = preparation.fetch(
                    EngineModels.of(preparation.model(), version, "checkData", "a version that trainModel trained"),
                    "model.zip");
        }
        return new DataCheckRequest(
                preparation.model().value(),
                preparation.out(),
                data,
                DataExpectation.all(expect, modelFile, version == null ? null : version.number()),
                null,
                reading());
    }

    @NonNull
    @Override
    public DataCheck finish(@NonNull Completion completion, @NonNull Result result)
            throws IOException, InterruptedException, RegistryException {
        DataCheckResult checked = completion.expect(result, DataCheckResult.class);
        ModelFact.Level level = DataVerdict.note(completion, checked, checked.report(), isLenient());
        tell(completion, TestSuite.of(checked), CheckReports.data(completion.model(), checked, level));
        if (checked.level() != DataCheckResult.Level.OK) {
            String message = DataVerdict.message(completion, checked);
            if (level == ModelFact.Level.FAILED) {
                throw new AbortException(message);
            }
            completion.unstable(message);
        }
        return new DataCheck(checked);
    }

    public String getData() {
        return data;
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
    public String getStage() {
        return stage;
    }

    @DataBoundSetter
    public void setStage(@CheckForNull String stage) {
        this.stage = Util.fixEmptyAndTrim(stage);
    }

    @Extension
    @Symbol("checkData")
    public static final class DescriptorImpl extends VersionedStepDescriptor {
        public DescriptorImpl() {
            super("checkData", Messages.CheckDataStep_displayName(), ENGINE);
        }

        @Override
        protected boolean needsModel() {
            return false;
        }

        @POST
        public FormValidation doCheckData(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> mistakes.required("data", value));
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
    }
}
