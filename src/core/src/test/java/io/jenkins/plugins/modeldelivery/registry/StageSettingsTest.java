package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageSettingsTest {
    private static final Policy FOUR_EYES = new Policy(false, null, null, 1, null, false);
    private static final Policy PATIENT = new Policy(false, null, 14, 0, Duration.ofHours(36), false);
    private static final StageSettings SETTINGS = new StageSettings(
            new Stages(List.of(
                    new Stage("qa", "Test", "where it is tried", "#00ff00", Stage.Capacity.MANY, null, Policy.OPEN),
                    new Stage(
                            "prod",
                            null,
                            null,
                            "red",
                            Stage.Capacity.ONE,
                            Stage.Replaced.KEPT,
                            new Policy(true, Policy.Validation.PASSED, 7, 2, Duration.ofDays(2), true)))),
            Map.of("team", Map.of("qa", FOUR_EYES), "team/rain", Map.of("qa", PATIENT, "gone", PATIENT)));

    @TempDir
    Path root;

    @Test
    void saysTheSameAfterwards() throws Exception {
        SETTINGS.write(root);
        assertThat(StageSettings.read(root)).isEqualTo(SETTINGS);
        Path file = root.resolve(StageSettings.FILE);
        assertThat(file).content().contains("\"minimumStay\" : \"PT48H\"", "\"capacity\" : \"many\"", "\"kept\"");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        SETTINGS.write(root);
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(Instant.EPOCH);
        StageSettings.DEFAULT.write(root);
        assertThat(StageSettings.read(root)).isEqualTo(StageSettings.DEFAULT);
    }

    @Test
    void foldersOnlyMakeItStricter() {
        assertThat(policy("other/rain")).isEqualTo(Policy.OPEN);
        assertThat(policy("rain")).isEqualTo(Policy.OPEN);
        assertThat(policy("team/snow")).isEqualTo(FOUR_EYES);
        assertThat(policy("teamwork/snow")).isEqualTo(Policy.OPEN);
        assertThat(policy("team/rain")).isEqualTo(FOUR_EYES);
        assertThat(policy("team/rain/daily")).isEqualTo(FOUR_EYES.stricter(PATIENT));
        assertThat(policy("team/rain/deep/er")).isEqualTo(FOUR_EYES.stricter(PATIENT));
        assertThat(SETTINGS.stages(new ModelName("team/rain/daily")).names()).containsExactly("qa", "prod");
        assertThat(SETTINGS.stages(new ModelName("team/rain/daily")).last())
                .isEqualTo(SETTINGS.stages().last());
    }

    private static Policy policy(String model) {
        return SETTINGS.stages(new ModelName(model)).first().policy();
    }

    @Test
    void withoutAFileTheDefaultsHold() throws Exception {
        assertThat(StageSettings.read(root)).isEqualTo(StageSettings.DEFAULT);
        Files.writeString(root.resolve(StageSettings.FILE), "{}");
        assertThat(StageSettings.read(root)).isEqualTo(StageSettings.DEFAULT);
    }

    @Test
    void nothingIsPassedOver() throws Exception {
        refuses("", "stages.json");
        refuses("null", "empty document");
        refuses("{\"stages\":[{\"name\":\"Prod\"}]}", "no name of a stage");
        refuses("{\"stages\":[]}", "There is no stage");
        refuses("{\"stages\":[{\"name\":\"prod\",\"policy\":{\"approval\":1}}]}", "approval");
        refuses("{\"stages\":[{\"name\":\"prod\",\"policy\":{\"driftDays\":0}}]}", "driftDays");
        refuses("{\"stages\":[{\"name\":\"prod\",\"policy\":{\"minimumStay\":\"2 days\"}}]}", "2 days");
        refuses("{\"stages\":[{\"name\":\"prod\",\"capacity\":\"two\"}]}", "two");
        refuses("{\"stages\":[null]}", "stages.json");
        refuses("{\"folders\":{\"team\":null}}", "stages.json");
        refuses("{\"folders\":{\"team\":{\"prod\":null}}}", "stages.json");
    }

    private void refuses(String text, String because) throws IOException {
        Files.writeString(root.resolve(StageSettings.FILE), text);
        assertThatThrownBy(() -> StageSettings.read(root), text)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(StageSettings.FILE)
                .hasMessageContaining(because);
    }

    @Test
    void theDocumentedExampleIsOne() throws Exception {
        Matcher block = Pattern.compile("```json\n(\\{\n  \"stages\".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../docs/registry-format.md")));
        assertThat(block.find()).isTrue();
        Files.writeString(root.resolve(StageSettings.FILE), block.group(1));
        Stages stages = StageSettings.read(root).stages(new ModelName("weather/rain"));
        assertThat(stages.names()).containsExactly("dev", "staging", "prod");
        assertThat(stages.last().policy())
                .isEqualTo(new Policy(true, Policy.Validation.PASSED, 14, 2, Duration.ofDays(2), false));
        assertThat(stages.first()).isEqualTo(new Stage("dev", false, Policy.OPEN));
    }

    @Test
    void theWriterKeepsThem() throws Exception {
        Path registry = root.resolve("registry");
        try (Registry writer = Registry.open(registry, SETTINGS)) {
            writer.keep(SETTINGS);
        }
        assertThat(StageSettings.read(registry)).isEqualTo(SETTINGS);
        try (Registry reader = Registry.openReadOnly(registry, StageSettings.read(registry))) {
            assertThat(reader.stages().names()).containsExactly("qa", "prod");
            assertThat(reader.stages(new ModelName("team/x")).first().policy()).isEqualTo(FOUR_EYES);
            assertThatThrownBy(() -> reader.keep(StageSettings.DEFAULT)).hasMessageContaining("reading only");
        }
    }
}
