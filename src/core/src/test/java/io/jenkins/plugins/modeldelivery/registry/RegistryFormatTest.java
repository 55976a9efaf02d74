package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format of version 1 as docs/registry-format.md has it: what was written in it must stay readable. */
class RegistryFormatTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "registry-format.md");

    @TempDir
    Path root;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf("```ndjson\n") + "```ndjson\n".length();
        String ledger = document.substring(start, document.indexOf("```", start));
        Files.writeString(root.resolve("registry.json"), "{\"format\": 1, \"created\": \"2026-03-01T08:00:00Z\"}");
        file = root.resolve("models").resolve("weather%2frain").resolve(Ledger.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, ledger);
    }

    @Test
    void theDocumentedLedgerIsSoundAndShowsEveryEvent() throws Exception {
        try (Registry registry = Registry.openReadOnly(root, Stages.DEFAULT)) {
            Model model = registry.get(Samples.RAIN);
            assertThat(model.damage()).isNull();
            assertThat(model.seq()).isEqualTo(11);
            Version version = model.champion("prod").orElseThrow();
            assertThat(version.facts().lineage().trainer().parameters()).containsEntry("rounds", 200);
            assertThat(version.facts().lineage().build().number()).isEqualTo(12);
            assertThat(version.validation().orElseThrow().event().gates().get(0).sentence())
                    .isEqualTo("auc 0.871 >= 0.85: pass");
            assertThat(version.driftCheck().orElseThrow().event().columns()).containsEntry("pressure", 0.31);
            List<Tenure> history = model.history("prod");
            assertThat(history).extracting(Tenure::kind).containsExactly("promote", "rollback");
            assertThat(history.get(0).actor().approvers()).containsExactly("bob");
            assertThat(registry.ledger(Samples.RAIN))
                    .extracting(Entry::event)
                    .<Class<?>>extracting(Object::getClass)
                    .contains(
                            Arrays.stream(Event.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
            assertThat(registry.models()).containsExactly(Samples.RAIN);
        }
    }

    @Test
    void theDocumentedLedgerCanBeContinued() throws Exception {
        byte[] before = Files.readAllBytes(file);
        try (Registry registry = Registry.open(root, Stages.DEFAULT)) {
            registry.changes(Samples.RAIN, Actor.user("carol")).alias("again", 1);
            assertThat(registry.get(Samples.RAIN).seq()).isEqualTo(12);
        }
        assertThat(Files.readAllBytes(file)).startsWith(before);
    }
}
