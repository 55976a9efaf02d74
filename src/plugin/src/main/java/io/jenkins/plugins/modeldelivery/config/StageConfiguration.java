package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * One stage, as people write it. Nothing is checked before it becomes a {@link Stage}, so that a form shows what somebody
 * typed and a message names the stage.
 */
public final class StageConfiguration extends AbstractDescribableImpl<StageConfiguration> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The colours of Jenkins' own palette, which follow the theme. */
    static final List<String> COLORS =
            List.of("blue", "brown", "cyan", "green", "indigo", "orange", "pink", "purple", "red", "teal", "yellow");

    private static final Pattern HEX_COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final String name;
    private String label;
    private String description;
    private String color;
    private String capacity = Stage.Capacity.ONE.toString();
    private String replaced = Stage.Replaced.ARCHIVED.toString();
    /** Null: nothing is demanded. */
    private StagePolicy policy;

    @DataBoundConstructor
    public StageConfiguration(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** What somebody would have written for a stage. */
    @NonNull
    static StageConfiguration of(@NonNull Stage stage) {
        StageConfiguration written = new StageConfiguration(stage.name());
        written.label = stage.label().equals(stage.name()) ? null : stage.label();
        written.description = stage.description();
        written.color = stage.color();
        written.capacity = stage.capacity().toString();
        written.replaced = stage.replaced().toString();
        written.setPolicy(StagePolicy.of(stage.policy()));
        return written;
    }

    /**
     * As the registry knows it. Whether the name may be had is for {@link Stages} to say, which knows the others.
     *
     * @throws InputException if a part has no meaning; says of which stage
     */
    @NonNull
    public Stage toStage() {
        try {
            checkColor(color);
            return new Stage(
                    name,
                    label,
                    description,
                    color,
                    choice("capacity", capacity, Stage.Capacity.values()),
                    choice("replaced", replaced, Stage.Replaced.values()),
                    policy == null ? Policy.OPEN : policy.toPolicy());
        } catch (InputException e) {
            Problem problem = e.problem();
            throw new InputException(
                    new Problem(problem.what(), "stage " + name + ", " + problem.where(), problem.advice()), e);
        }
    }

    private static void checkColor(String color) {
        if (color != null
                && !COLORS.contains(color)
                && !HEX_COLOR.matcher(color).matches()) {
            throw new InputException(
                    "'" + color + "' is no colour",
                    "color",
                    "Write it as #rrggbb, or name one of " + String.join(", ", COLORS) + ".");
        }
    }

    private static <E extends Enum<E>> E choice(String field, String value, E[] choices) {
        List<String> words = Arrays.stream(choices).map(Objects::toString).toList();
        int index = words.indexOf(value);
        if (index < 0) {
            throw new InputException("There is no '" + value + "'", field, Nearest.advice(value, words, "choices"));
        }
        return choices[index];
    }

    /** What Jenkinsfiles say. */
    public String getName() {
        return name;
    }

    /** What pages show; null: the name. */
    @CheckForNull
    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    /** What the stage is for; null: nobody said. */
    @CheckForNull
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(@CheckForNull String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    /** {@code #rrggbb} or the name of a colour; null: none. */
    @CheckForNull
    public String getColor() {
        return color;
    }

    @DataBoundSetter
    public void setColor(@CheckForNull String color) {
        this.color = Util.fixEmptyAndTrim(color);
    }

    /** {@code one} or {@code many}. */
    @NonNull
    public String getCapacity() {
        return capacity;
    }

    @DataBoundSetter
    public void setCapacity(@CheckForNull String capacity) {
        String given = Util.fixEmptyAndTrim(capacity);
        this.capacity = given == null ? Stage.Capacity.ONE.toString() : given;
    }

    /** {@code archived} or {@code kept}. */
    @NonNull
    public String getReplaced() {
        return replaced;
    }

    @DataBoundSetter
    public void setReplaced(@CheckForNull String replaced) {
        String given = Util.fixEmptyAndTrim(replaced);
        this.replaced = given == null ? Stage.Replaced.ARCHIVED.toString() : given;
    }

    /** What it demands; null: nothing. */
    @CheckForNull
    public StagePolicy getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(@CheckForNull StagePolicy policy) {
        this.policy = policy == null || policy.isOpen() ? null : policy;
    }

    /** A file on disk may lack what has a default. */
    private Object readResolve() {
        setCapacity(capacity);
        setReplaced(replaced);
        setPolicy(policy);
        return this;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<StageConfiguration> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.StageConfiguration_displayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return Fields.check(null, () -> new Stages(List.of(new StageConfiguration(value).toStage())));
        }

        @POST
        public FormValidation doCheckColor(@QueryParameter String value) {
            return Fields.check(null, () -> checkColor(Util.fixEmptyAndTrim(value)));
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ComboBoxModel doFillColorItems() {
            return new ComboBoxModel(COLORS);
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillCapacityItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.StageConfiguration_one(), Stage.Capacity.ONE.toString());
            items.add(Messages.StageConfiguration_many(), Stage.Capacity.MANY.toString());
            return items;
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillReplacedItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.StageConfiguration_archived(), Stage.Replaced.ARCHIVED.toString());
            items.add(Messages.StageConfiguration_kept(), Stage.Replaced.KEPT.toString());
            return items;
        }
    }
}
