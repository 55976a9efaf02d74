package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.catalogue.Parameter;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Describes a trainer by its entry in the catalogue: its title, its parameters' defaults and what is allowed for them. */
public abstract class TrainerDescriptor extends Descriptor<Trainer> {

    private final TrainerInfo info;

    protected TrainerDescriptor(@NonNull TrainerInfo info) {
        this.info = info;
    }

    @NonNull
    @Override
    public final String getDisplayName() {
        return info.title();
    }

    /** The default of a parameter, which a form shows where nothing is typed. */
    @NonNull
    public final String initial(@NonNull String parameter) {
        return info.parameter(parameter)
                .map(found -> String.valueOf(found.defaultValue()))
                .orElse("");
    }

    @POST
    public FormValidation doCheckRounds(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "rounds", value);
    }

    @POST
    public FormValidation doCheckTrees(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "trees", value);
    }

    @POST
    public FormValidation doCheckDepth(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "depth", value);
    }

    @POST
    public FormValidation doCheckLearningRate(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "learningRate", value);
    }

    @POST
    public FormValidation doCheckMinChildWeight(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "minChildWeight", value);
    }

    @POST
    public FormValidation doCheckSubsample(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "subsample", value);
    }

    @POST
    public FormValidation doCheckColumnSample(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "columnSample", value);
    }

    @POST
    public FormValidation doCheckLambda(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "lambda", value);
    }

    @POST
    public FormValidation doCheckL1(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "l1", value);
    }

    @POST
    public FormValidation doCheckL2(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "l2", value);
    }

    @POST
    public FormValidation doCheckEarlyStopping(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "earlyStopping", value);
    }

    @POST
    public FormValidation doCheckValidationShare(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "validationShare", value);
    }

    @POST
    public FormValidation doCheckIterations(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "iterations", value);
    }

    @POST
    public FormValidation doCheckTrials(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "trials", value);
    }

    @POST
    public FormValidation doCheckMinutes(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "minutes", value);
    }

    @POST
    public FormValidation doCheckFolds(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "folds", value);
    }

    @POST
    public FormValidation doCheckClusters(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "clusters", value);
    }

    @POST
    public FormValidation doCheckStarts(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "starts", value);
    }

    @POST
    public FormValidation doCheckContamination(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "contamination", value);
    }

    @POST
    public FormValidation doCheckSample(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, "sample", value);
    }

    private FormValidation check(@CheckForNull Item item, String name, @CheckForNull String value) {
        Parameter parameter = info.parameter(name).orElse(null);
        if (parameter == null || value == null || value.isBlank()) {
            return FormValidation.ok();
        }
        return FieldCheck.text(item, value, mistakes -> {
            try {
                parameter.parse(value);
            } catch (IllegalArgumentException e) {
                mistakes.add(name, e.getMessage(), "The default is " + parameter.defaultValue() + ".");
            }
        });
    }
}
