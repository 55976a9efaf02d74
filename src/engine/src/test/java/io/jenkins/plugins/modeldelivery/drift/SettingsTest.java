package io.jenkins.plugins.modeldelivery.drift;

import static io.jenkins.plugins.modeldelivery.drift.Frames.mixed;
import static io.jenkins.plugins.modeldelivery.drift.Frames.rules;
import static io.jenkins.plugins.modeldelivery.drift.Frames.verdict;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.data.Frame;
import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.ColumnRule;
import io.jenkins.plugins.modeldelivery.document.DriftRequest.Correction;
import io.jenkins.plugins.modeldelivery.document.InputException;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void mistakesInSettingsAreExplained() {
        Frame data = mixed(200, 1, 0);
        refused(data, rules(new ColumnRule("nromal", null, null, null, false, false)), "nromal", "normal");
        refused(data, rules(new ColumnRule("normal", "kss", null, null, false, false)), "kss", "ks");
        refused(data, rules(new ColumnRule("letters", "ks", null, null, false, false)), "categorical", "js");
        refused(data, rules(new ColumnRule("letters", "js", -1.0, null, false, false)), "-1.0", "letters");
        refused(data, rules(new ColumnRule("letters", "js", 0.3, 0.2, false, false)), "0.3", "0.2");
        assertThatThrownBy(() -> rules(
                        new ColumnRule("a", null, null, null, true, false),
                        new ColumnRule("a", null, null, null, false, true)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two rules");
        for (Double bad : new Double[] {0.0, 1.0, -1.0, Double.NaN}) {
            assertThatThrownBy(() -> Settings.of(
                            new DriftRequest("m", null, null, null, null, null, bad, Correction.BH, null, null, null)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("alpha");
        }
        assertThatThrownBy(() ->
                        Settings.of(new DriftRequest("m", null, null, null, null, null, null, null, 1.5, null, null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("share");
        assertThatThrownBy(() ->
                        Settings.of(new DriftRequest("m", null, null, null, null, null, null, null, null, 0, null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("minRows");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Frame data = mixed(200, 1, 0);
        refused(
                data,
                rules(
                        new ColumnRule("nromal", null, null, null, false, false),
                        new ColumnRule("letters", "ks", -1.0, null, false, false)),
                "3 things are wrong",
                "'normal'",
                "no distance for a categorical column",
                "-1.0");
        assertThatThrownBy(() -> Settings.of(
                        new DriftRequest("m", null, null, null, null, null, 2.0, Correction.BH, 1.5, 0, null)))
                .hasMessageContainingAll("3 things are wrong", "alpha is 2.0", "share is 1.5", "minRows is 0");
    }

    private static void refused(Frame data, Settings settings, String... parts) {
        assertThatThrownBy(() -> verdict(data, data, settings))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(parts);
    }
}
