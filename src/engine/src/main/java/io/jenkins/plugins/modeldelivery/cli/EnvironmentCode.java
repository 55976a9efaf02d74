package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.util.Map;

/** The commit that is worked on, as build servers leave it in the environment. */
final class EnvironmentCode {

    private EnvironmentCode() {}

    /**
     * By {@code GIT_COMMIT} and {@code GIT_URL}, less user and password.
     *
     * @return null: not known
     */
    static Lineage.Code of(Map<String, String> environment) {
        String commit = environment.get("GIT_COMMIT");
        String repository = environment.get("GIT_URL");
        return commit == null || commit.isBlank() || repository == null || repository.isBlank()
                ? null
                : new Lineage.Code(
                        repository.replaceFirst("(?<=://)[^/@\\s]*@", ""), environment.get("GIT_BRANCH"), commit);
    }
}
