package io.jenkins.plugins.modeldelivery.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.misc.junit.jupiter.AbstractRoundTripTest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import io.jenkins.plugins.modeldelivery.registry.Retention;
import io.jenkins.plugins.modeldelivery.registry.Stage;
import java.time.Duration;
import java.util.Set;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The whole configuration as YAML, in and out again, over a restart and by the web. */
@WithJenkins
class ConfigurationAsCodeTest extends AbstractRoundTripTest {

    @Override
    protected String configResource() {
        return "ConfigurationAsCode.yml";
    }

    @Override
    protected String stringInLogExpected() {
        return "Setting class io.jenkins.plugins.modeldelivery.config.StageConfiguration.name = canary";
    }

    @Override
    protected void assertConfiguredAsExpected(JenkinsRule jenkins, String content) {
        assertThat(ModelRegistry.stages().order())
                .containsExactly(
                        new Stage("dev", false, Policy.OPEN),
                        new Stage(
                                "canary",
                                "Canary",
                                "A tenth of the traffic",
                                "orange",
                                Stage.Capacity.ONE,
                                Stage.Replaced.ARCHIVED,
                                new Policy(false, Policy.Validation.NOT_FAILED)),
                        new Stage(
                                "prod",
                                "Production",
                                null,
                                "#1a7f37",
                                Stage.Capacity.ONE,
                                Stage.Replaced.KEPT,
                                new Policy(true, Policy.Validation.PASSED, 7, 2, Duration.ofHours(24), true)));
        assertThat(ModelDeliveryConfiguration.get().isOtherFolders()).isTrue();
        assertThat(ModelDeliveryConfiguration.get().retention())
                .isEqualTo(new Retention(10, 90, Set.of("audit", "legal hold")));
        DriftDefaults drift = ModelDeliveryConfiguration.get().getDrift();
        assertThat(drift.limits()).isEqualTo(new DriftRequest.Limits("psi", 0.1, 0.3, 0.2, 0.4));
        assertThat(drift.alpha()).isEqualTo(0.01);
        assertThat(drift.getCorrection()).isEqualTo("bonferroni");
        assertThat(drift.share()).isEqualTo(0.5);
        assertThat(drift.getMinRows()).isEqualTo(500);
    }
}
