package io.jenkins.plugins.modeldelivery.checkout;

import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.util.Map;

/** The commit that is worked on, as build servers leave it in the environment. */
public final class EnvironmentCode {

    private EnvironmentCode() {}

    /**
     * By {@code GIT_COMMIT}, {@code GIT_URL} and {@code GIT_BRANCH}.
     *
     * @return null: not known
     */
    public static Lineage.Code of(Map<String, String> environment) {
        String commit = environment.get("GIT_COMMIT");
        String repository = environment.get("GIT_URL");
        return commit == null || commit.isBlank() || repository == null || repository.isBlank()
                ? null
                : new Lineage.Code(RepositoryUrl.withoutCredentials(repository), environment.get("GIT_BRANCH"), commit);
    }
}
