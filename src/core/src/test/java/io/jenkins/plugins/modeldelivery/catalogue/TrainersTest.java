package io.jenkins.plugins.modeldelivery.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainersTest {

    @Test
    void theCatalogueIsConsistent() {
        assertThat(new HashSet<>(Trainers.names())).hasSameSizeAs(Trainers.ALL);
        for (TrainerInfo trainer : Trainers.ALL) {
            assertThat(trainer.tasks()).isNotEmpty();
            assertThat(Trainers.find(trainer.name())).contains(trainer);
            for (Parameter parameter : trainer.parameters()) {
                assertThat(parameter.parse(parameter.defaultValue())).isEqualTo(parameter.defaultValue());
                assertThat(parameter.help()).endsWith(".");
            }
        }
    }

    @Test
    void defaultsFillUp() {
        List<Problem> problems = new ArrayList<>();
        Map<String, Object> all =
                Trainers.GRADIENT_BOOSTING.complete(Map.of("rounds", "50", "learningRate", 1), problems);
        assertThat(problems).isEmpty();
        assertThat(all)
                .containsEntry("rounds", 50)
                .containsEntry("learningRate", 1.0)
                .containsEntry("depth", 0);
        assertThat(all).hasSize(Trainers.GRADIENT_BOOSTING.parameters().size());
    }

    @Test
    void everyMistakeIsNamed() {
        List<Problem> problems = new ArrayList<>();
        Trainers.GRADIENT_BOOSTING.complete(
                new java.util.TreeMap<>(Map.of("dept", 3, "rounds", 0, "lambda", "much", "subsample", Double.NaN)),
                problems);
        assertThat(problems)
                .extracting(Problem::what)
                .containsExactly(
                        "Trainer gradientBoosting has no parameter 'dept'",
                        "Parameter lambda of trainer gradientBoosting must be a number from 0.0 to 1000000.0, not 'much'",
                        "Parameter rounds of trainer gradientBoosting must be a whole number from 1 to 10000, not 0",
                        "Parameter subsample of trainer gradientBoosting must be a number from 0.1 to 1.0, not NaN");
        assertThat(problems.get(0).advice()).isEqualTo("Did you mean 'depth'?");
        assertThat(problems.get(2).advice()).isEqualTo("The default is 100.");
    }
}
