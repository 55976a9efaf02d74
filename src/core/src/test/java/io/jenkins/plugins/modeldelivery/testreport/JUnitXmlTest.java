package io.jenkins.plugins.modeldelivery.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.AnyRecord;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.ValidationResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Whatever is in the words: the document is well-formed, and says them. */
class JUnitXmlTest {

    @Test
    void controlCharactersAndHalfSurrogatesBecomeText() throws Exception {
        Element root = Xml.read(JUnitXml.of(suite("a\u0000b\u001b[31m\ud800\uffff<&>\"']]>\r\n\t\ud83d\ude00")));
        String expected = "a\\u0000b\\u001B[31m\\uD800\\uFFFF<&>\"']]>\r\n\t\ud83d\ude00";
        assertThat(root.getAttribute("name")).isEqualTo(expected);
        assertThat(Xml.all(root, "failure").get(0).getAttribute("message")).isEqualTo(expected);
        assertThat(Xml.all(root, "failure").get(0).getTextContent()).isEqualTo(expected + "\n" + expected);
    }

    @Property(tries = 300)
    void wordsComeThrough(@ForAll("legal") String text) throws Exception {
        Element root = Xml.read(JUnitXml.of(suite(text)));
        assertThat(root.getAttribute("name")).isEqualTo(text);
        for (Element test : Xml.all(root, "testcase")) {
            assertThat(test.getAttribute("classname")).isEqualTo(text);
            assertThat(test.getAttribute("name")).startsWith(text);
        }
        assertThat(Xml.all(root, "skipped").get(0).getAttribute("message")).isEqualTo(text);
        assertThat(Xml.all(root, "property").get(0).getAttribute("value")).isEqualTo(text);
        assertThat(Xml.all(root, "system-out"))
                .allSatisfy(out -> assertThat(out.getTextContent()).isEqualTo(text));
    }

    @Property(tries = 300)
    void anyTextIsWellFormed(@ForAll String text) throws Exception {
        Xml.read(JUnitXml.of(suite(text)));
    }

    /** Documents come from agents: whatever is in them makes a document that dashboards can read. */
    @Property(tries = 200)
    void anyDocumentIsWellFormed(@ForAll long seed) throws Exception {
        AnyRecord any = new AnyRecord(new Random(seed), 0);
        Xml.read(JUnitXml.of(TestSuite.of(any.of(ValidationResult.class))));
        Xml.read(JUnitXml.of(TestSuite.of(any.of(DriftResult.class))));
    }

    @Provide
    Arbitrary<String> legal() {
        return Arbitraries.strings()
                .withChars("\t\n\r <>&\"'];-abc\u0085\u00e9\u2028\ufffd")
                .withCharRange('\u4e00', '\u4e10')
                .ofMaxLength(30);
    }

    private static TestSuite suite(String text) {
        return new TestSuite(
                text,
                Instant.parse("2026-11-23T10:20:30.456Z"),
                1234.5678,
                Map.of("p", text),
                List.of(
                        TestCase.passed(text, text, text),
                        TestCase.failed(text, text, "drift", text, text),
                        TestCase.skipped(text, text, text),
                        TestCase.passed(text, text, null)),
                text);
    }
}
