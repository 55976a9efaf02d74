package io.jenkins.plugins.modeldelivery.steps;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.execution.Completion;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.DriftHistory;
import io.jenkins.plugins.modeldelivery.registry.Harvest;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Version;
import io.jenkins.plugins.modeldelivery.watch.Sustained;
import io.jenkins.plugins.modeldelivery.watch.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A drift check in the registry.
 *
 * @param version that was checked, with the check
 * @param sustained what it comes to with the checks before it
 */
record DriftRecord(Version version, Sustained sustained) {

    /** Records a check, once: a restart of Jenkins repeats what a step does at its end. */
    static DriftRecord of(Completion completion, DriftResult drift, Window window)
            throws IOException, InterruptedException, RegistryException {
        Map<String, BlobRef> documents = new LinkedHashMap<>(completion.documents(drift.report()));
        if (drift.profile() != null) {
            documents.put(Harvest.PROFILE, completion.store(drift.profile()));
        }
        Version version = completion.version(completion.version());
        if (version.driftChecks().stream()
                .noneMatch(check -> check.event().documents().equals(documents))) {
            version = completion
                    .registry()
                    .record(
                            completion.model(),
                            Harvest.checked(drift, version.number(), version.stage(), documents),
                            completion.actor());
        }
        return new DriftRecord(version, sustained(version, documents, window));
    }

    /** What the checks up to this one come to, of those that compared with the same kind of baseline. */
    private static Sustained sustained(Version version, Map<String, BlobRef> documents, Window window) {
        DriftHistory.Kind kind = version.driftChecks().stream()
                .filter(check -> check.event().documents().equals(documents))
                .findFirst()
                .map(check -> DriftHistory.Kind.of(check.event().baseline()))
                .orElse(DriftHistory.Kind.TRAINING);
        List<DriftResult.Level> levels = new ArrayList<>();
        for (Version.Recorded<Event.DriftChecked> check : DriftHistory.alike(version, kind)) {
            levels.add(check.event().level());
            if (check.event().documents().equals(documents)) {
                // What others checked since is not this build's.
                break;
            }
        }
        return Sustained.of(window, levels);
    }
}
