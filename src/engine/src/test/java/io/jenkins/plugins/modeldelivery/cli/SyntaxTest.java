package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.DriftRequest;
import io.jenkins.plugins.modeldelivery.document.FindingRule;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import io.jenkins.plugins.modeldelivery.document.SliceSpec;
import java.util.List;
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

    @Test
    void missingValuesHaveLimitsOfTheirOwn() {
        assertThat(ColumnSyntax.parse("a:missingWarning=0.1,missingDrift=0.3"))
                .isEqualTo(new DriftRequest.ColumnRule("a", null, null, null, false, false, 0.1, 0.3));
        assertThat(ColumnSyntax.parseType("numeric:missingDrift=0.3"))
                .isEqualTo(new DriftRequest.TypeRule(
                        Signature.Type.NUMERIC, new DriftRequest.Limits(null, null, null, null, 0.3)));
    }

    @Test
    void aFindingCountsByAWordOrFromAShareOn() {
        assertThat(ColumnSyntax.parseFinding("duplicates:ignore"))
                .isEqualTo(new FindingRule("duplicates", FindingRule.Counts.IGNORE, null, null));
        assertThat(ColumnSyntax.parseFinding("schema:drift"))
                .isEqualTo(new FindingRule("schema", FindingRule.Counts.DRIFT, null, null));
        assertThat(ColumnSyntax.parseFinding("newCategory:warning=0.05,drift=0.2"))
                .isEqualTo(new FindingRule("newCategory", null, 0.05, 0.2));
        assertThatThrownBy(() -> ColumnSyntax.parseFinding("duplicates"))
                .hasMessageContaining("Write it as in 'duplicates:ignore'");
        assertThatThrownBy(() -> ColumnSyntax.parseFinding("duplicates:ignored"))
                .hasMessageContainingAll("Did you mean 'ignore'?", "--finding 'duplicates:ignored'");
    }

    @Test
    void aRuleForATypeHasNoWordsForSingleColumns() {
        assertThat(ColumnSyntax.parseType("numeric:statistic=psi,drift=0.3"))
                .isEqualTo(
                        new DriftRequest.TypeRule(Signature.Type.NUMERIC, new DriftRequest.Limits("psi", null, 0.3)));
        assertThatThrownBy(() -> ColumnSyntax.parseType("numeric:ignore"))
                .hasMessageContainingAll("'ignore' is unknown", "--type 'numeric:ignore'");
        assertThatThrownBy(() -> ColumnSyntax.parseType("date:drift=1")).hasMessageContaining("numeric or categorical");
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

    @Test
    void gatesKnowConfidenceAndSlices() {
        assertThat(GateSyntax.parse("auc min=0.75 confidence=95% slice=state"))
                .isEqualTo(new Gate("auc", 0.75, null, null, null, false, Gate.Level.FAILURE, 0.95, "state"));
        assertThat(GateSyntax.parse("auc maxDrop=1% confidence=0.9").confidence())
                .isEqualTo(0.9);
    }

    @Test
    void slices() {
        assertThat(SliceSyntax.parse("state")).isEqualTo(new SliceSpec("state"));
        assertThat(SliceSyntax.parse("speed:bins=5, minRows=200")).isEqualTo(new SliceSpec("speed", null, 5, 200));
        assertThat(SliceSyntax.parse("a:b:values=CA|New York"))
                .isEqualTo(new SliceSpec("a:b", List.of("CA", "New York"), null, null));
        assertThat(SliceSyntax.parse("a:b")).isEqualTo(new SliceSpec("a:b"));
        assertThatThrownBy(() -> SliceSyntax.parse("speed:bin=5")).hasMessageContaining("Did you mean 'bins'?");
        assertThatThrownBy(() -> SliceSyntax.parse("speed:bins=five")).hasMessageContaining("no whole number");
        assertThatThrownBy(() -> SliceSyntax.parse(":bins=5")).hasMessageContaining("before the ':'");
        assertThatThrownBy(() -> SliceSyntax.parse(" ")).hasMessageContaining("no column");
    }
}
