package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.Request;
import io.jenkins.plugins.modeldelivery.document.Result;
import io.jenkins.plugins.modeldelivery.document.ScoreRequest;
import io.jenkins.plugins.modeldelivery.document.ScoreResult;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.execution.Preparation;
import io.jenkins.plugins.modeldelivery.outcome.Scores;
import io.jenkins.plugins.modeldelivery.parameter.Lookups;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.run.ModelFact;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;

/** Predicts the rows of a file. Returns {@link Scores}. */
public final class ScoreModelStep extends VersionedEngineStep {
    private static final long serialVersionUID = 1L;

    private final String data;
    private final String output;

    @DataBoundConstructor
    public ScoreModelStep(String model, String data, String output) {
        super(model);
        this.data = Util.fixEmptyAndTrim(data);
        this.output = Util.fixEmptyAndTrim(output);
    }

    @Override
    protected void check(@NonNull Mistakes mistakes) {
        super.check(mistakes);
        mistakes.required("data", data);
        mistakes.required("output", output);
        if (data != null && data.equals(output)) {
            mistakes.add("output", "is the same file as data", "Name another file");
        }
    }

    @NonNull
    @Override
    public Request prepare(@NonNull Preparation preparation)
            throws IOException, InterruptedException, RegistryException {
        preparation.demand(Permissions.VIEW);
        Lookups lookups = new Lookups();
        lookups.find("data", () -> preparation.input("data", data));
        Optional<Version> found = lookups.find("version", () -> preparation.version(getVersion()));
        lookups.refuse("scoreModel");
        Version version = found.orElseThrow();
        preparation.choose(version);
        preparation.used(version);
        return new ScoreRequest(
                preparation.model().value(),
                version.number(),
                preparation.out(),
                preparation.fetch(
                        EngineModels.of(preparation.model(), version, "scoreModel", "the tool that trained it"),
                        "model.zip"),
                data,
                output,
                null);
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

    @Extension
    public static final class DescriptorImpl extends ModelStepDescriptor {
        public DescriptorImpl() {
            super("scoreModel", Messages.ScoreModelStep_displayName(), ENGINE);
        }
    }
}
