package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Nearest;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import io.jenkins.plugins.modeldelivery.parameter.FieldCheck;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.watch.CoolDown;
import io.jenkins.plugins.modeldelivery.watch.DriftRule;
import io.jenkins.plugins.modeldelivery.watch.Occurrence;
import io.jenkins.plugins.modeldelivery.watch.PerformanceRule;
import io.jenkins.plugins.modeldelivery.watch.Rule;
import io.jenkins.plugins.modeldelivery.watch.Window;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Starts a build when so many of the last drift checks of a stage's champion found drift ({@link DriftRule}), or, with a
 * metric, when it does so much worse on new labelled data than it did when it came there ({@link PerformanceRule}).
 */
public final class ModelDriftedTrigger extends ModelTrigger {

    private static final List<String> LEVELS = List.of("drift", "warning");

    private String window;
    private String coolDown;
    private String level;
    private String metric;
    private Double maxDrop;

    @DataBoundConstructor
    public ModelDriftedTrigger(String model) {
        super(model);
    }

    @NonNull
    @Override
    Rule rule() {
        Window counted = window == null ? Window.ONE : Window.parse(window);
        if (metric != null) {
            return new PerformanceRule(watchedStage(), metric(metric), maxDrop == null ? 0 : maxDrop, counted);
        }
        return new DriftRule(
                watchedStage(), level == null ? Level.DRIFT : Level.valueOf(level.toUpperCase(Locale.ROOT)), counted);
    }

    @NonNull
    @Override
    CoolDown rest() {
        return coolDown == null ? CoolDown.NONE : CoolDown.parse(coolDown);
    }

    @NonNull
    @Override
    ModelCause cause(@NonNull ModelName name, @NonNull Occurrence occurrence) {
        return new ModelDriftedCause(name, occurrence);
    }

    @NonNull
    @Override
    String key() {
        return super.key() + "|" + (metric == null ? "" : metric);
    }

    private static Metric metric(String name) {
        return Metric.find(name)
                .orElseThrow(() -> new InputException(
                        "there is no '" + name + "'", "metric", Nearest.advice(name, Metric.ids(), "metrics")));
    }

    /** {@code 3 of 5}; null: every single one. */
    @CheckForNull
    public String getWindow() {
        return window;
    }

    /** @throws InputException if it is none */
    @DataBoundSetter
    public void setWindow(@CheckForNull String window) {
        this.window = Util.fixEmptyAndTrim(window);
        if (this.window != null) {
            Window.parse(this.window);
        }
    }

    /** {@code 12h}; null: none. */
    @CheckForNull
    public String getCoolDown() {
        return coolDown;
    }

    /** @throws InputException if it is none */
    @DataBoundSetter
    public void setCoolDown(@CheckForNull String coolDown) {
        this.coolDown = Util.fixEmptyAndTrim(coolDown);
        if (this.coolDown != null) {
            CoolDown.parse(this.coolDown);
        }
    }

    /** {@code drift} or {@code warning}; null: {@code drift}. */
    @CheckForNull
    public String getLevel() {
        return level;
    }

    /** @throws InputException if there is no such level */
    @DataBoundSetter
    public void setLevel(@CheckForNull String level) {
        String given = Util.fixEmptyAndTrim(level);
        if (given != null && !LEVELS.contains(given)) {
            throw new InputException("there is no '" + given + "'", "level", Nearest.advice(given, LEVELS, "levels"));
        }
        this.level = "drift".equals(given) ? null : given;
    }

    /** Null: drift is watched, not performance. */
    @CheckForNull
    public String getMetric() {
        return metric;
    }

    /** @throws InputException if there is no such metric */
    @DataBoundSetter
    public void setMetric(@CheckForNull String metric) {
        String given = Util.fixEmptyAndTrim(metric);
        this.metric = given == null ? null : metric(given).id();
    }

    /** How much worse the metric may be; null: not at all. */
    @CheckForNull
    public Double getMaxDrop() {
        return maxDrop;
    }

    /** @throws InputException if it is less than 0 */
    @DataBoundSetter
    public void setMaxDrop(@CheckForNull Double maxDrop) {
        if (maxDrop != null) {
            new PerformanceRule("", Metric.AUC, maxDrop, Window.ONE);
        }
        this.maxDrop = maxDrop;
    }

    @Extension
    @Symbol("modelDrifted")
    public static final class DescriptorImpl extends ModelTriggerDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelDriftedTrigger_displayName();
        }

        @POST
        public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, value, Window::parse);
        }

        @POST
        public FormValidation doCheckCoolDown(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, value, CoolDown::parse);
        }

        @POST
        public FormValidation doCheckMaxDrop(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String metric) {
            return check(item, value, given -> {
                double drop;
                try {
                    drop = Double.parseDouble(given);
                } catch (NumberFormatException e) {
                    throw new InputException("'" + given + "' is no number", "maxDrop", "Write for example 0.02.");
                }
                if (Util.fixEmptyAndTrim(metric) == null) {
                    throw new InputException(
                            "is a loss of no metric", "maxDrop", "Choose one, or leave this empty to wait for drift.");
                }
                return new PerformanceRule("", Metric.AUC, drop, Window.ONE);
            });
        }

        @POST
        public ListBoxModel doFillLevelItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (FieldCheck.mayConfigure(item)) {
                items.add(Messages.ModelDriftedTrigger_drift(), "");
                items.add(Messages.ModelDriftedTrigger_warning(), "warning");
            }
            return items;
        }

        @POST
        public ListBoxModel doFillMetricItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (FieldCheck.mayConfigure(item)) {
                items.add(Messages.ModelDriftedTrigger_noMetric(), "");
                Metric.ids().forEach(items::add);
            }
            return items;
        }
    }
}
