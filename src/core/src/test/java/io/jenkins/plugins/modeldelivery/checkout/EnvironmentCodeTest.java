package io.jenkins.plugins.modeldelivery.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which commit is worked on. */
class EnvironmentCodeTest {

    @Test
    void readsWhatBuildServersLeave() {
        assertThat(EnvironmentCode.of(Map.of(
                        "GIT_COMMIT", "abc", "GIT_URL", "https://u:secret@example.org/r.git", "GIT_BRANCH", "main")))
                .isEqualTo(new Lineage.Code("https://example.org/r.git", "main", "abc"));
        assertThat(EnvironmentCode.of(Map.of("GIT_COMMIT", "abc", "GIT_URL", "git@example.org:r.git")))
                .isEqualTo(new Lineage.Code("git@example.org:r.git", null, "abc"));
        assertThat(EnvironmentCode.of(Map.of("GIT_COMMIT", "abc"))).isNull();
        assertThat(EnvironmentCode.of(Map.of("GIT_COMMIT", " ", "GIT_URL", "x")))
                .isNull();
    }

    @Test
    void leavesUrlsWithoutCredentialsAlone() {
        assertThat(RepositoryUrl.withoutCredentials("git@example.com:a/b.git")).isEqualTo("git@example.com:a/b.git");
        assertThat(RepositoryUrl.withoutCredentials("https://example.com/@scope/b"))
                .isEqualTo("https://example.com/@scope/b");
        assertThat(RepositoryUrl.withoutCredentials("ssh://git@example.com/b")).isEqualTo("ssh://example.com/b");
    }
}
