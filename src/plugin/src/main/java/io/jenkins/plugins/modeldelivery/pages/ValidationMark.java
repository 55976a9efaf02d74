package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A validation as pages show it.
 *
 * @param seq line of the ledger
 * @param passed whether no gate failed and none lacked data
 * @param gates how each gate decided
 * @param metrics the version's
 * @param baselineVersion number of the version it was compared with; null: none
 * @param baselineMetrics that version's on the same rows; null: none
 * @param time when
 * @param by who validated
 * @param data path of the file; null when not known
 * @param rows of that file; 0 when not known
 * @param report whether there is a report
 */
@ExportedBean(defaultVisibility = 999)
public record ValidationMark(
        @Exported long seq,
        @Exported boolean passed,
        @Exported List<Gate> gates,
        @Exported Map<String, Double> metrics,
        @Exported Integer baselineVersion,
        @Exported Map<String, Double> baselineMetrics,
        @Exported Moment time,
        @Exported String by,
        @Exported String data,
        @Exported long rows,
        boolean report) {

    /**
     * One gate's decision.
     *
     * @param metric its name
     * @param outcome {@code pass}, {@code fail} or {@code insufficient_data}
     * @param sentence the decision in words
     */
    @ExportedBean(defaultVisibility = 999)
    public record Gate(
            @Exported String metric,
            @Exported String outcome,
            @Exported String sentence) {

        /** Symbol that goes with the outcome. */
        public String icon() {
            return switch (outcome) {
                case "pass" -> "symbol-status-blue";
                case "fail" -> "symbol-status-red";
                default -> "symbol-status-yellow";
            };
        }

        /** The outcome in a word. */
        public String word() {
            return switch (outcome) {
                case "pass" -> Messages.ValidationMark_pass();
                case "fail" -> Messages.ValidationMark_fail();
                default -> Messages.ValidationMark_insufficient();
            };
        }
    }

    @NonNull
    static ValidationMark of(@NonNull Version.Recorded<Event.VersionValidated> validation) {
        Event.VersionValidated event = validation.event();
        return new ValidationMark(
                validation.seq(),
                event.passed(),
                event.gates().stream().map(ValidationMark::gate).toList(),
                event.metrics(),
                event.baselineVersion(),
                event.baselineMetrics(),
                Moment.of(validation.time()),
                validation.actor().phrase(),
                event.data() == null ? null : event.data().path(),
                event.data() == null ? 0 : event.data().rows(),
                event.documents().containsKey(Harvest.REPORT));
    }

    /** All validations, newest first. */
    @NonNull
    static List<ValidationMark> all(@NonNull Version version) {
        return Newest.first(version.validations()).map(ValidationMark::of).toList();
    }

    /** {@code 3 of 3 gates passed}. */
    public String word() {
        if (gates.isEmpty()) {
            return Messages.ValidationMark_noGates();
        }
        long good = gates.stream().filter(g -> g.outcome().equals("pass")).count();
        return Messages.ValidationMark_gates(String.valueOf(good), String.valueOf(gates.size()));
    }

    private static Gate gate(GateDecision decision) {
        return new Gate(decision.gate().metric(), decision.outcome().toString(), decision.sentence());
    }
}
