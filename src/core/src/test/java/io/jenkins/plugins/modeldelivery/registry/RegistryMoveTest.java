package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that follow folders, models that are renamed, and jobs that have the names of models. */
class RegistryMoveTest {
    private static final ModelName RAIN = Samples.RAIN;
    private static final ModelName BELOW = new ModelName("weather/rain/north");
    private static final ModelName SNOW = new ModelName("weather/snow");

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(root, Stages.DEFAULT);
        Samples.serve(registry, RAIN, "one");
        Samples.register(registry, BELOW, "two");
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @Test
    void aFolderTakesTheModelsBelowItAlong() throws Exception {
        assertThat(registry.moved("weather/rain", "weather/wet", Samples.ALICE))
                .isEqualTo(Map.of(BELOW, new ModelName("weather/wet/north")));
        assertThat(registry.models()).containsExactly(RAIN, new ModelName("weather/wet/north"));
        assertThat(registry.get(RAIN).seq()).isEqualTo(5);
    }

    @Test
    void aModelIsRenamedAlone() throws Exception {
        Instant before = registry.get(RAIN).changed();
        registry.rename(RAIN, SNOW, Samples.ALICE);
        assertThat(registry.models()).containsExactly(BELOW, SNOW);
        Model model = registry.get(SNOW);
        assertThat(model.champion("prod")).isPresent();
        assertThat(registry.ledger(SNOW))
                .last()
                .satisfies(entry ->
                        assertThat(entry.event()).isEqualTo(new Event.ModelMoved("weather/rain", "weather/snow")))
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo(Samples.ALICE));
        assertThat(registry.find(RAIN)).isEmpty();
        assertThat(registry.currentName(RAIN, before)).isEqualTo(SNOW);
        assertThat(registry.currentName(RAIN, model.changed().plusSeconds(1))).isEqualTo(RAIN);
        assertThat(registry.currentName("weather/rain", before))
                .as("the job that has the model's name")
                .isEqualTo("weather/rain");
        registry.rename(SNOW, new ModelName("climate/snow"), Samples.ALICE);
        assertThat(registry.currentName(RAIN, before)).isEqualTo(new ModelName("climate/snow"));
        reopen();
        assertThat(registry.models()).containsExactly(new ModelName("climate/snow"), BELOW);
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void jobsAndModelsOfOneNameGoTheirOwnWays() throws Exception {
        Instant before = registry.get(RAIN).changed();
        Samples.register(registry, new ModelName("climate/rain"), "three");
        registry.moved("weather", "climate", Samples.ALICE);
        assertThat(registry.currentName(RAIN, before)).isEqualTo(new ModelName("climate/rain~2"));
        assertThat(registry.currentName("weather/rain", before)).isEqualTo("climate/rain");
    }

    @Test
    void refusesANameThatIsTaken() throws Exception {
        assertThatThrownBy(() -> registry.rename(RAIN, BELOW, Samples.ALICE))
                .isInstanceOf(RegistryException.class)
                .hasMessage("There is a model 'weather/rain/north' already. Choose another name.");
        assertThatThrownBy(() -> registry.rename(RAIN, RAIN, Samples.ALICE)).hasMessageContaining("already");
        assertThatThrownBy(() -> registry.rename(SNOW, new ModelName("x"), Samples.ALICE))
                .hasMessageContaining("There is no model 'weather/snow'");
        registry.delete(BELOW, "given up", Samples.ALICE);
        assertThatThrownBy(() -> registry.rename(RAIN, BELOW, Samples.ALICE))
                .hasMessageContaining("There was a model 'weather/rain/north'");
        assertThat(registry.models()).containsExactly(RAIN);
    }

    @Test
    void whatIsDamagedIsNotRenamed() throws Exception {
        Path ledger = root.resolve("models/weather%2frain/ledger.ndjson");
        List<String> lines = Files.readAllLines(ledger);
        lines.set(2, lines.get(2).replace("\"seq\":3", "\"seq\":7"));
        Files.writeString(ledger, String.join("\n", lines) + "\n");
        reopen();
        byte[] inventory = Files.readAllBytes(root.resolve("registry.ndjson"));
        assertThatThrownBy(() -> registry.rename(RAIN, SNOW, Samples.ALICE))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("damaged");
        assertThat(root.resolve("registry.ndjson")).hasBinaryContent(inventory);
        assertThat(registry.models()).containsExactly(RAIN, BELOW);
    }

    private void reopen() throws Exception {
        registry.close();
        registry = Registry.open(root, Stages.DEFAULT);
    }
}
