package io.jenkins.plugins.modeldelivery.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What is demanded of a version before it may enter a stage, as people write it: the demands that are not written are not
 * made. Numbers are only checked when it becomes a {@link Policy}, so that a form shows what somebody typed.
 */
public final class StagePolicy extends AbstractDescribableImpl<StagePolicy> implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Map<String, Policy.Validation> VALIDATIONS = Stream.of(Policy.Validation.values())
            .collect(Collectors.toMap(StagePolicy::word, v -> v, (a, b) -> a, LinkedHashMap::new));

    private boolean inOrder;
    private String validation = word(Policy.Validation.ANY);
    private Integer driftDays;
    private int approvals;
    private int minimumStayHours;
    private boolean sameCommit;

    /** Demands nothing. */
    @DataBoundConstructor
    public StagePolicy() {}

    /** What somebody would have written for a policy. */
    @NonNull
    static StagePolicy of(@NonNull Policy policy) {
        StagePolicy written = new StagePolicy();
        written.inOrder = policy.inOrder();
        written.validation = word(policy.validation());
        written.driftDays = policy.driftDays();
        written.approvals = policy.approvals();
        written.minimumStayHours = Math.toIntExact(policy.minimumStay().toHours());
        written.sameCommit = policy.sameCommit();
        return written;
    }

    /**
     * As the registry decides with it.
     *
     * @throws InputException if a part has no meaning; says which
     */
    @NonNull
    public Policy toPolicy() {
        Policy.Validation demanded = VALIDATIONS.get(validation);
        if (demanded == null) {
            throw new InputException(
                    "There is no '" + validation + "'",
                    "validation",
                    Nearest.advice(validation, VALIDATIONS.keySet(), "choices"));
        }
        if (minimumStayHours < 0) {
            throw new InputException(
                    "No version stays for " + minimumStayHours + " hours",
                    "minimumStayHours",
                    "Give at least 1, or 0 if the time does not matter.");
        }
        return new Policy(inOrder, demanded, driftDays, approvals, Duration.ofHours(minimumStayHours), sameCommit);
    }

    /**
     * Refuses what is written although it demands less than what holds already: it would have no effect, and whoever wrote
     * it may believe that it has. What is not written demands nothing in addition, which is no mistake.
     *
     * @param above what holds without this policy
     * @throws InputException if a part demands less; says which, and what would be more
     */
    void checkAdds(@NonNull Policy above) {
        Policy own = toPolicy();
        if (own.validation() != Policy.Validation.ANY && own.validation().compareTo(above.validation()) < 0) {
            throw less(
                    "validation",
                    "that the newest validation has passed is",
                    "Choose that, or \"" + Messages.StagePolicy_any() + "\"");
        }
        if (own.driftDays() != null && above.driftDays() != null && own.driftDays() < above.driftDays()) {
            throw less(
                    "driftDays",
                    above.driftDays() + " days without drift are",
                    "Give more than " + above.driftDays() + ", or nothing");
        }
        if (own.approvals() > 0 && own.approvals() < above.approvals()) {
            throw less(
                    "approvals",
                    above.approvals() + " approvals are",
                    "Give more than " + above.approvals() + ", or 0");
        }
        long stay = above.minimumStay().toHours();
        if (minimumStayHours > 0 && minimumStayHours < stay) {
            throw less("minimumStayHours", stay + " hours are", "Give more than " + stay + ", or 0");
        }
    }

    private static InputException less(String part, String demanded, String advice) {
        return new InputException(
                "A folder can demand more, never less: " + demanded + " demanded from above",
                part,
                advice + " to demand no more than that.");
    }

    /** Whether it demands nothing; one that has no meaning demands something. */
    boolean isOpen() {
        return !inOrder
                && validation.equals(word(Policy.Validation.ANY))
                && driftDays == null
                && approvals == 0
                && minimumStayHours == 0
                && !sameCommit;
    }

    /** Whether a version must come from the stage before. */
    public boolean isInOrder() {
        return inOrder;
    }

    @DataBoundSetter
    public void setInOrder(boolean inOrder) {
        this.inOrder = inOrder;
    }

    /** {@code any}, {@code notFailed} or {@code passed}: what the newest validation must be. */
    @NonNull
    public String getValidation() {
        return validation;
    }

    @DataBoundSetter
    public void setValidation(@CheckForNull String validation) {
        String given = Util.fixEmptyAndTrim(validation);
        this.validation = given == null ? word(Policy.Validation.ANY) : given;
    }

    /** No drift may have been found in so many days; null: drift does not matter. */
    @CheckForNull
    public Integer getDriftDays() {
        return driftDays;
    }

    @DataBoundSetter
    public void setDriftDays(@CheckForNull Integer driftDays) {
        this.driftDays = driftDays;
    }

    /** So many people other than the one who trained the version must approve; 0: nobody. */
    public int getApprovals() {
        return approvals;
    }

    @DataBoundSetter
    public void setApprovals(int approvals) {
        this.approvals = approvals;
    }

    /** The version must have stood in the stage before for so many hours; 0: no time. */
    public int getMinimumStayHours() {
        return minimumStayHours;
    }

    @DataBoundSetter
    public void setMinimumStayHours(int minimumStayHours) {
        this.minimumStayHours = minimumStayHours;
    }

    /** Whether a version of the same commit must have passed in the stage before. */
    public boolean isSameCommit() {
        return sameCommit;
    }

    @DataBoundSetter
    public void setSameCommit(boolean sameCommit) {
        this.sameCommit = sameCommit;
    }

    /** A file on disk may lack what has a default. */
    private Object readResolve() {
        setValidation(validation);
        return this;
    }

    private static String word(Policy.Validation validation) {
        return switch (validation) {
            case ANY -> "any";
            case NOT_FAILED -> "notFailed";
            case PASSED -> "passed";
        };
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<StagePolicy> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.StagePolicy_displayName();
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillValidationItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.StagePolicy_any(), word(Policy.Validation.ANY));
            items.add(Messages.StagePolicy_notFailed(), word(Policy.Validation.NOT_FAILED));
            items.add(Messages.StagePolicy_passed(), word(Policy.Validation.PASSED));
            return items;
        }

        @POST
        public FormValidation doCheckValidation(
                @AncestorInPath Item item,
                @RelativePath("..") @QueryParameter String stage,
                @QueryParameter String value) {
            return check(item, stage, policy -> policy.setValidation(value));
        }

        @POST
        public FormValidation doCheckDriftDays(
                @AncestorInPath Item item,
                @RelativePath("..") @QueryParameter String stage,
                @QueryParameter String value) {
            return check(item, stage, policy -> policy.driftDays = Fields.number(value));
        }

        @POST
        public FormValidation doCheckApprovals(
                @AncestorInPath Item item,
                @RelativePath("..") @QueryParameter String stage,
                @QueryParameter String value) {
            return check(item, stage, policy -> policy.approvals = Fields.numberOrZero(value));
        }

        @POST
        public FormValidation doCheckMinimumStayHours(
                @AncestorInPath Item item,
                @RelativePath("..") @QueryParameter String stage,
                @QueryParameter String value) {
            return check(item, stage, policy -> policy.minimumStayHours = Fields.numberOrZero(value));
        }

        /** Checks one field: for itself, and for a folder against what holds from above. */
        private static FormValidation check(Item item, String stage, Consumer<StagePolicy> fill) {
            return Fields.check(item, () -> {
                StagePolicy written = new StagePolicy();
                fill.accept(written);
                written.toPolicy();
                if (item != null && stage != null) {
                    ConfiguredStages.inFolder(item.getParent().getFullName())
                            .find(stage)
                            .ifPresent(above -> written.checkAdds(above.policy()));
                }
            });
        }
    }
}
