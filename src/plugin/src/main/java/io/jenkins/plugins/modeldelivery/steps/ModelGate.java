package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import java.io.Serializable;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One condition of {@code validateModel}: {@code gate(metric: 'auc', min: 0.8)}. */
public final class ModelGate extends AbstractDescribableImpl<ModelGate> implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final double LEAST_CONFIDENCE = 0.5;
    private static final double MOST_CONFIDENCE = 0.999;

    private final String metric;
    private Double min;
    private Double max;
    private Double minChange;
    private Double maxDrop;
    private boolean relative;
    private String level;
    private Double confidence;
    private String slice;
    private Double maxGap;
    private Double minRatio;

    @DataBoundConstructor
    public ModelGate(String metric) {
        this.metric = Util.fixEmptyAndTrim(metric);
    }

    /** As {@code checkDrift} takes it: without slices, and compared with the version at its training. */
    void checkOnCurrentRows(@NonNull Mistakes mistakes) {
        check(mistakes, true);
        String parameter = "gates: gate(metric: '" + metric + "')";
        if (slice != null) {
            mistakes.add(parameter, "a drift check has no slices", "Leave slice out, or use validateModel");
        }
        if (Metric.find(metric == null ? "" : metric)
                .filter(m -> m == Metric.COST || m.ofTheModel())
                .isPresent()) {
            mistakes.add(parameter, "a drift check does not measure that", "Use validateModel");
        }
    }

    /** @param baseline whether the step compares with a baseline */
    void check(@NonNull Mistakes mistakes, boolean baseline) {
        String parameter = "gates: gate(metric: '" + metric + "')";
        if (metric == null) {
            mistakes.add("gates", "there is a gate without a metric", "Write gate(metric: 'auc', min: 0.8)");
        } else if (Metric.find(metric).isEmpty()) {
            mistakes.oneOf("gates: metric", metric, Metric.ids());
        }
        boolean gap = maxGap != null || minRatio != null;
        boolean own = min != null || max != null || minChange != null || maxDrop != null;
        if (!own && !gap) {
            mistakes.add(
                    parameter,
                    "has no bound",
                    "Give it min, max, minChange or maxDrop, or of slices maxGap or minRatio");
        }
        if (gap && slice == null) {
            mistakes.add(parameter, "maxGap and minRatio compare slices, and no slice is named", "Add slice: 'column'");
        }
        if (gap && own) {
            mistakes.add(
                    parameter,
                    "maxGap and minRatio compare slices with one another, the other bounds are for each slice alone",
                    "Write two gates");
        }
        mistakes.atLeast(parameter + " maxGap", maxGap, 0);
        checkRatio(mistakes, parameter + " minRatio", minRatio);
        if (min != null && max != null && min > max) {
            mistakes.add(parameter, "min " + min + " is more than max " + max, null);
        }
        mistakes.atLeast(parameter + " minChange", minChange, 0);
        mistakes.atLeast(parameter + " maxDrop", maxDrop, 0);
        if ((minChange != null || maxDrop != null) && !baseline) {
            mistakes.add(
                    parameter,
                    "compares, but the step has no baseline",
                    "Give the step baseline: a stage, an alias or a version number");
        }
        checkConfidence(mistakes, parameter + " confidence", confidence);
        if (Metric.find(metric == null ? "" : metric).map(Metric::ofTheModel).orElse(false)
                && (confidence != null || slice != null)) {
            mistakes.add(
                    parameter,
                    "belongs to the model and not to rows",
                    "Leave " + (confidence != null ? "confidence" : "slice") + " out");
        }
        mistakes.oneOf(parameter + " level", level, OnFailure.VALUES);
    }

    private static void checkRatio(Mistakes mistakes, String parameter, Double ratio) {
        mistakes.between(parameter, ratio, 0, Math.nextUp(1.0));
    }

    private static void checkConfidence(Mistakes mistakes, String parameter, Double confidence) {
        if (confidence != null && !(confidence >= LEAST_CONFIDENCE && confidence <= MOST_CONFIDENCE)) {
            mistakes.add(parameter, "is " + confidence + ", not between 0.5 and 0.999", "Write 0.95 for 95 %");
        }
    }

    /** @param fallback the level if the gate has none of its own */
    @NonNull
    Gate toGate(@NonNull Gate.Level fallback) {
        return new Gate(
                Metric.find(metric).orElseThrow().id(),
                min,
                max,
                minChange,
                maxDrop,
                relative,
                level == null ? fallback : Gate.Level.valueOf(level),
                confidence,
                slice,
                maxGap,
                minRatio);
    }

    public String getMetric() {
        return metric;
    }

    @CheckForNull
    public Double getMin() {
        return min;
    }

    @DataBoundSetter
    public void setMin(@CheckForNull Double min) {
        this.min = min;
    }

    @CheckForNull
    public Double getMax() {
        return max;
    }

    @DataBoundSetter
    public void setMax(@CheckForNull Double max) {
        this.max = max;
    }

    @CheckForNull
    public Double getMinChange() {
        return minChange;
    }

    @DataBoundSetter
    public void setMinChange(@CheckForNull Double minChange) {
        this.minChange = minChange;
    }

    @CheckForNull
    public Double getMaxDrop() {
        return maxDrop;
    }

    @DataBoundSetter
    public void setMaxDrop(@CheckForNull Double maxDrop) {
        this.maxDrop = maxDrop;
    }

    public boolean isRelative() {
        return relative;
    }

    @DataBoundSetter
    public void setRelative(boolean relative) {
        this.relative = relative;
    }

    @CheckForNull
    public String getLevel() {
        return level;
    }

    @DataBoundSetter
    public void setLevel(@CheckForNull String level) {
        this.level = Util.fixEmptyAndTrim(level);
    }

    @CheckForNull
    public Double getConfidence() {
        return confidence;
    }

    @DataBoundSetter
    public void setConfidence(@CheckForNull Double confidence) {
        this.confidence = confidence;
    }

    @CheckForNull
    public String getSlice() {
        return slice;
    }

    @DataBoundSetter
    public void setSlice(@CheckForNull String slice) {
        this.slice = Util.fixEmptyAndTrim(slice);
    }

    @CheckForNull
    public Double getMaxGap() {
        return maxGap;
    }

    @DataBoundSetter
    public void setMaxGap(@CheckForNull Double maxGap) {
        this.maxGap = maxGap;
    }

    @CheckForNull
    public Double getMinRatio() {
        return minRatio;
    }

    @DataBoundSetter
    public void setMinRatio(@CheckForNull Double minRatio) {
        this.minRatio = minRatio;
    }

    @Extension
    @Symbol("gate")
    public static final class DescriptorImpl extends Descriptor<ModelGate> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelGate_displayName();
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillMetricItems() {
            ListBoxModel items = new ListBoxModel();
            Metric.ids().forEach(items::add);
            return items;
        }

        // lgtm[jenkins/no-permission-check] a constant list
        @POST
        public ListBoxModel doFillLevelItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.ModelGate_asTheStep(), "");
            OnFailure.VALUES.forEach(items::add);
            return items;
        }

        @POST
        public FormValidation doCheckMin(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String max) {
            return FieldCheck.number(item, "min", value, (mistakes, min) -> {
                Optional<Double> most = Lines.number(max);
                if (most.isPresent() && min > most.get()) {
                    mistakes.add("min", min + " is more than max " + most.get(), null);
                }
            });
        }

        @POST
        public FormValidation doCheckMax(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "max", value, (mistakes, max) -> {});
        }

        @POST
        public FormValidation doCheckMinChange(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item, "minChange", value, (mistakes, change) -> mistakes.atLeast("minChange", change, 0));
        }

        @POST
        public FormValidation doCheckConfidence(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item,
                    "confidence",
                    value,
                    (mistakes, confidence) -> checkConfidence(mistakes, "confidence", confidence));
        }

        @POST
        public FormValidation doCheckMaxGap(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "maxGap", value, (mistakes, gap) -> mistakes.atLeast("maxGap", gap, 0));
        }

        @POST
        public FormValidation doCheckMinRatio(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(
                    item, "minRatio", value, (mistakes, ratio) -> checkRatio(mistakes, "minRatio", ratio));
        }

        @POST
        public FormValidation doCheckMaxDrop(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.number(item, "maxDrop", value, (mistakes, drop) -> mistakes.atLeast("maxDrop", drop, 0));
        }
    }
}
