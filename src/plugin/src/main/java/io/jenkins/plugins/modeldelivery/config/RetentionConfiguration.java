package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.registry.Retention;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which versions may go, as people write it. */
public final class RetentionConfiguration extends AbstractDescribableImpl<RetentionConfiguration>
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private Integer keepNewest;
    private Integer keepDays;
    private ArrayList<String> keepTags = new ArrayList<>();

    @DataBoundConstructor
    public RetentionConfiguration() {}

    /**
     * As the registry decides with it.
     *
     * @throws InputException if a number has no meaning, or neither is given
     */
    @NonNull
    public Retention toRetention() {
        Retention retention = new Retention(keepNewest, keepDays, new HashSet<>(keepTags));
        if (!retention.limits()) {
            throw new InputException(
                    "The retention says neither how many versions stay nor how long",
                    "retention",
                    "Give keepNewest, keepDays or both, or leave the retention out.");
        }
        return retention;
    }

    /** So many of the newest versions of each model stay; null: the number does not matter. */
    @CheckForNull
    public Integer getKeepNewest() {
        return keepNewest;
    }

    @DataBoundSetter
    public void setKeepNewest(@CheckForNull Integer keepNewest) {
        this.keepNewest = keepNewest;
    }

    /** Versions stay for so many days after they were registered or moved; null: the age does not matter. */
    @CheckForNull
    public Integer getKeepDays() {
        return keepDays;
    }

    @DataBoundSetter
    public void setKeepDays(@CheckForNull Integer keepDays) {
        this.keepDays = keepDays;
    }

    /** Versions that were registered with a tag of one of these keys stay. */
    @NonNull
    public List<String> getKeepTags() {
        return keepTags;
    }

    /** @param keepTags keys; from a form one text with a key a line */
    @DataBoundSetter
    public void setKeepTags(@CheckForNull List<String> keepTags) {
        this.keepTags = new ArrayList<>();
        if (keepTags != null) {
            keepTags.stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(key -> !key.isEmpty())
                    .forEach(this.keepTags::add);
        }
    }

    /** A file on disk may lack what has a default. */
    private Object readResolve() {
        setKeepTags(keepTags);
        return this;
    }

    /** For the form. */
    public String getKeepTagsLines() {
        return String.join("\n", keepTags);
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<RetentionConfiguration> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RetentionConfiguration_displayName();
        }

        @POST
        public FormValidation doCheckKeepNewest(@QueryParameter String value) {
            return Fields.check(null, () -> new Retention(Fields.number(value), null, null));
        }

        @POST
        public FormValidation doCheckKeepDays(@QueryParameter String value) {
            return Fields.check(null, () -> new Retention(null, Fields.number(value), null));
        }
    }
}
