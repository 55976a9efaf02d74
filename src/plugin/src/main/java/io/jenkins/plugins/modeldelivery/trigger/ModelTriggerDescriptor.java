package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.Permission;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.config.ModelAccess;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import jenkins.model.ParameterizedJobMixIn;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the forms of both triggers share. Says nothing to those who may not configure the job. */
public abstract class ModelTriggerDescriptor extends TriggerDescriptor {

    private static final int CANDIDATES = 20;

    @Override
    public boolean isApplicable(Item item) {
        return item instanceof Job && item instanceof ParameterizedJobMixIn.ParameterizedJob;
    }

    /** Refuses what cannot be used in the sentence that says so. */
    @Override
    public Trigger<?> newInstance(@CheckForNull StaplerRequest2 req, @NonNull JSONObject json) throws FormException {
        try {
            return super.newInstance(req, json);
        } catch (LinkageError | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InputException wrong) {
                    Problem problem = wrong.problem();
                    throw new FormException(
                            getDisplayName() + ": " + problem.sentence(),
                            problem.where() == null ? "model" : problem.where());
                }
            }
            throw e;
        }
    }

    /**
     * Whether there is such a model, as far as the user may know; and whether builds of the job, on whose behalf the trigger
     * watches, may see it.
     */
    @POST
    public FormValidation doCheckModel(@AncestorInPath Item item, @QueryParameter String value) throws IOException {
        if (!FieldCheck.mayConfigure(item)) {
            return FormValidation.ok();
        }
        ModelName name;
        try {
            name = ModelName.resolve(value.strip(), ModelAccess.folder(item));
        } catch (InputException e) {
            return error(e);
        }
        if (item instanceof Job<?, ?> job) {
            String outOfReach = ModelAccess.outOfReach(job, name, Permissions.VIEW);
            if (outOfReach != null) {
                return FormValidation.error(Messages.ModelTriggerDescriptor_never(outOfReach));
            }
        }
        if (ModelAccess.find(name).isEmpty()) {
            return FormValidation.warning(Messages.ModelTriggerDescriptor_noModel(
                    name,
                    Nearest.of(
                                    name.value(),
                                    ModelAccess.visible().stream()
                                            .map(ModelName::value)
                                            .toList())
                            .map(near -> " " + Messages.ModelTriggerDescriptor_near("/" + near))
                            .orElse("")));
        }
        if (item instanceof Job<?, ?> job && !ModelAccess.has(job, name, Permissions.VIEW)) {
            return FormValidation.error(Messages.ModelTriggerDescriptor_mayNot(permission(Permissions.VIEW), name));
        }
        return FormValidation.ok();
    }

    private static String permission(Permission permission) {
        return permission.group.title + "/" + permission.name;
    }

    @POST
    public FormValidation doCheckStage(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, given -> {
            List<String> stages = ModelRegistry.stages().names();
            if (!stages.contains(given)) {
                throw new InputException(
                        "there is no '" + given + "'", "stage", Nearest.advice(given, stages, "stages"));
            }
            return given;
        });
    }

    @POST
    public ListBoxModel doFillStageItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (FieldCheck.mayConfigure(item)) {
            items.add(Messages.ModelTriggerDescriptor_lastStage(), "");
            ModelRegistry.stages().names().forEach(items::add);
        }
        return items;
    }

    /** Models that the user may see, as the job has to name them. */
    @POST
    public AutoCompletionCandidates doAutoCompleteModel(@AncestorInPath Item item, @QueryParameter String value)
            throws IOException {
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        if (FieldCheck.mayConfigure(item)) {
            ModelAccess.namesFor(item).stream()
                    .filter(name -> name.startsWith(value))
                    .limit(CANDIDATES)
                    .forEach(candidates::add);
        }
        return candidates;
    }

    /** What a check finds of a value that is given. */
    static FormValidation check(Item item, String value, Function<String, ?> reader) {
        String given = Util.fixEmptyAndTrim(value);
        if (given == null || !FieldCheck.mayConfigure(item)) {
            return FormValidation.ok();
        }
        try {
            reader.apply(given);
            return FormValidation.ok();
        } catch (InputException e) {
            return error(e);
        }
    }

    private static FormValidation error(InputException e) {
        // The form shows where.
        return FormValidation.error(
                new Problem(e.problem().what(), null, e.problem().advice()).sentence());
    }
}
