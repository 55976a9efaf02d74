package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Reading;
import io.jenkins.plugins.modeldelivery.parameter.Arguments;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of all steps share: the context they need, and the checks and choices of common parameters. */
public abstract class ModelStepDescriptor extends StepDescriptor {

    /** Context of a step that needs the registry only. */
    static final Set<Class<?>> REGISTRY = Set.of(Run.class, TaskListener.class, FlowNode.class);

    /** Context of a step that works with files of the workspace. */
    static final Set<Class<?>> WORKSPACE =
            Set.of(Run.class, TaskListener.class, FlowNode.class, FilePath.class, EnvVars.class);

    /** Context of a step that starts the engine. */
    static final Set<Class<?>> ENGINE =
            Set.of(Run.class, TaskListener.class, FlowNode.class, FilePath.class, EnvVars.class, Launcher.class);

    private final String function;
    private final String displayName;
    private final Set<Class<?>> context;

    protected ModelStepDescriptor(
            @NonNull String function, @NonNull String displayName, @NonNull Set<Class<?>> context) {
        this.function = function;
        this.displayName = displayName;
        this.context = context;
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return context;
    }

    /**
     * Makes the step of what a Pipeline script says. Arguments that nothing can be made of are told when the step starts,
     * together with everything else that is wrong.
     */
    @Override
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        Mistakes mistakes = new Mistakes();
        Map<String, Object> usable = Arguments.usable(clazz, arguments, mistakes);
        Step step = DescribableModel.of(clazz).instantiate(usable, null);
        ((ModelStep) step).made(mistakes);
        return step;
    }

    /** Makes the step of a submitted form, which knows no maps: the types of columns come as lines. */
    @Override
    public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        Map<String, String> types = Lines.take(form, "types");
        if (form.opt("seed") instanceof String seed && seed.isBlank()) {
            // Stapler would make it 0.
            form.remove("seed");
        }
        Step step = super.newInstance(request, form);
        if (step instanceof ReadingStep reading) {
            reading.setTypes(types);
        }
        return step;
    }

    /** Whether the step works with a model that is there already; otherwise it may be the one that makes it. */
    protected boolean needsModel() {
        return true;
    }

    @POST
    public ComboBoxModel doFillModelItems(@AncestorInPath Item item) {
        return new Choices(item).models();
    }

    @POST
    public FormValidation doCheckModel(@AncestorInPath Item item, @QueryParameter String value) {
        FormValidation written =
                FieldCheck.text(item, value, mistakes -> mistakes.model(value, ModelAccess.folder(item)));
        if (written.kind != FormValidation.Kind.OK
                || !needsModel()
                || value.contains("$")
                || !FieldCheck.mayConfigure(item)) {
            return written;
        }
        Choices choices = new Choices(item);
        return choices.find(value).isPresent()
                ? FormValidation.ok()
                : FormValidation.warning(Messages.ModelStepDescriptor_noModelYet(
                        value.strip(), Nearest.advice(value.strip(), choices.models(), "models")));
    }

    @POST
    public FormValidation doCheckMemory(@AncestorInPath Item item, @QueryParameter String value) {
        return FieldCheck.text(item, value, mistakes -> mistakes.memory(Util.fixEmptyAndTrim(value)));
    }

    @POST
    public FormValidation doCheckSeparator(@AncestorInPath Item item, @QueryParameter String value) {
        return FieldCheck.text(
                item,
                value,
                mistakes -> ReadingStep.check(mistakes, new Reading(Util.fixEmpty(value), null, null, null)));
    }

    @POST
    public FormValidation doCheckTypes(@AncestorInPath Item item, @QueryParameter String value) {
        return FieldCheck.text(
                item,
                value,
                mistakes -> ReadingStep.check(mistakes, new Reading(null, null, Lines.parse(value), null)));
    }

    @POST
    public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (FieldCheck.mayConfigure(item)) {
            items.add(Messages.OnFailure_failure(), OnFailure.FAILURE);
            items.add(Messages.OnFailure_unstable(), OnFailure.UNSTABLE);
        }
        return items;
    }

    /** The values with a first one that stands for leaving the choice out. */
    protected static ListBoxModel withDefault(@NonNull String label, @NonNull List<String> values) {
        ListBoxModel items = new ListBoxModel();
        items.add(label, "");
        values.forEach(items::add);
        return items;
    }

    /** Checks the name of a stage. */
    protected static FormValidation checkStage(Item item, String parameter, String value, boolean required) {
        return FieldCheck.text(item, value, mistakes -> {
            String stage = Util.fixEmptyAndTrim(value);
            if (required) {
                mistakes.required(parameter, stage);
            }
            mistakes.oneOf(parameter, stage, ModelRegistry.stages().names());
        });
    }
}
