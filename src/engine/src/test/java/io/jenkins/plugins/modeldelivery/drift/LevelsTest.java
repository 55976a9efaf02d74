package io.jenkins.plugins.modeldelivery.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.ColumnRule;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.Limits;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.TypeRule;
import io.jenkins.plugins.modeldelivery.document.Signature.Type;
import io.jenkins.plugins.modeldelivery.drift.Levels.Chosen;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Column over type over request over what holds everywhere over the distance's own thresholds. */
class LevelsTest {

    private static final Limits NOTHING = new Limits(null, null, null);

    private static Settings settings(Limits defaults, Limits request, Limits numeric, Limits column) {
        return Settings.of(new DriftRequest(
                "m",
                null,
                null,
                null,
                null,
                List.of(new ColumnRule("x", column.statistic(), column.warning(), column.drift(), false, false)),
                null,
                null,
                null,
                null,
                null,
                numeric == null ? null : List.of(new TypeRule(Type.NUMERIC, numeric)),
                request,
                defaults,
                null));
    }

    @Test
    void theMoreSpecialWins() {
        Limits defaults = new Limits(null, 0.01, 0.11);
        Limits request = new Limits(null, 0.02, 0.12);
        Limits numeric = new Limits(null, 0.03, 0.13);
        Limits column = new Limits(null, 0.04, 0.14);
        assertThat(settings(defaults, request, numeric, column).chosen("x", Type.NUMERIC))
                .containsExactly(new Chosen(Statistic.KS, 0.04, 0.14));
        assertThat(settings(defaults, request, numeric, NOTHING).chosen("x", Type.NUMERIC))
                .containsExactly(new Chosen(Statistic.KS, 0.03, 0.13));
        assertThat(settings(defaults, request, numeric, NOTHING).chosen("x", Type.CATEGORICAL))
                .containsExactly(new Chosen(Statistic.CRAMERS_V, 0.02, 0.12));
        assertThat(settings(defaults, null, null, NOTHING).chosen("y", Type.NUMERIC))
                .containsExactly(new Chosen(Statistic.KS, 0.01, 0.11));
        assertThat(settings(null, null, null, NOTHING).chosen("x", Type.CATEGORICAL))
                .containsExactly(new Chosen(Statistic.CRAMERS_V, 0.1, 0.2));
    }

    @Test
    void twoDistancesDecideOnNumbersUntilOneIsNamedOrAThresholdIsSet() {
        Chosen ks = new Chosen(Statistic.KS, 0.1, 0.2);
        assertThat(settings(null, null, null, NOTHING).chosen("x", Type.NUMERIC))
                .containsExactly(ks, new Chosen(Statistic.ANDERSON_DARLING, 0.1, 0.25));
        assertThat(settings(NOTHING, NOTHING, NOTHING, new Limits("ks", null, null))
                        .chosen("x", Type.NUMERIC))
                .as("named")
                .containsExactly(ks);
        assertThat(settings(new Limits("ks", null, null), null, null, NOTHING).chosen("x", Type.NUMERIC))
                .as("named for everything")
                .containsExactly(ks);
        assertThat(settings(null, new Limits(null, null, 0.3), null, NOTHING).chosen("x", Type.NUMERIC))
                .as("a threshold is one of the first")
                .containsExactly(new Chosen(Statistic.KS, 0.1, 0.3));
        assertThat(settings(null, new Limits("cramersV", 0.3, 0.4), null, NOTHING)
                        .chosen("x", Type.NUMERIC))
                .as("said of categories")
                .hasSize(2);
    }

