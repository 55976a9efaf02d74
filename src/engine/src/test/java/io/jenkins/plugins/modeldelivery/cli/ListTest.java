package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.registry.Tenure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding models, and what stood in a stage at a time. */
class ListTest {

    @TempDir
    private Path directory;

    private Path registry;

    @BeforeEach
    void threeModels() throws Exception {
        registry = directory.resolve("registry");
        Path file = Files.writeString(directory.resolve("model.onnx"), "one");
        for (String name : List.of("air/delay", "air/noise", "sea/waves")) {
            good("register", "--model", name, "--file", file.toString());
        }
        good("register", "--model", "sea/waves", "--file", file.toString());
        good("promote", "--model", "sea/waves", "--version", "1", "--to", "staging");
        good("tag", "--model", "air/noise", "owner=tower");
    }

    private Answer call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--registry", registry.toString()));
        return Answer.of(all.toArray(String[]::new));
    }

    private String good(String... arguments) {
        Answer answer = call(arguments);
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        return answer.out();
    }

    /** The models of a list, in order. */
    private List<String> list(String... options) {
        List<String> all = new ArrayList<>(List.of("registry", "list", "--json"));
        all.addAll(List.of(options));
        Object[] models = answered(good(all.toArray(String[]::new)));
        return Arrays.stream(models)
                .map(model -> (String) ((Map<?, ?>) model).get("name"))
                .toList();
    }

    private static Object[] answered(String json) {
        try {
            return Json.parse(json, Object[].class, "standard output");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void finds() {
        assertThat(list()).containsExactly("air/delay", "air/noise", "sea/waves");
        assertThat(list("air")).containsExactly("air/delay", "air/noise");
        assertThat(list("AIR", "owner=tow")).containsExactly("air/noise");
        assertThat(list("--folder", "sea")).containsExactly("sea/waves");
        assertThat(list("--stage", "staging")).containsExactly("sea/waves");
        assertThat(list("--tag", "owner")).containsExactly("air/noise");
        assertThat(list("--sort", "versions", "--descending", "--limit", "1")).containsExactly("sea/waves");
        assertThat(good("registry", "list", "--limit", "2")).contains("2 of 3 models");
        assertThat(good("registry", "list", "snow")).contains("no such models");
        assertThat(good("registry", "list")).contains("v1 since").doesNotContain("of 3 models");
    }

    @Test
    void saysWhatItDoesNotKnow() {
        Answer sort = call("registry", "list", "--sort", "versons");
        assertThat(sort.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(sort.err()).contains("Did you mean 'versions'?");
        Answer stage = call("registry", "list", "--stage", "stagin");
        assertThat(stage.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(stage.err()).contains("staging");
        assertThat(call("registry", "list", "--limit", "0").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void whatWasInAStageAtATime() throws Exception {
        Tenure now = Json.parse(
                good(
                        "registry",
                        "ledger",
                        "sea/waves",
                        "--stage",
                        "staging",
                        "--at",
                        Instant.now().plusSeconds(60).toString().substring(0, 16),
                        "--json"),
                Tenure.class,
                "standard output");
        assertThat(now.version()).isEqualTo(1);
        assertThat(good("registry", "ledger", "sea/waves", "--stage", "staging", "--at", "2020-02-29"))
                .contains("What was in staging at 2020-02-29 00:00:00 UTC", "nothing");
        Answer both = call("registry", "ledger", "sea/waves", "--at", "2020-02-29", "--all");
        assertThat(both.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Answer bad = call("registry", "ledger", "sea/waves", "--at", "yesterday");
        assertThat(bad.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(bad.err()).contains("'yesterday' is no point in time", "--at");
    }

    @Test
    void timesAreUtcUnlessTheySayOtherwise() {
        assertThat(Times.parse("2026-03-01", "--at")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(Times.parse("2026-03-01 12:30", "--at")).isEqualTo("2026-03-01T12:30:00Z");
        assertThat(Times.parse("2026-03-01T12:30:15", "--at")).isEqualTo("2026-03-01T12:30:15Z");
        assertThat(Times.parse("2026-03-01T12:30:15.250Z", "--at")).isEqualTo("2026-03-01T12:30:15.250Z");
        assertThat(Times.parse("2026-03-01T12:30+02:00", "--at")).isEqualTo("2026-03-01T10:30:00Z");
        for (String bad : List.of("", "2026", "2026-02-29", "2026-03-01T25:00", "12:30", "2026-03-01Z")) {
            assertThatThrownBy(() -> Times.parse(bad, "--at")).as(bad).isInstanceOf(InputException.class);
        }
    }
}
