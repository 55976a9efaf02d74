package io.jenkins.plugins.modeldelivery.registry;

import static io.jenkins.plugins.modeldelivery.registry.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and folders that get other names. */
class RelocationTest {
    @TempDir
    Path directory;

    private final Instant before = Instant.now().minusSeconds(60);
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(directory, Stages.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private void reopen() throws Exception {
        registry.close();
        registry = Registry.open(directory, Stages.DEFAULT);
    }

    private static ModelName name(String name) {
        return new ModelName(name);
    }

    private void register(String... names) throws Exception {
        for (String name : names) {
            Samples.register(registry, name(name), name);
        }
    }

    private List<String> models() throws IOException {
        return registry.models().stream().map(ModelName::value).toList();
    }

    @Test
    void modelsBelowAFolderFollowIt() throws Exception {
        register("weather/rain", "weather/north/snow", "weatherman/rain", "rain");
        Map<ModelName, ModelName> moved = registry.moved("weather", "earth/climate", ALICE);
        assertThat(moved)
                .containsOnly(
                        Map.entry(name("weather/rain"), name("earth/climate/rain")),
                        Map.entry(name("weather/north/snow"), name("earth/climate/north/snow")));
        assertThat(models())
                .containsExactly("earth/climate/north/snow", "earth/climate/rain", "rain", "weatherman/rain");
        assertThat(registry.find(name("weather/rain"))).isEmpty();
        assertThat(registry.verify()).isEmpty();
        assertThat(registry.unfinishedMoves()).isEmpty();
    }

    @Test
    void aModelOfTheSameNameAsAJobStaysWhenTheJobIsRenamed() throws Exception {
        register("weather/rain");
        assertThat(registry.moved("weather/rain", "weather/train-rain", ALICE)).isEmpty();
        assertThat(models()).containsExactly("weather/rain");
        assertThat(registry.currentName("weather/rain", before)).isEqualTo("weather/train-rain");
        assertThat(registry.currentName(name("weather/rain"), before)).isEqualTo(name("weather/rain"));
    }

    @Test
    void namesAreFollowedThroughEveryMoveSince() throws Exception {
        registry.moved("weather", "climate", ALICE);
        registry.moved("climate/train", "climate/learn", ALICE);
        Instant between = Instant.now();
        registry.moved("climate", "earth/climate", ALICE);
        assertThat(registry.currentName("weather/train", before)).isEqualTo("earth/climate/learn");
        assertThat(registry.currentName("climate/learn", between)).isEqualTo("earth/climate/learn");
        assertThat(registry.currentName("weather/train", Instant.now())).isEqualTo("weather/train");
        assertThat(registry.currentName(name("weather/rain"), before)).isEqualTo(name("earth/climate/rain"));
    }

    @Test
    void aNameThatIsTakenGetsANumberAndNoTwoGetTheSame() throws Exception {
        register("a/rain", "a/rain~2", "b/rain");
        registry.moved("a", "b", ALICE);
        assertThat(models()).containsExactly("b/rain", "b/rain~2", "b/rain~2~2");
        for (String model : models()) {
            assertThat(registry.get(name(model)).versions()).as(model).hasSize(1);
        }
        assertThat(registry.currentName(name("a/rain"), before)).isEqualTo(name("b/rain~2"));
        assertThat(registry.currentName(name("a/rain~2"), before)).isEqualTo(name("b/rain~2~2"));
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void aNewNameThatIsTooLongIsRefusedBeforeAnything() throws Exception {
        register("a/rain");
        assertThatThrownBy(() -> registry.moved("a", "b".repeat(ModelName.MAX_LENGTH), ALICE))
                .isInstanceOf(InputException.class);
        assertThat(models()).containsExactly("a/rain");
        assertThat(registry.unfinishedMoves()).isEmpty();
        assertThat(registry.currentName("a", before)).isEqualTo("a");
    }

    @Test
    void whatFailsHalfWayIsCarriedThroughLater() throws Exception {
        register("a/rain", "a/snow");
        // Something that is no model lies where one of them has to go.
        Path obstacle = directory.resolve("models/b%2fsnow/obstacle");
        Files.createDirectories(obstacle.getParent());
        Files.writeString(obstacle, "in the way");
        List<Change> changes = new ArrayList<>();
        registry.onChange(changes::add);

        assertThatThrownBy(() -> registry.moved("a", "b", ALICE)).isInstanceOf(IOException.class);
        assertThat(registry.unfinishedMoves())
                .singleElement()
                .satisfies(move -> assertThat(move.event().to()).isEqualTo("b"));
        assertThatThrownBy(() -> registry.moved("b", "c", ALICE))
                .as("what comes after must wait")
                .isInstanceOf(IOException.class);
        assertThat(changes).isEmpty();

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        registry.moved("b", "c", ALICE);
        assertThat(models()).containsExactly("c/rain", "c/snow");
        assertThat(registry.unfinishedMoves()).isEmpty();
        assertThat(registry.verify()).isEmpty();
        assertThat(changes)
                .extracting(change -> change.formerly().value() + " " + change.name())
                .containsExactlyInAnyOrder("a/rain b/rain", "a/snow b/snow", "b/rain c/rain", "b/snow c/snow");
        registry.resumeMoves();
        assertThat(changes).hasSize(4);
    }

    @Test
    void whatACrashLeftIsCarriedThroughByTheNextOpening() throws Exception {
        register("a/rain", "a/snow");
        Path obstacle = directory.resolve("models/b%2fsnow/obstacle");
        Files.createDirectories(obstacle);
        assertThatThrownBy(() -> registry.moved("a", "b", ALICE)).isInstanceOf(IOException.class);
        reopen();
        assertThat(registry.unfinishedMoves())
                .as("the registry opens all the same")
                .hasSize(1);
        assertThat(registry.get(name("b/rain")).versions()).hasSize(1);
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        reopen();
        assertThat(models()).containsExactly("b/rain", "b/snow");
        assertThat(registry.verify()).isEmpty();
    }
}
