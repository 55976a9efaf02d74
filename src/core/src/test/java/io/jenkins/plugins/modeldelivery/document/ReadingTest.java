package io.jenkins.plugins.modeldelivery.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private static List<String> problems(Reading reading) {
        Problems problems = new Problems();
        reading.check(problems);
        return problems.list().stream().map(Problem::sentence).toList();
    }

    @Test
    void everyMistakeIsToldWithWhatToDo() {
        assertThat(problems(new Reading(
                        "ab",
                        null,
                        Map.of("a", "nubmer", "b", "date dd.QQQQQQQQ.yyyy", "c", "number 3", "", "text", "d", "text"),
                        List.of("d"))))
                .hasSize(6)
                .anySatisfy(p -> assertThat(p).contains("'ab' cannot separate cells"))
                .anySatisfy(p -> assertThat(p).contains("column 'a'", "'nubmer' is no type", "Did you mean 'number'?"))
                .anySatisfy(p -> assertThat(p).contains("column 'b'", "is no pattern of a date"))
                .anySatisfy(p -> assertThat(p).contains("column 'c'", "'number 3' is no type"))
                .anySatisfy(p -> assertThat(p).contains("A type has no column"))
                .anySatisfy(p -> assertThat(p).contains("Column 'd' is among the categories", "a text"));
        for (String bad : List.of("\"", "\n", "5", "a", ".", "-", "\u00a7", "")) {
            assertThat(problems(new Reading(bad, null, null, null))).as(bad).hasSize(1);
        }
        for (String good : List.of(";", "\t", "\\t", "Tab", "pipe", " ", "space", "\u0001", "^", "~", "_")) {
            assertThat(problems(new Reading(good, null, null, null))).as(good).isEmpty();
        }
    }

    @Test
    void whatIsSaidLaterHoldsOverWhatHeldInTheTraining() {
        Reading training = new Reading(
                ";", List.of("-"), Map.of("day", "date dd.MM.yyyy", "zip", "category"), List.of("code", "kind"));
        assertThat(Reading.DETECTED.over(training)).isEqualTo(training);
        assertThat(training.over(null)).isEqualTo(training);
        Reading now = new Reading("tab", List.of(), Map.of("day", "date", "kind", "number"), List.of("zip"));
        Reading both = now.over(training);
        assertThat(both.separatorCharacter()).isEqualTo('\t');
        assertThat(both.missing()).isEmpty();
        assertThat(both.kind("day")).isEqualTo(Reading.Kind.DATE);
        assertThat(both.datePattern("day")).isNull();
        assertThat(both.kind("zip")).isEqualTo(Reading.Kind.CATEGORY);
        assertThat(both.kind("code")).isEqualTo(Reading.Kind.CATEGORY);
        assertThat(both.kind("kind")).isEqualTo(Reading.Kind.NUMBER);
        assertThat(both.kind("other")).isNull();
        assertThat(problems(both)).isEmpty();
    }

    @Test
    void columnsThatAreNotThereAreToldWithTheNearest() {
        Problems problems = new Problems();
        new Reading(null, null, Map.of("sped", "number"), List.of("statte"))
                .checkColumns(List.of("speed", "state"), problems);
        assertThat(problems.list())
                .extracting(Problem::advice)
                .containsExactly("Did you mean 'speed'?", "Did you mean 'state'?");
        assertThatThrownBy(problems::refuse).isInstanceOf(InputException.class);
    }

    @Test
    void goesThroughJsonAndMayBeAbsent() throws IOException {
        Reading reading = new Reading("|", List.of(), Map.of("a", "text"), List.of("b"));
        assertThat(Json.parse(Json.line(reading), Reading.class, "here")).isEqualTo(reading);
        assertThat(Json.line(reading))
                .isEqualTo("{\"separator\":\"|\",\"missing\":[],\"types\":{\"a\":\"text\"},\"categories\":[\"b\"]}");
        assertThat(Json.parse("{}", Reading.class, "here")).isEqualTo(Reading.DETECTED);
    }
}
