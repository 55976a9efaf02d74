package io.jenkins.plugins.modeldelivery.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> STAGES = List.of("dev", "staging", "prod");

    @Test
    void findsTypos() {
        assertThat(Nearest.of("stagign", STAGES)).contains("staging");
        assertThat(Nearest.of("prdo", STAGES)).contains("prod");
        assertThat(Nearest.of("PROD", STAGES)).contains("prod");
        assertThat(Nearest.of("pr_auc", List.of("auc", "prAuc"))).contains("prAuc");
        assertThat(Nearest.of("damge", List.of("damage", "date"))).contains("damage");
    }

    @Test
    void suggestsNothingFarFetched() {
        assertThat(Nearest.of("live", STAGES)).isEmpty();
        assertThat(Nearest.of("x", List.of("y"))).isEmpty();
        assertThat(Nearest.of("", STAGES)).isEmpty();
        assertThat(Nearest.of(null, STAGES)).isEmpty();
        assertThat(Nearest.of("prod".repeat(1_000_000), STAGES)).isEmpty();
        assertThat(Nearest.of("prod", List.of())).isEmpty();
    }

    @Test
    void takesTheFirstOfEquallyNearNames() {
        assertThat(Nearest.of("col0", List.of("col1", "col2"))).contains("col1");
    }

    @Test
    void advisesTheNearestOrAll() {
        assertThat(Nearest.advice("prdo", STAGES, "stages")).isEqualTo("Did you mean 'prod'?");
        assertThat(Nearest.advice("live", STAGES, "stages")).isEqualTo("The stages are dev, staging, prod.");
        assertThat(Nearest.advice("live", List.of(), "stages")).isEqualTo("There are no stages.");
    }

    @Property(tries = 200)
    void oneLetterOffIsAlwaysFound(@ForAll @AlphaChars @StringLength(min = 4, max = 40) String name) {
        assertThat(Nearest.of(name.substring(1), List.of(name))).contains(name);
        assertThat(Nearest.of(name + "_", List.of(name))).contains(name);
    }
}
