package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.policy.Policy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest {
    private static Stages named(String... names) {
        return new Stages(
                Stream.of(names).map(n -> new Stage(n, true, Policy.OPEN)).toList());
    }

    @Test
    void haveAnOrder() {
        assertThat(Stages.DEFAULT.first().name()).isEqualTo("dev");
        assertThat(Stages.DEFAULT.last().name()).isEqualTo("prod");
        assertThat(Stages.DEFAULT.before("prod")).map(Stage::name).contains("staging");
        assertThat(Stages.DEFAULT.before("dev")).isEmpty();
        assertThat(Stages.DEFAULT.before(Stages.ARCHIVED)).isEmpty();
        assertThat(Stages.DEFAULT.index("dev")).isZero();
        assertThat(Stages.DEFAULT.index(Stages.ARCHIVED)).isNegative();
        assertThat(Stages.DEFAULT.find(Stages.ARCHIVED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Prod", "1st", "a b", "a/b", "archived", "newest", "latest", "größe"})
    void refuseNames(String name) {
        assertThatThrownBy(() -> named(name)).isInstanceOf(InputException.class).hasMessageStartingWith("stages: ");
    }

    @Test
    void areSomeAndDifferent() {
        assertThatThrownBy(() -> new Stages(List.of())).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> named("a", "b", "a")).hasMessageContaining("there twice");
        assertThat(named("only").last()).isEqualTo(named("only").first());
    }
}
