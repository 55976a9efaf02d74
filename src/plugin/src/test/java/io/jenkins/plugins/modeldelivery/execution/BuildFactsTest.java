package io.jenkins.plugins.modeldelivery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import org.junit.jupiter.api.Test;

class BuildFactsTest {

    @Test
    void takesTheCommitFromTheEnvironmentWithoutCredentials() {
        EnvVars environment = new EnvVars(
                "GIT_COMMIT",
                "c0ffee",
                "GIT_BRANCH",
                "origin/main",
                "GIT_URL",
                "https://me:s3cret@example.com/a/b.git");
        assertThat(BuildFacts.code(environment))
                .isEqualTo(new Lineage.Code("https://example.com/a/b.git", "origin/main", "c0ffee"));
    }

    @Test
    void knowsNoCodeWithoutACommitOrARepository() {
        assertThat(BuildFacts.code(new EnvVars())).isNull();
        assertThat(BuildFacts.code(new EnvVars("GIT_COMMIT", "c0ffee"))).isNull();
        assertThat(BuildFacts.code(new EnvVars("GIT_URL", "https://example.com")))
                .isNull();
    }

    @Test
    void leavesUrlsWithoutCredentialsAlone() {
        assertThat(BuildFacts.withoutCredentials("git@example.com:a/b.git")).isEqualTo("git@example.com:a/b.git");
        assertThat(BuildFacts.withoutCredentials("https://example.com/@scope/b"))
                .isEqualTo("https://example.com/@scope/b");
        assertThat(BuildFacts.withoutCredentials("ssh://git@example.com/b")).isEqualTo("ssh://example.com/b");
    }
}
