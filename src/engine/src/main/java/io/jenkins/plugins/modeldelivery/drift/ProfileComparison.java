package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.TrainResult.Importance;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.util.List;

/**
 * How one profile differs from another, by the rules of a drift check without settings.
 *
 * @param level the verdict on the data set
 * @param summary the verdict as one sentence
 * @param driftShare importance-weighted share of the columns that drift, 0..1
 * @param columns compared columns, worst first
 * @param findings everything else that is noteworthy, worst first
 */
public record ProfileComparison(
        DriftResult.Level level,
        String summary,
        double driftShare,
        List<DriftResult.Column> columns,
        List<DriftResult.Finding> findings) {

    /**
     * Compares two profiles.
     *
     * @param reference what the other is compared with; its importances weigh the columns where it has them
     * @param current on the same grids and dictionaries
     */
    public static ProfileComparison of(Profile reference, Profile current) {
        List<Importance> importances = reference.importances() == null
                ? List.of()
                : reference.importances().entrySet().stream()
                        .map(e -> new Importance(e.getKey(), e.getValue()))
                        .toList();
        Verdict verdict = Verdict.of(reference, current, importances, Settings.STANDARD, List.of());
        return new ProfileComparison(
                verdict.level(), verdict.summary(), verdict.driftShare(), verdict.columns(), verdict.findings());
    }
}
