package io.jenkins.plugins.modeldelivery.steps;

import io.jenkins.plugins.modeldelivery.document.Freshness;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.DriftHistory;
import io.jenkins.plugins.modeldelivery.watch.Window;

/** Parameters of {@link CheckDriftStep} that have a syntax of their own. */
final class DriftArguments {

    private DriftArguments() {}

    static void check(Mistakes mistakes, String baseline, boolean classifier) {
        try {
            boolean checks = DriftHistory.means(baseline);
            if (classifier && (baseline == null || checks)) {
                mistakes.add(
                        "domainClassifier",
                        "needs a file as baseline: versions and checks keep no rows, only their profile",
                        "Name one, for example the training data");
            }
        } catch (InputException e) {
            mistakes.add("baseline", e.problem().what(), e.problem().advice());
        }
    }

    static void checkFreshness(Mistakes mistakes, String freshness) {
        if (freshness != null) {
            try {
                Freshness.parse(freshness);
            } catch (InputException e) {
                mistakes.add("freshness", e.problem().what(), e.problem().advice());
            }
        }
    }

    static void checkWindow(Mistakes mistakes, String window) {
        if (window != null) {
            try {
                Window.parse(window);
            } catch (InputException e) {
                mistakes.add("window", e.problem().what(), e.problem().advice());
            }
        }
    }
}
