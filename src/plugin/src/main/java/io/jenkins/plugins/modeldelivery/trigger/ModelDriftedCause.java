package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import io.jenkins.plugins.modeldelivery.watch.Occurrence;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;

/** The champion of a stage meets other data than those it learned from, or does worse than it did. */
public final class ModelDriftedCause extends ModelCause {

    private final String summary;
    private final String data;
    private final int bad;
    private final int of;
    private final String level;
    private final String metric;
    private final Double metricBefore;
    private final Double metricNow;

    ModelDriftedCause(@NonNull ModelName model, @NonNull Occurrence occurrence) {
        super(model, occurrence);
        summary = occurrence.what().summary();
        if (occurrence.what() instanceof Occurrence.Drifted drifted) {
            data = drifted.data();
            bad = drifted.bad();
            of = drifted.of();
            level = drifted.level().toString();
            metric = null;
            metricBefore = null;
            metricNow = null;
        } else if (occurrence.what() instanceof Occurrence.Degraded degraded) {
            data = degraded.data();
            bad = degraded.bad();
            of = degraded.of();
            level = null;
            metric = degraded.metric();
            metricBefore = degraded.before();
            metricNow = degraded.now();
        } else {
            throw new IllegalArgumentException(String.valueOf(occurrence));
        }
    }

    @NonNull
    @Override
    public String getEvent() {
        return metric == null ? "drifted" : "degraded";
    }

    /** What was found, one sentence without its full stop. */
    @NonNull
    @Exported(visibility = 3)
    public String getSummary() {
        return summary;
    }

    /** File of the newest check or validation; null: not known. */
    @CheckForNull
    @Exported(visibility = 3)
    public String getData() {
        return data;
    }

    /** How many of the checks that were counted found as much. */
    @Exported(visibility = 3)
    public int getBad() {
        return bad;
    }

    /** How many checks were counted. */
    @Exported(visibility = 3)
    public int getOf() {
        return of;
    }

    /** {@code warning} or {@code drift}; null: it does worse. */
    @CheckForNull
    @Exported(visibility = 3)
    public String getLevel() {
        return level;
    }

    /** The metric that got worse; null: the data drifted. */
    @CheckForNull
    @Exported(visibility = 3)
    public String getMetric() {
        return metric;
    }

    /** What it was when the version came to its stage. */
    @CheckForNull
    @Exported(visibility = 3)
    public Double getMetricBefore() {
        return metricBefore;
    }

    /** What it is in the newest validation. */
    @CheckForNull
    @Exported(visibility = 3)
    public Double getMetricNow() {
        return metricNow;
    }

    @Override
    void describe(@NonNull Map<String, String> facts) {
        facts.put("MODEL_DRIFT_SUMMARY", summary);
        facts.put("MODEL_DRIFT_LEVEL", level);
        facts.put("MODEL_DATA", data);
        facts.put("MODEL_METRIC", metric);
        facts.put("MODEL_METRIC_BEFORE", metricBefore == null ? null : metricBefore.toString());
        facts.put("MODEL_METRIC_NOW", metricNow == null ? null : metricNow.toString());
    }

    @Override
    public String getShortDescription() {
        return metric == null
                ? Messages.ModelDriftedCause_drifted(getModel(), number(), getStage(), summary)
                : Messages.ModelDriftedCause_degraded(getModel(), number(), getStage(), summary);
    }

    /** As text: a message would write thousands with a comma. */
    private String number() {
        return Integer.toString(getModelVersion());
    }
}