    @Test
    void anotherDistanceStartsFromItsOwnThresholds() {
        Limits defaults = new Limits(null, null, 0.5);
        assertThat(settings(defaults, null, null, new Limits("psi", null, null)).chosen("x", Type.NUMERIC))
                .as("0.5 was meant for KS")
                .containsExactly(new Chosen(Statistic.PSI, 0.1, 0.25));
        assertThat(settings(new Limits("psi", null, 0.5), null, null, new Limits("psi", null, null))
                        .chosen("x", Type.NUMERIC))
                .as("the same distance as below")
                .containsExactly(new Chosen(Statistic.PSI, 0.1, 0.5));
        assertThat(settings(new Limits("wasserstein", 0.3, 0.5), null, null, NOTHING)
                        .chosen("x", Type.CATEGORICAL))
                .as("a distance that categories do not have, with its thresholds")
                .containsExactly(new Chosen(Statistic.CRAMERS_V, 0.1, 0.2));
    }

    @Test
    void aSingleThresholdMovesTheOtherAlong() {
        assertThat(settings(null, new Limits(null, 0.4, null), null, NOTHING).chosen("x", Type.NUMERIC))
                .containsExactly(new Chosen(Statistic.KS, 0.4, 0.4));
        assertThat(settings(null, new Limits(null, null, 0.05), null, NOTHING).chosen("x", Type.NUMERIC))
                .containsExactly(new Chosen(Statistic.KS, 0.05, 0.05));
    }

    @Test
    void missingValuesGoByTheSameLevels() {
        Settings settings = Settings.of(new DriftRequest(
                "m",
                null,
                null,
                null,
                null,
                List.of(new ColumnRule("x", null, null, 0.5, false, false, null, 0.4)),
                null,
                null,
                null,
                null,
                null,
                List.of(new TypeRule(Type.NUMERIC, new Limits(null, null, null, 0.3, null))),
                new Limits(null, null, null, 0.02, null),
                new Limits(null, null, null, 0.01, 0.15),
                null));
        assertThat(settings.missing("x", Type.NUMERIC)).isEqualTo(new Chosen(Statistic.MISSING, 0.3, 0.4));
        assertThat(settings.missing("y", Type.NUMERIC)).isEqualTo(new Chosen(Statistic.MISSING, 0.3, 0.3));
        assertThat(settings.missing("c", Type.CATEGORICAL)).isEqualTo(new Chosen(Statistic.MISSING, 0.02, 0.15));
        // What is said of missing values says nothing of distances: two still decide on numbers.
        assertThat(settings.chosen("y", Type.NUMERIC)).hasSize(2);
        assertThat(Settings.STANDARD.missing("x", Type.NUMERIC)).isEqualTo(new Chosen(Statistic.MISSING, 0.05, 0.1));
        assertThatThrownBy(() -> settings(null, new Limits(null, null, null, 0.4, 0.3), null, NOTHING))
                .hasMessageContaining("missingWarning 0.4 is larger than missingDrift 0.3");
        assertThatThrownBy(() -> settings(null, new Limits(null, null, null, null, 30.0), null, NOTHING))
                .hasMessageContaining("missingDrift is 30.0");
    }

    @Test
    void theNamesThatRequestsMayUseAreThoseThatThereAre() {
        assertThat(Arrays.stream(Statistic.values())
                        .filter(s -> s != Statistic.MISSING)
                        .map(Statistic::id))
                .containsExactlyInAnyOrderElementsOf(Limits.STATISTICS);
    }

    @Test
    void mistakesAtEveryLevelAreToldAtOnce() {
        assertThatThrownBy(() -> settings(
                        new Limits("kss", null, null),
                        new Limits(null, 0.4, 0.3),
                        new Limits("cramersV", null, -1.0),
                        NOTHING))
                .hasMessageContainingAll(
                        "4 things are wrong",
                        "'kss' is no distance for any column",
                        "The warning threshold 0.4 is larger than the drift threshold 0.3",
                        "'cramersV' is no distance for numeric columns",
                        "-1.0");
        assertThatThrownBy(() -> Settings.of(new DriftRequest(
                        "m",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new TypeRule(Type.DATE, NOTHING),
                                new TypeRule(Type.NUMERIC, NOTHING),
                                new TypeRule(Type.NUMERIC, NOTHING)),
                        null,
                        null,
                        null)))
                .hasMessageContainingAll("Choose numeric or categorical", "two rules for all numeric columns");
    }
}
