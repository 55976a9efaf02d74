package io.jenkins.plugins.modeldelivery.registry;

import static io.jenkins.plugins.modeldelivery.registry.Samples.ALICE;
import static io.jenkins.plugins.modeldelivery.registry.Samples.BUILD;
import static io.jenkins.plugins.modeldelivery.registry.Samples.RAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    @TempDir
    Path directory;

    private Path root;
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        root = directory.resolve("registry");
        registry = Registry.open(root, Stages.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private void reopen() throws Exception {
        registry.close();
        registry = Registry.open(root, Stages.DEFAULT);
    }

    @Test
    void keepsWhatWasRegistered() throws Exception {
        BlobRef blob = Samples.blob(registry, "one");
        Version version = registry.register(RAIN, Samples.version(blob, "build-7"), BUILD);
        assertThat(version.number()).isEqualTo(1);
        assertThat(version.stage()).isEqualTo("dev");
        Model before = registry.get(RAIN);
        reopen();
        assertThat(registry.get(RAIN)).isEqualTo(before);
        assertThat(registry.models()).containsExactly(RAIN);
        assertThat(registry.ledger(RAIN)).hasSize(2);
        assertThat(registry.verify()).isEmpty();
        try (InputStream in = registry.open(blob)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("one");
        }
    }

    @Test
    void anEmptyRegistryIsSound() throws Exception {
        assertThat(registry.models()).isEmpty();
        assertThat(registry.find(RAIN)).isEmpty();
        assertThat(registry.verify()).isEmpty();
        assertThatThrownBy(() -> registry.get(RAIN))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("none yet");
    }

    @Test
    void namesTheNearestModel() throws Exception {
        Samples.register(registry, RAIN, "one");
        assertThatThrownBy(() -> registry.get(new ModelName("weather/rian")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Did you mean 'weather/rain'?");
        assertThatThrownBy(() ->
                        registry.changes(new ModelName("weather/rian"), ALICE).promote(1, "prod", null))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Did you mean 'weather/rain'?");
        assertThat(registry.models()).containsExactly(RAIN);
    }

    @Test
    void registeringTwiceWithOneKeyIsRegisteringOnce() throws Exception {
        BlobRef blob = Samples.blob(registry, "one");
        assertThat(registry.register(RAIN, Samples.version(blob, "k"), ALICE).number())
                .isEqualTo(1);
        reopen();
        assertThat(registry.register(RAIN, Samples.version(blob, "k"), ALICE).number())
                .isEqualTo(1);
        assertThat(registry.register(RAIN, Samples.version(blob, null), ALICE).number())
                .isEqualTo(2);
        assertThat(registry.ledger(RAIN)).hasSize(3);
        BlobRef other = Samples.blob(registry, "two");
        assertThatThrownBy(() -> registry.register(RAIN, Samples.version(other, "k"), ALICE))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("another model file");
    }

    @Test
    void refusesWhatIsNotStored() throws Exception {
        BlobRef absent = new BlobRef("model.zip", "ab".repeat(32), 3);
        assertThatThrownBy(() -> registry.register(RAIN, Samples.version(absent, null), ALICE))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("not in the store");
        BlobRef hostile = new BlobRef("model.zip", "../../../../etc/passwd", 3);
        assertThatThrownBy(() -> registry.register(RAIN, Samples.version(hostile, null), ALICE))
                .isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> registry.open(hostile)).isInstanceOf(IOException.class);
        assertThat(registry.find(RAIN)).isEmpty();
    }

    @Test
    void refusesContentOfAnotherDigest() throws Exception {
        assertThatThrownBy(
                        () -> registry.store("model.zip", new ByteArrayInputStream(new byte[] {1, 2}), "0".repeat(64)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Nothing was stored");
        assertThat(registry.audit().unreferenced()).isZero();
    }

    @Test
    void movesThroughTheStagesAndArchivesTheReplaced() throws Exception {
        Samples.serve(registry, RAIN, "one");
        Samples.serve(registry, RAIN, "two");
        Model model = registry.get(RAIN);
        assertThat(model.champion("prod")).get().extracting(Version::number).isEqualTo(2);
        assertThat(model.champion("staging")).isEmpty();
        assertThat(model.versions().get(1).stage()).isEqualTo(Stages.ARCHIVED);
        Event.Transitioned last = model.transitions().get(3).event();
        assertThat(last)
                .isEqualTo(
                        new Event.Transitioned("promote", 2, "staging", "prod", 1, Stages.ARCHIVED, "because of two"));
        reopen();
        assertThat(registry.get(RAIN)).isEqualTo(model);
    }

    @Test
    void saysEverythingThatIsMissing() throws Exception {
        Samples.register(registry, RAIN, "one");
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(1, "prod", null))
                .isInstanceOfSatisfying(PolicyViolation.class, e -> assertThat(e.missing())
                        .hasSize(2)
                        .anySatisfy(s -> assertThat(s).contains("staging first"))
                        .anySatisfy(s -> assertThat(s).contains("validate it first")));
        assertThatThrownBy(() -> Selector.select(registry.get(RAIN), "staging", registry.stages()))
                .hasMessage(
                        "No version of model 'weather/rain' stands in 'staging'. Name a version by its number, a stage,"
                                + " an alias or 'newest': v1 (dev).");
        Samples.validate(registry, RAIN, 1, false);
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(1, "staging", null))
                .isInstanceOfSatisfying(
                        PolicyViolation.class,
                        e -> assertThat(e.missing()).singleElement().asString().contains("has not passed"));
        Samples.validate(registry, RAIN, 1, true);
        registry.changes(RAIN, ALICE).promote(1, "staging", null);
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(1, "stagign", null))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Did you mean 'staging'?");
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(1, "staging", null))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(1, "dev", null))
                .hasMessageContaining("forward");
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(1, Stages.ARCHIVED, null))
                .hasMessageContaining("Archive");
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(9, "prod", null))
                .hasMessageContaining("no version 9");
    }

    @Test
    void rollsBackPastWhatWasRolledBackFrom() throws Exception {
        Samples.serve(registry, RAIN, "one");
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).rollback("prod", null, null))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("nothing to roll back to");
        Samples.serve(registry, RAIN, "two");
        Samples.serve(registry, RAIN, "three");
        Event.Transitioned first = registry.changes(RAIN, ALICE).rollback("prod", null, "three is bad");
        assertThat(first)
                .isEqualTo(new Event.Transitioned(
                        "rollback", 2, Stages.ARCHIVED, "prod", 3, Stages.ARCHIVED, "three is bad"));
        assertThat(registry.changes(RAIN, ALICE).rollback("prod", null, null).version())
                .isEqualTo(1);
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).rollback("prod", null, null))
                .hasMessageContaining("nothing to roll back to");
        assertThat(registry.changes(RAIN, ALICE).rollback("prod", 3, null).replaced())
                .isEqualTo(1);
        assertThat(registry.changes(RAIN, ALICE).rollback("prod", null, null).version())
                .isEqualTo(1);
        Samples.register(registry, RAIN, "four");
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).rollback("prod", 4, null))
                .hasMessageContaining("never stood in prod");
    }

    @Test
    void anArchivedVersionGoesThroughTheStagesAgain() throws Exception {
        Samples.serve(registry, RAIN, "one");
        registry.changes(RAIN, ALICE).archive(1, "retired");
        assertThat(registry.get(RAIN).champion("prod")).isEmpty();
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).promote(1, "prod", null))
                .isInstanceOf(PolicyViolation.class);
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).archive(1, null)).hasMessageContaining("already");
        registry.changes(RAIN, ALICE).promote(1, "dev", null);
        registry.changes(RAIN, ALICE).promote(1, "staging", null);
        registry.changes(RAIN, ALICE).promote(1, "prod", null);
        assertThat(registry.get(RAIN).champion("prod")).isPresent();
    }

    @Test
    void tellsWhatWasInAStageWhen() throws Exception {
        Samples.serve(registry, RAIN, "one");
        Samples.serve(registry, RAIN, "two");
        registry.changes(RAIN, BUILD).rollback("prod", null, "worse");
        List<Tenure> history = registry.history(RAIN, "prod");
        assertThat(history).extracting(Tenure::version).containsExactly(1, 2, 1);
        assertThat(history).extracting(Tenure::kind).containsExactly("promote", "promote", "rollback");
        assertThat(history).extracting(Tenure::reason).containsExactly("because of one", "because of two", "worse");
        assertThat(history.get(0).to()).isEqualTo(history.get(1).from());
        assertThat(history.get(2).to()).isNull();
        assertThat(history.get(2).actor()).isEqualTo(BUILD);
        Model model = registry.get(RAIN);
        for (Tenure tenure : history) {
            assertThat(model.at("prod", tenure.from())).contains(tenure);
        }
        assertThat(model.at("prod", model.created())).isEmpty();
        assertThat(registry.history(RAIN, "dev")).extracting(Tenure::kind).containsExactly("register", "register");
        assertThatThrownBy(() -> registry.history(RAIN, "pord")).hasMessageContaining("Did you mean 'prod'?");
    }

    @Test
    void aliasesMove() throws Exception {
        Samples.register(registry, RAIN, "one");
        Samples.register(registry, RAIN, "two");
        registry.changes(RAIN, ALICE).alias("champion", 1);
        registry.changes(RAIN, ALICE).alias("champion", 1);
        registry.changes(RAIN, ALICE).alias("champion", 2);
        Model model = registry.get(RAIN);
        assertThat(model.seq()).isEqualTo(5);
        assertThat(model.aliased("champion")).get().extracting(Version::number).isEqualTo(2);
        assertThat(model.versions().get(1).aliases()).isEmpty();
        assertThat(model.versions().get(2).aliases()).containsExactly("champion");
        registry.changes(RAIN, ALICE).removeAlias("champion");
        assertThat(registry.get(RAIN).aliases()).isEmpty();
        assertThatThrownBy(() -> registry.changes(RAIN, ALICE).removeAlias("champion"))
                .hasMessageContaining("it has none");
        for (String bad :
                new String[] {"", "a b", "latest", "LATEST", "v1", "V20", "7", "prod", "newest", "a".repeat(256)}) {
            assertThatThrownBy(() -> registry.changes(RAIN, ALICE).alias(bad, 1))
                    .as(bad)
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("alias: ");
        }
        registry.changes(RAIN, ALICE).alias("größe-1_x", 1);
    }

    @Test
    void recordsOnlyWhatConcernsTheVersion() throws Exception {
        Samples.register(registry, RAIN, "one");
        Event.VersionValidated other =
                new Event.VersionValidated(1, "ab".repeat(32), null, Map.of(), null, null, List.of(), true, Map.of());
        assertThatThrownBy(() -> registry.record(RAIN, other, ALICE)).hasMessageContaining("own file");
        Event.DriftChecked absent = new Event.DriftChecked(2, "prod", null, null, "no drift", Map.of(), Map.of());
        assertThatThrownBy(() -> registry.record(RAIN, absent, ALICE)).hasMessageContaining("no version 2");
        assertThatThrownBy(() -> registry.record(RAIN, new Event.AliasSet("a", 1), ALICE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(registry.ledger(RAIN)).hasSize(2);
    }

    @Test
    void readersSeeWhatAWriterWrites() throws Exception {
        try (Registry reader = Registry.openReadOnly(root, Stages.DEFAULT)) {
            assertThat(reader.find(RAIN)).isEmpty();
            Samples.register(registry, RAIN, "one");
            assertThat(reader.get(RAIN)).isEqualTo(registry.get(RAIN));
            Samples.register(registry, RAIN, "two");
            assertThat(reader.get(RAIN)).isEqualTo(registry.get(RAIN));
            assertThat(reader.models()).containsExactly(RAIN);
            assertThatThrownBy(() -> Samples.register(reader, RAIN, "three"))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("reading only");
        }
    }

    @Test
    void refusesToOpenTwiceOrWhereNothingIs() throws Exception {
        assertThatThrownBy(() -> Registry.open(root, Stages.DEFAULT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("in this process already");
        assertThatThrownBy(() -> Registry.openReadOnly(directory, Stages.DEFAULT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("no registry in");
        registry.close();
        assertThatThrownBy(() -> Samples.blob(registry, "one")).hasMessageContaining("was closed");
        Path about = root.resolve("registry.json");
        Files.writeString(about, "{\"format\":" + (Registry.FORMAT + 1) + "}");
        assertThatThrownBy(() -> Registry.open(root, Stages.DEFAULT)).hasMessageContaining("Use a newer version");
        Files.delete(about);
        Files.createDirectory(root.resolve("models"));
        assertThatThrownBy(() -> Registry.open(root, Stages.DEFAULT)).hasMessageContaining("registry.json is missing");
    }
}
