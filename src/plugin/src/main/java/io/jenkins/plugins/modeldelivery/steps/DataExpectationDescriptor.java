package io.jenkins.plugins.modeldelivery.steps;

import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.verb.POST;

/** What the forms of expectations share. */
public abstract class DataExpectationDescriptor extends Descriptor<DataExpectation> {

    // lgtm[jenkins/no-permission-check] a constant list
    @POST
    public ListBoxModel doFillLevelItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.DataExpectation_refused(), "");
        OnFailure.VALUES.forEach(items::add);
        return items;
    }
}
