package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.document.Expectations;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Expectations that are read off an example: {@code inferred(file: 'last-month.csv', slack: 0.2)}. */
public final class InferredExpectations extends DataExpectation {
    private static final long serialVersionUID = 1L;

    private String file;
    private Double slack;

    @DataBoundConstructor
    public InferredExpectations() {}

    /**
     * @param modelFile whose training data is the example; null: none is
     * @param version its number; null: not known
     */
    @NonNull
    Expectations.Inferred toInferred(@CheckForNull String modelFile, @CheckForNull Integer version) {
        return new Expectations.Inferred(file, modelFile, version, slack, severity());
    }

    @CheckForNull
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(@CheckForNull String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    @CheckForNull
    public Double getSlack() {
        return slack;
    }

    @DataBoundSetter
    public void setSlack(@CheckForNull Double slack) {
        this.slack = slack;
    }

    @Extension
    @Symbol("inferred")
    public static final class DescriptorImpl extends DataExpectationDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.InferredExpectations_displayName();
        }

        @POST
        public FormValidation doCheckSlack(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "slack", value, (mistakes, slack) -> mistakes.atLeast("slack", slack, 0));
        }
    }
}
