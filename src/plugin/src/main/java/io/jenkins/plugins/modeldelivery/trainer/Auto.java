package io.jenkins.plugins.modeldelivery.trainer;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.catalogue.Parameter;
import io.jenkins.plugins.modeldelivery.catalogue.TrainerInfo;
import io.jenkins.plugins.modeldelivery.catalogue.Trainers;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** A search over the other trainers. */
public final class Auto extends Trainer {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public Auto() {}

    @NonNull
    @Override
    protected TrainerInfo info() {
        return Trainers.AUTO;
    }

    @CheckForNull
    public Integer getTrials() {
        return integer("trials");
    }

    @DataBoundSetter
    public void setTrials(@CheckForNull Integer trials) {
        set("trials", trials);
    }

    @CheckForNull
    public Double getMinutes() {
        return number("minutes");
    }

    @DataBoundSetter
    public void setMinutes(@CheckForNull Double minutes) {
        set("minutes", minutes);
    }

    @CheckForNull
    public Integer getFolds() {
        return integer("folds");
    }

    @DataBoundSetter
    public void setFolds(@CheckForNull Integer folds) {
        set("folds", folds);
    }

    /** The metric that decides; null: by the task. */
    @CheckForNull
    public String getMetric() {
        return word("metric");
    }

    @DataBoundSetter
    public void setMetric(@CheckForNull String metric) {
        set("metric", Util.fixEmptyAndTrim(metric));
    }

    @Extension(ordinal = 35)
    @Symbol("auto")
    public static final class DescriptorImpl extends TrainerDescriptor {
        public DescriptorImpl() {
            super(Trainers.AUTO);
        }

        @POST
        public ListBoxModel doFillMetricItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.Auto_byTask(), "");
            Trainers.AUTO.parameter("metric").map(Parameter::words).orElseThrow().stream()
                    .skip(1)
                    .forEach(items::add);
            return items;
        }
    }
}
