package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Lineage;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each environment trains its own version, of code that has passed in the one before. */
class PurposeTest {

    private static final String COMMIT = "5f2c0e7d1a2b" + "0".repeat(28);

    private static final Stages STAGES = new Stages(List.of(
            new Stage("dev", false, Policy.OPEN),
            new Stage("staging", true, Policy.NOT_FAILED),
            new Stage("prod", true, new Policy(false, Policy.Validation.PASSED, null, 0, null, true))));

    @TempDir
    private Path directory;

    @Test
    void prodTrainsOnlyWhatHasPassedInStaging() throws Exception {
        try (Registry registry = Registry.open(directory.resolve("registry"), STAGES)) {
            assertThat(registry.missingOfCode(Samples.RAIN, "prod", COMMIT))
                    .containsExactly("No version of commit 5f2c0e7d1a2b has stood in staging, and prod takes only"
                            + " versions whose commit has passed there: promote one that was made from it to staging"
                            + " first.");
            assertThat(registry.missingOfCode(Samples.RAIN, "staging", COMMIT)).isEmpty();
            Version version = register(registry, "staging");
            assertThat(Purpose.of(version)).contains("staging");
            Samples.validate(registry, Samples.RAIN, 1, true);
            assertThat(registry.missingOfCode(Samples.RAIN, "prod", COMMIT))
                    .as("it has not been in staging")
                    .hasSize(1);
            registry.changes(Samples.RAIN, Samples.ALICE).promote(1, "staging", null);
            assertThat(registry.missingOfCode(Samples.RAIN, "prod", COMMIT)).isEmpty();
            assertThat(registry.missingOfCode(Samples.RAIN, "prod", "another")).hasSize(1);
            assertThatThrownBy(() -> registry.missingOfCode(Samples.RAIN, "production", COMMIT))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("There is no stage 'production'");
            // Removing the tag does not unsay it.
            registry.changes(Samples.RAIN, Samples.ALICE).removeTag(1, Purpose.TAG);
            assertThat(Purpose.of(registry.get(Samples.RAIN).version(1).orElseThrow()))
                    .contains("staging");
        }
    }

    @Test
    void nobodyElseGivesTheTag() {
        assertThat(Purpose.add(null, null)).isEmpty();
        assertThat(Purpose.add(Map.of("a", "b"), "prod")).isEqualTo(Map.of("a", "b", Purpose.TAG, "prod"));
        assertThatThrownBy(() -> Purpose.add(Map.of(Purpose.TAG, "prod"), null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is no tag to give");
        Tags.check(Map.of(Purpose.TAG, "prod"));
    }

    private static Version register(Registry registry, String into) throws Exception {
        BlobRef blob = Samples.blob(registry, "a model");
        return registry.register(
                Samples.RAIN,
                new NewVersion(
                        "other",
                        blob,
                        Map.of(),
                        null,
                        null,
                        Map.of(),
                        new Lineage(new Lineage.Code("url", "main", COMMIT), null, null, null, null, null),
                        null,
                        Purpose.add(null, into),
                        null),
                Samples.ALICE);
    }
}
