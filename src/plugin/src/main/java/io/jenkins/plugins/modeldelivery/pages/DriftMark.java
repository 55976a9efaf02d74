package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A drift check as pages show it.
 *
 * @param seq line of the ledger
 * @param level {@code ok}, {@code warning}, {@code drift} or {@code insufficient_data}
 * @param summary the verdict as one sentence
 * @param time when
 * @param by who checked
 * @param columns distance by column that warns or drifts
 * @param data path of the file that was compared; null when not known
 * @param baseline what it was compared with, in words; null: the training data
 * @param severities by column its distance in units of its drift threshold
 * @param report whether there is a report
 */
@ExportedBean(defaultVisibility = 999)
public record DriftMark(
        @Exported long seq,
        @Exported String level,
        @Exported String summary,
        @Exported Moment time,
        @Exported String by,
        @Exported Map<String, Double> columns,
        @Exported String data,
        @Exported String baseline,
        @Exported Map<String, Double> severities,
        boolean report) {

    @NonNull
    static DriftMark of(@NonNull Version.Recorded<Event.DriftChecked> check) {
        Event.DriftChecked event = check.event();
        return new DriftMark(
                check.seq(),
                event.level().toString(),
                event.summary(),
                Moment.of(check.time()),
                check.actor().phrase(),
                event.columns(),
                event.data() == null ? null : event.data().path(),
                event.baseline(),
                event.severities(),
                event.documents().containsKey(Harvest.REPORT));
    }

    /** A verdict of which nothing else is known. */
    @NonNull
    static DriftMark of(@NonNull String level) {
        return new DriftMark(0, level, null, null, null, Map.of(), null, null, Map.of(), false);
    }

    /** All checks, newest first. */
    @NonNull
    static List<DriftMark> all(@NonNull Version version) {
        return Newest.first(version.driftChecks()).map(DriftMark::of).toList();
    }

    /** Colour of core's that goes with the verdict. */
    public String tone() {
        return switch (level) {
            case "ok" -> "success";
            case "warning" -> "warning";
            case "drift" -> "error";
            default -> "skipped";
        };
    }

    /** The verdict in a word. */
    public String word() {
        return switch (level) {
            case "ok" -> Messages.DriftMark_ok();
            case "warning" -> Messages.DriftMark_warning();
            case "drift" -> Messages.DriftMark_drift();
            default -> Messages.DriftMark_insufficient();
        };
    }
}
