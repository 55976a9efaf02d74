package io.jenkins.plugins.modeldelivery.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What a folder demands of the versions of all models in it and below it, in addition to what holds from above. It can only
 * add: whoever may configure a folder cannot loosen what the administrator or the owner of a folder above demands.
 */
public final class ModelDeliveryFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private static final Logger LOGGER = Logger.getLogger(ModelDeliveryFolderProperty.class.getName());

    private List<StageDemands> stages = new ArrayList<>();

    @DataBoundConstructor
    public ModelDeliveryFolderProperty() {}

    /** By stage. */
    @NonNull
    public List<StageDemands> getStages() {
        return List.copyOf(stages);
    }

    /** @throws InputException if there is no such stage now, or one is there twice, or a demand has no meaning */
    @DataBoundSetter
    public void setStages(@CheckForNull List<StageDemands> stages) {
        List<StageDemands> wanted = stages == null ? List.of() : stages;
        StageDemands.check(wanted);
        this.stages = new ArrayList<>(wanted);
    }

    /** A file on disk may lack what has a default. */
    private Object readResolve() {
        if (stages == null) {
            stages = new ArrayList<>();
        }
        return this;
    }

    /** What is demanded, by name of stage. */
    @NonNull
    Map<String, Policy> demands() {
        Map<String, Policy> demands = new HashMap<>();
        for (StageDemands stage : stages) {
            try {
                demands.merge(stage.getStage(), stage.getPolicy().toPolicy(), Policy::stricter);
            } catch (InputException e) {
                // Only by a change of the file on disk. The other demands hold.
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "A demand of folder '" + (owner == null ? "" : owner.getFullName()) + "' is left out");
            }
        }
        return demands;
    }

    /** A stage and what it demands already. */
    public record Above(String stage, List<String> demands) {
        /** For the form. */
        public String getStage() {
            return stage;
        }

        /** One phrase each. */
        public List<String> getDemands() {
            return demands;
        }
    }

    @OptionalExtension(requirePlugins = "cloudbees-folder")
    @Symbol("modelDelivery")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelDeliveryFolderProperty_displayName();
        }

        /** What holds for the folder that is being configured without its own demands, by stage in order. */
        @NonNull
        public List<Above> getAbove() {
            return stagesAbove(folder(Stapler.getCurrentRequest2())).order().stream()
                    .map(DescriptorImpl::above)
                    .toList();
        }

        @CheckForNull
        private static AbstractFolder<?> folder(@CheckForNull StaplerRequest2 request) {
            return request == null ? null : request.findAncestorObject(AbstractFolder.class);
        }

        private static Stages stagesAbove(@CheckForNull AbstractFolder<?> folder) {
            return ConfiguredStages.inFolder(
                    folder == null ? "" : folder.getParent().getFullName());
        }

        private static Above above(Stage stage) {
            return new Above(stage.label(), DemandWords.of(stage.policy()));
        }

        /**
         * A folder that demands nothing has no property. What demands less than holds from above is refused, unless it was
         * there before: then it was more once, and whoever changes something else is not to be stopped by it.
         */
        @Override
        public ModelDeliveryFolderProperty newInstance(StaplerRequest2 req, @NonNull JSONObject json)
                throws FormException {
            try {
                ModelDeliveryFolderProperty property = new ModelDeliveryFolderProperty();
                property.setStages(
                        json.has("stages") ? req.bindJSONToList(StageDemands.class, json.get("stages")) : List.of());
                checkAdds(property, folder(req));
                return property.stages.isEmpty() ? null : property;
            } catch (InputException e) {
                throw new FormException(e.getMessage(), e, "stages");
            }
        }

        private static void checkAdds(ModelDeliveryFolderProperty wanted, @CheckForNull AbstractFolder<?> folder) {
            ModelDeliveryFolderProperty present =
                    folder == null ? null : folder.getProperties().get(ModelDeliveryFolderProperty.class);
            Map<String, Policy> before = present == null ? Map.of() : present.demands();
            Stages above = stagesAbove(folder);
            for (StageDemands stage : wanted.stages) {
                if (!stage.getPolicy().toPolicy().equals(before.get(stage.getStage()))) {
                    above.find(stage.getStage())
                            .ifPresent(held -> stage.getPolicy().checkAdds(held.policy()));
                }
            }
        }
    }

    /** Lets the registry ask the folders. */
    @OptionalExtension(requirePlugins = "cloudbees-folder")
    public static final class Source implements FolderDemands {
        @NonNull
        @Override
        public Map<String, Policy> of(@NonNull Item folder) {
            if (folder instanceof AbstractFolder<?> owner) {
                ModelDeliveryFolderProperty property = owner.getProperties().get(ModelDeliveryFolderProperty.class);
                if (property != null) {
                    return property.demands();
                }
            }
            return Map.of();
        }
    }
}
