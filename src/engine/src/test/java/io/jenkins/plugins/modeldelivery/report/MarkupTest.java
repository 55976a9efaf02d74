package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class MarkupTest {

    @Property
    void anyTextComesBackFromTextAndFromAttributes(@ForAll String text) throws Exception {
        String html = new Markup().leaf("p", text, "title", text).finish();

        Element p = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)))
                .getDocumentElement();
        assertThat(p.getChildNodes().getLength()).isLessThanOrEqualTo(1);
        assertThat(p.getAttributes().getLength()).isOne();
        assertThat(readable(p.getTextContent())).isEqualTo(readable(text));
        assertThat(readable(p.getAttribute("title"))).isEqualTo(readable(text));
    }

    /** Without the characters that no document may hold, and cut as the writer cuts. */
    private static String readable(String text) {
        String cut = text.length() > Markup.MAX_TEXT ? text.substring(0, Markup.MAX_TEXT - 1) + "…" : text;
        return cut.replaceAll("[\t\n\r]", " ")
                .replaceAll("[\\x00-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069\uFFFE\uFFFF]", "\uFFFD")
                .replaceAll("\\p{Cs}", "\uFFFD");
    }

    @Test
    void namesAreNamesAndElementsAreClosedInOrder() {
        assertThatThrownBy(() -> new Markup().open("p onclick=x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Markup().open("p", "a b", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Markup().open("p", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Markup().style("</style>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Markup().open("p").open("b").close("p")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Markup().open("p").finish()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void absentAttributesAreLeftOutAndEmptyElementsClosedAsHtmlWants() {
        assertThat(new Markup().empty("td", "class", null).finish()).isEqualTo("<td></td>\n");
        assertThat(new Markup().empty("br").finish()).isEqualTo("<br/>\n");
    }

    @Test
    void labelsAreCutInTheMiddleToFit() {
        assertThat(Svg.fit("short", 100, 12)).isEqualTo("short");
        String cut = Svg.fit("a very long label that says a lot", 100, 12);
        assertThat(cut).startsWith("a very").contains("…").endsWith("t");
        assertThat(Svg.width(cut, 12)).isLessThanOrEqualTo(100);
        assertThat(Svg.fit("鳥".repeat(50_000), 100, 12)).contains("…").hasSizeLessThan(12);
        assertThat(Svg.fit("anything", 1, 12)).isEqualTo("…");
    }
}
