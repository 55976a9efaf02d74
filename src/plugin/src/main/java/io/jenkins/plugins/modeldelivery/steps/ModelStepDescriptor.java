package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.parameter.Arguments;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
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

    @POST
    public FormValidation doCheckModel(@AncestorInPath Item item, @QueryParameter String value) {
        return validate(item, mistakes -> mistakes.model(value, ModelAccess.folder(item)));
    }

    @POST
    public FormValidation doCheckMemory(@AncestorInPath Item item, @QueryParameter String value) {
        return validate(item, mistakes -> mistakes.memory(value.isBlank() ? null : value));
    }

    @POST
    public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (mayConfigure(item)) {
            OnFailure.VALUES.forEach(items::add);
        }
        return items;
    }

    /** The stages, for forms. */
    protected static ListBoxModel stages(Item item) {
        ListBoxModel items = new ListBoxModel();
        if (mayConfigure(item)) {
            ModelRegistry.stages().names().forEach(items::add);
        }
        return items;
    }

    /** The items with a first one that stands for leaving the choice out. */
    protected static ListBoxModel withDefault(String label, ListBoxModel items) {
        items.add(0, new ListBoxModel.Option(label, ""));
        return items;
    }

    /** Runs a check for a form; says nothing to those who may not configure the job. */
    protected static FormValidation validate(Item item, Consumer<Mistakes> check) {
        if (!mayConfigure(item)) {
            return FormValidation.ok();
        }
        Mistakes mistakes = new Mistakes();
        check.accept(mistakes);
        return mistakes.sentences().isEmpty()
                ? FormValidation.ok()
                : FormValidation.error(String.join("\n", mistakes.sentences()));
    }

    private static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}
