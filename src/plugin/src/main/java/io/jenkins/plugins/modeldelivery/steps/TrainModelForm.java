package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link TrainModelStep}: its choices and checks. */
public abstract class TrainModelForm extends ModelStepDescriptor {

    protected TrainModelForm(@NonNull String function, @NonNull String displayName) {
        super(function, displayName, ENGINE);
    }

    @Override
    protected boolean needsModel() {
        return false;
    }

    @Override
    public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        Map<String, String> tags = Lines.take(form, "tags");
        if (form.opt("trainer") instanceof JSONObject chosen && !chosen.has("stapler-class") && !chosen.has("$class")) {
            // The choice of none.
            form.remove("trainer");
        }
        TrainModelStep step = (TrainModelStep) super.newInstance(request, form);
        step.setTags(tags);
        return step;
    }

    /** For the form: one a line. */
    @NonNull
    public String lines(@CheckForNull List<String> names) {
        return names == null ? "" : String.join("\n", names);
    }

    @POST
    public ComboBoxModel doFillIntoItems(@AncestorInPath Item item) {
        return new Choices(item).stages();
    }

    @POST
    public FormValidation doCheckInto(@AncestorInPath Item item, @QueryParameter String value) {
        return checkStage(item, "into", value, false);
    }

    @POST
    public ListBoxModel doFillTaskItems(@AncestorInPath Item item) {
        return withDefault(Messages.TrainModelStep_inferred(), TrainModelStep.TASKS);
    }

    @POST
    public FormValidation doCheckData(@AncestorInPath Item item, @QueryParameter String value) {
        return FieldCheck.text(item, value, mistakes -> mistakes.required("data", value));
    }

    @POST
    public ComboBoxModel doFillTargetItems(@AncestorInPath Item item, @QueryParameter String model) {
        return new Choices(item).target(model);
    }

    @POST
    public FormValidation doCheckTarget(@AncestorInPath Item item, @QueryParameter String value) {
        FormValidation missing = FieldCheck.text(item, value, mistakes -> mistakes.required("target", value));
        return missing.kind == FormValidation.Kind.OK
                ? missing
                : FormValidation.warning(Messages.TrainModelStep_withoutTarget());
    }

    @POST
    public FormValidation doCheckFeatures(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String target) {
        return FieldCheck.text(
                item,
                value,
                mistakes -> LearningStep.checkColumns(mistakes, "features", ModelStep.lines(List.of(value)), target));
    }

    @POST
    public FormValidation doCheckIgnore(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String target,
            @QueryParameter String features) {
        return FieldCheck.text(item, value, mistakes -> {
            LearningStep.checkColumns(mistakes, "ignore", ModelStep.lines(List.of(value)), target);
            if (!value.isBlank() && features != null && !features.isBlank()) {
                mistakes.add("ignore", "is given together with features", "Give one of the two");
            }
        });
    }

    @POST
    public ComboBoxModel doFillPositiveItems(@AncestorInPath Item item, @QueryParameter String model) {
        return new Choices(item).classes(model);
    }

    @POST
    public ComboBoxModel doFillTimeColumnItems(@AncestorInPath Item item, @QueryParameter String model) {
        return new Choices(item).inputs(model);
    }

    @POST
    public ComboBoxModel doFillGroupColumnItems(@AncestorInPath Item item, @QueryParameter String model) {
        return new Choices(item).inputs(model);
    }

    @POST
    public FormValidation doCheckGroupColumn(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String timeColumn) {
        return FieldCheck.text(
                item,
                value,
                mistakes -> TrainModelStep.checkGroup(mistakes, Util.fixEmpty(value), Util.fixEmpty(timeColumn)));
    }

    @POST
    public FormValidation doCheckTest(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String testData) {
        return FieldCheck.number(item, "test", value, (mistakes, test) -> {
            mistakes.between("test", test, 0, 1);
            if (testData != null && !testData.isBlank()) {
                mistakes.add("test", "is given together with testData", "Give one of the two");
            }
        });
    }

    @POST
    public ListBoxModel doFillClassWeightsItems(@AncestorInPath Item item) {
        return withDefault(Messages.TrainModelStep_unweighted(), LearningStep.CLASS_WEIGHTS);
    }

    @POST
    public FormValidation doCheckWeightColumn(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String target) {
        return FieldCheck.text(item, value, mistakes -> LearningStep.checkWeightColumn(mistakes, value, target));
    }

    @POST
    public FormValidation doCheckIncreasing(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String target) {
        return FieldCheck.text(
                item,
                value,
                mistakes -> LearningStep.checkColumns(mistakes, "increasing", ModelStep.lines(List.of(value)), target));
    }

    @POST
    public FormValidation doCheckDecreasing(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String target) {
        return FieldCheck.text(
                item,
                value,
                mistakes -> LearningStep.checkColumns(mistakes, "decreasing", ModelStep.lines(List.of(value)), target));
    }

    @POST
    public FormValidation doCheckExport(@AncestorInPath Item item, @QueryParameter String value) {
        return FieldCheck.text(
                item, value, mistakes -> TrainModelStep.checkExport(mistakes, Util.fixEmptyAndTrim(value)));
    }

    @POST
    public FormValidation doCheckSeed(@AncestorInPath Item item, @QueryParameter String value) {
        return FieldCheck.wholeNumber(item, "seed", value, Long.MIN_VALUE);
    }

    @POST
    public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
        return FieldCheck.text(item, value, mistakes -> Tags.check(mistakes, Lines.parse(value)));
    }
}
