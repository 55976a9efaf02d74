package io.jenkins.plugins.modeldelivery.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class BadgeSvgTest {

    @Test
    void saysTheSameToEyesAndEars() throws Exception {
        Document svg = parse(new BadgeSvg("damage", "prod v2", BadgeSvg.Tone.GOOD).svg());
        assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("damage: prod v2");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("damage: prod v2");
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("damage");
        assertThat(svg.getElementsByTagName("text").item(1).getTextContent()).isEqualTo("prod v2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"/><script>alert(1)</script>",
                "' onload='alert(1)",
                "]]><![CDATA[",
                "&lt;&#x0;",
                "\u0000\u0007\u001b[31m",
                "\ud800 lonely",
                "\ud83d\ude00 face",
                "\u202etxt"
            })
    void anyTextIsTextAndXml(String hostile) throws Exception {
        Document svg = parse(new BadgeSvg(hostile, hostile, BadgeSvg.Tone.BAD).svg());
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("*").getLength()).isEqualTo(10);
        assertThat(svg.getDocumentElement().hasAttribute("onload")).isFalse();
    }

    @Test
    void longTextsAreCut() throws Exception {
        Document svg = parse(new BadgeSvg("\ud83d\ude00".repeat(500), "x", BadgeSvg.Tone.PLAIN).svg());
        String label = svg.getElementsByTagName("text").item(0).getTextContent();
        assertThat(label.codePointCount(0, label.length())).isEqualTo(60);
        assertThat(label).endsWith("\u2026");
    }

    /** Widths by DejaVu Sans 2.37 at 11 pixels, rounded up. */
    @Test
    void measuresTexts() {
        assertThat(TextWidth.pixels("")).isZero();
        assertThat(TextWidth.pixels("damage")).isEqualTo(45);
        assertThat(TextWidth.pixels("WWWW")).isGreaterThan(TextWidth.pixels("iiii") * 3);
        assertThat(TextWidth.pixels("\u00e9")).isEqualTo(8);
        assertThat(TextWidth.pixels("\u6f22")).isEqualTo(11);
    }

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
