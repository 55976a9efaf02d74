package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {

    @Test
    void aGateTakesSeveralBounds() {
        assertThat(GateSyntax.parse("auc min=0.75 maxDrop=0.005"))
                .isEqualTo(new Gate("auc", 0.75, null, null, 0.005, false, Gate.Level.FAILURE));
    }

    @Test
    void aPerCentSignMakesAChangeRelative() {
        assertThat(GateSyntax.parse("rmse minChange=0.5 % level=unstable"))
                .isEqualTo(new Gate("rmse", null, null, 0.005, null, true, Gate.Level.UNSTABLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auc mn=0.75         | Did you mean min=...?",
                "auc min=high        | 'high' is no number",
                "auc 0.75            | '0.75' is no bound",
                "auc min=1 level=bad | Levels are FAILURE and UNSTABLE",
                "auc min=5%          | '5%' is no number"
            })
    void aWrongGateSaysWhatAndWhere(String gate, String expected) {
        assertThatThrownBy(() -> GateSyntax.parse(gate))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("--gate '" + gate + "'");
    }

    @Test
    void aColumnRuleTakesSeveralWords() {
        assertThat(ColumnSyntax.parse("a:b:statistic=psi,drift=0.3,critical"))
                .isEqualTo(new DriftRequest.ColumnRule("a:b", "psi", null, 0.3, false, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speed                | there is no ':'",
                "speed:statstic=psi   | Did you mean 'statistic'?",
                "speed:drift=much     | 'much' is no number"
            })
    void aWrongRuleSaysWhatAndWhere(String rule, String expected) {
        assertThatThrownBy(() -> ColumnSyntax.parse(rule))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("--column '" + rule + "'");
    }
}
