package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import io.jenkins.plugins.modeldelivery.outcome.Scores;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Lookups;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Predicts the rows of a file. Returns {@link Scores}. */
public final class ScoreModelStep extends VersionedEngineStep {
    private static final long serialVersionUID = 1L;

    private final String data;
    private final String output;
    private String stage;
    private String alias;

    @DataBoundConstructor
    public ScoreModelStep(String model, String data, String output) {
        super(model);
        this.data = Util.fixEmptyAndTrim(data);
        this.output = Util.fixEmptyAndTrim(output);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        VersionChoice.check(mistakes, getVersion(), stage, alias);
        mistakes.required("data", data);
        mistakes.required("output", output);
        if (data != null && data.equals(output)) {
            mistakes.add("output", "is the same file as data", "Name another file");
        }
    }

    @CheckForNull
    @Override
    public ModelFact.Kind forgivenAs() {
        return isLenient() ? ModelFact.Kind.SCORED : null;
    }

    @NonNull
    @Override
    public Request prepare(@NonNull Preparation preparation)
            throws IOException, InterruptedException, RegistryException {
        preparation.demand(Permissions.VIEW);
        Lookups lookups = new Lookups();
        lookups.find("data", () -> preparation.inputs("data", data));
        Optional<Version> found =
                lookups.find("version", () -> VersionChoice.of(preparation, getVersion(), stage, alias));
        lookups.refuse("scoreModel");
        Version version = found.orElseThrow();
        preparation.choose(version);
        preparation.used(version);
        return new ScoreRequest(
                preparation.model().value(),
                version.number(),
                preparation.out(),
                EngineModels.fetch(preparation, version, "model.zip", "scoreModel", "the tool that trained it"),
                data,
                output,
                null,
                reading());
    }

    @NonNull
    @Override
    public Scores finish(@NonNull Completion completion, @NonNull Result result)
            throws IOException, InterruptedException {
        Scores scores = new Scores(
                completion.model().value(), completion.version(), output, completion.expect(result, ScoreResult.class));
        completion.note(
                ModelFact.Kind.SCORED,
                ModelFact.Level.OK,
                completion.version(),
                null,
                scores.getRows() + " rows to " + output);
        return scores;
    }

    public String getData() {
        return data;
    }

    public String getOutput() {
        return output;
    }

    @CheckForNull
    public String getStage() {
        return stage;
    }

    @DataBoundSetter
    public void setStage(@CheckForNull String stage) {
        this.stage = Util.fixEmptyAndTrim(stage);
    }

    @CheckForNull
    public String getAlias() {
        return alias;
    }

    @DataBoundSetter
    public void setAlias(@CheckForNull String alias) {
        this.alias = Util.fixEmptyAndTrim(alias);
    }

    @Extension
    @Symbol("scoreModel")
    public static final class DescriptorImpl extends ChoosingStepDescriptor {
        public DescriptorImpl() {
            super("scoreModel", Messages.ScoreModelStep_displayName(), ENGINE);
        }

        @POST
        public FormValidation doCheckData(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.text(item, value, mistakes -> mistakes.required("data", value));
        }

        @POST
        public FormValidation doCheckOutput(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String data) {
            return FieldCheck.text(item, value, mistakes -> {
                mistakes.required("output", value);
                if (!value.isBlank() && value.equals(data)) {
                    mistakes.add("output", "is the same file as data", "Name another file");
                }
            });
        }
    }
}
