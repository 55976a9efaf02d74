package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

    @ParameterizedTest
    @CsvSource({
        "rain, '', rain",
        "rain, weather, weather/rain",
        "/rain, weather, rain",
        "/a/b, weather, a/b",
        "sub/rain, weather/eu, weather/eu/sub/rain",
        "Größe 2, '', Größe 2",
        "v1.2, '', v1.2",
    })
    void resolvesAsJobNamesDo(String name, String folder, String expected) {
        ModelName resolved = ModelName.resolve(name, folder);
        assertThat(resolved.value()).isEqualTo(expected);
        assertThat(resolved.name()).isEqualTo(expected.replaceFirst(".*/", ""));
        assertThat(resolved.folder().isEmpty() ? resolved.name() : resolved.folder() + "/" + resolved.name())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "//",
                "a//b",
                "a/",
                "//a",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/./b",
                " a",
                "a ",
                "a/ b",
                "a\tb",
                "a\nb",
                "a\u0000b",
                "a\u007fb",
                "a\u202eb",
                "a\ufffdb",
                "a\ud800b",
                "\udc00",
                "a?b",
                "a*b",
                "a\\b",
                "a%b",
                "a!b",
                "a@b",
                "a#b",
                "a$b",
                "a^b",
                "a&b",
                "a|b",
                "a<b",
                "a>b",
                "a[b",
                "a]b",
                "a:b",
                "a;b"
            })
    void refuses(String name) {
        assertThatThrownBy(() -> ModelName.resolve(name, "")).isInstanceOfSatisfying(InputException.class, e -> {
            assertThat(e.problem().where()).isEqualTo("model");
            assertThat(e.problem().advice()).contains("'weather/rain'");
            assertThat(e.getMessage().chars().noneMatch(Character::isISOControl))
                    .isTrue();
        });
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertThatThrownBy(() -> ModelName.resolve(null, "a")).isInstanceOf(InputException.class);
        assertThat(ModelName.resolve("a".repeat(200), "b").value()).hasSize(202);
        assertThat(new ModelName("a".repeat(1000)).value()).hasSize(1000);
        assertThatThrownBy(() -> new ModelName("a".repeat(1001))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ModelName.resolve("a".repeat(201), "b"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is 201 characters long")
                .hasMessageNotContaining("a".repeat(100));
        assertThatThrownBy(() -> ModelName.resolve("a".repeat(150), "b".repeat(850)))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ModelName.resolve("x", "bad?folder")).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "weather/rain, weather%2frain",
        "Rain, %52ain",
        "con, %63on",
        "con.txt, con%2etxt",
        "com7, %63om7",
        "a b, a%20b",
        "ä, %c3%a4",
    })
    void encodes(String name, String directory) {
        assertThat(DirectoryName.of(new ModelName(name))).isEqualTo(directory);
        assertThat(DirectoryName.decode(directory)).contains(new ModelName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Rain", "con", "a%2Fb", "a%2", "%", "%zz", "%61", "a%2f", "%2e%2e", "a.b", "%ff", "a~b"})
    void decodesOnlyWhatItEncodes(String directory) {
        assertThat(DirectoryName.decode(directory)).isEmpty();
    }

    @Property(tries = 5000)
    void everyMoveEndsSomewhere(@ForAll("anything") String folder, @ForAll("anything") String name) {
        String wanted = folder.repeat(1 + name.length() % 9) + "/" + name;
        ModelName closest = ModelName.closest(wanted);
        assertThat(ModelName.closest(wanted)).isEqualTo(closest);
        assertThat(ModelName.closest(closest.value())).isEqualTo(closest);
        assertThat(ModelName.closest(wanted + "~2")).isNotEqualTo(closest);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(220),
                Arbitraries.strings().withChars("aAbB./ %~-_é\u0130\u0131ß").ofMaxLength(30),
                Arbitraries.of("con", "CON", "nul", "com1", "lpt9", "aux", "a".repeat(130), "A".repeat(60)));
    }

    @Property(tries = 5000)
    void neverEscapesAndAlwaysEncodesSafely(@ForAll("anything") String text) {
        ModelName name;
        try {
            name = ModelName.resolve(text, "team");
        } catch (InputException e) {
            return;
        }
        if (!text.startsWith("/")) {
            assertThat(name.value()).startsWith("team/");
        }
        assertThat(name.value().split("/")).doesNotContain("", ".", "..");
        String directory = DirectoryName.of(name);
        assertThat(directory).matches("[a-z0-9_%~-]{1,120}");
        assertThat(directory).doesNotMatch("con|prn|aux|nul|com[0-9]|lpt[0-9]");
        if (DirectoryName.isShortened(directory)) {
            assertThat(DirectoryName.decode(directory)).isEmpty();
        } else {
            assertThat(DirectoryName.decode(directory)).contains(name);
        }
    }

    @Property(tries = 5000)
    void differentNamesAreDifferentDirectoriesOnEveryFileSystem(
            @ForAll("anything") String one, @ForAll("anything") String other) {
        ModelName first;
        ModelName second;
        try {
            first = new ModelName(one);
            second = new ModelName(other);
        } catch (InputException e) {
            return;
        }
        String a = DirectoryName.of(first).toUpperCase(Locale.ROOT);
        String b = DirectoryName.of(second).toUpperCase(Locale.ROOT);
        assertThat(a.equals(b)).isEqualTo(first.equals(second));
    }
}
