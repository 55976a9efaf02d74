package io.jenkins.plugins.modeldelivery.announce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names of columns and classes come from data: in Markdown they stay text. */
class TableTest {

    @Test
    void cellsStayText() {
        Table table = new Table("column", "what moved");
        table.row("a|b", "'<img src=x>' **bold** `code` [x](http://evil) @team #1 \\ ~~no~~\n| new | row |");
        assertThat(table.toString().lines()).hasSize(3);
        assertThat(table.toString())
                .contains("| a&#124;b | '&#60;img src=x&#62;' &#42;&#42;bold")
                .contains("&#64;team &#35;1 &#92;")
                .doesNotContain("http://", "](", "`");
    }

    @Test
    void numbersAndWordsStayReadable() {
        assertThat(Table.plain("auc 0.874 vs v7 (prod) -0.005: pass"))
                .isEqualTo("auc 0.874 vs v7 (prod) -0.005&#58; pass");
        assertThat(Table.number(0.123456)).isEqualTo("0.1235");
        assertThat(Table.number(null)).isEmpty();
    }

    @Test
    void whatIsTooMuchIsCounted() {
        Table table = new Table("n");
        for (int i = 0; i < 250; i++) {
            table.row("x".repeat(1000));
        }
        assertThat(table.toString()).endsWith("and 150 more\n").hasSizeLessThan(40_000);
        assertThat(table.toString().lines()).hasSize(104);
    }
}
