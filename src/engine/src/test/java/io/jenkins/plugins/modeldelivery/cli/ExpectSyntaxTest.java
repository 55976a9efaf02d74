package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.Expectation;
import io.jenkins.plugins.modeldelivery.document.Gate;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ExpectSyntaxTest {

    @Test
    void aRuleSaysEverythingThatAColumnCanBeExpectedToBe() {
        assertThat(ExpectSyntax.parse("age:type=numeric,min=0,max=120,missing=0.02,tolerance=0.01,level=unstable"))
                .isEqualTo(new Expectation(
                        "age",
                        Signature.Type.NUMERIC,
                        0.0,
                        120.0,
                        0.02,
                        null,
                        false,
                        false,
                        null,
                        false,
                        0.01,
                        false,
                        Gate.Level.UNSTABLE));
        assertThat(ExpectSyntax.parse("a:b:increasing, unique, freshness=2 days, sensitive"))
                .isEqualTo(new Expectation(
                        "a:b", null, null, null, null, null, true, true, "2 days", false, null, true, null));
        assertThat(ExpectSyntax.parse("at:values=8:00|9:00|").values()).isEqualTo(List.of("8:00", "9:00", ""));
        assertThat(ExpectSyntax.parse("ssn:absent").absent()).isTrue();
        assertThat(ExpectSyntax.parse("id")).isEqualTo(Expectation.of("id"));
    }

    @Test
    void whatIsWrongIsSaidWithAdvice() {
        assertThatThrownBy(() -> ExpectSyntax.parse("age:mn=0")).hasMessageContaining("Did you mean 'min'?");
        assertThatThrownBy(() -> ExpectSyntax.parse("age:min=x")).hasMessageContaining("'x' is no number");
        assertThatThrownBy(() -> ExpectSyntax.parse("age:min")).hasMessageContaining("'min' has no value");
        assertThatThrownBy(() -> ExpectSyntax.parse("age:unique=1")).hasMessageContaining("'unique' takes no value");
        assertThatThrownBy(() -> ExpectSyntax.parse("age:min=1,min=2")).hasMessageContaining("given twice");
        assertThatThrownBy(() -> ExpectSyntax.parse(":min=1")).hasMessageContaining("no column is named");
        assertThatThrownBy(() -> ExpectSyntax.parse("min=1")).hasMessageContaining("no ':'");
        assertThatThrownBy(() -> ExpectSyntax.parse("a:type=text")).hasMessageContaining("'text' is no type");
    }

    @Property(tries = 500)
    void whateverIsWrittenIsReadOrRefused(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 30) String noise) {
        for (String text : List.of(noise, "age:" + noise, "age:min=" + noise, "age:type=" + noise)) {
            try {
                assertThat(ExpectSyntax.parse(text).column()).isNotBlank();
            } catch (InputException e) {
                assertThat(e.problem().where()).startsWith("--expect");
            }
        }
    }
}
