package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Task;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Whatever stands in names, categories, paths and reasons: it stays text. */
class HostileTextTest {

    @TempDir
    Path directory;

    static List<String> words() {
        return List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title></svg></style><script>alert(1)</script>",
                "]]><!--<x>-->&amp;&lt;&#x3c;",
                "<foreignObject><iframe srcdoc='x'></iframe></foreignObject>",
                "\u0000\u0001\u0008\u000b\u001f\u007f\u0085\ud800 \udc00 \uffff\ufffe",
                "\u202egnp.exe\u2066\u2069",
                "line\nbreak\ttab\r",
                "\uD83D\uDC26 Vögel 鳥 عصفور",
                "x".repeat(20_000),
                "<".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("words")
    void everyReportHasTheSameElementsAsWithHarmlessText(String hostile) throws Exception {
        assertSameElements(
                TrainPage.of(Samples.train(hostile, Task.BINARY, Samples.binary(0, "yes" + hostile), List.of(hostile))),
                TrainPage.of(Samples.train("ok", Task.BINARY, Samples.binary(0, "yesok"), List.of("ok"))));
        assertSameElements(
                TrainPage.of(
                        Samples.train(hostile, Task.CLUSTERING, FoundSamples.clusters(hostile, 3), List.of(hostile))),
                TrainPage.of(Samples.train("ok", Task.CLUSTERING, FoundSamples.clusters("ok", 3), List.of("ok"))));
        assertSameElements(
                TrainPage.of(Samples.train(hostile, Task.ANOMALY, FoundSamples.anomalies(hostile), List.of(hostile))),
                TrainPage.of(Samples.train("ok", Task.ANOMALY, FoundSamples.anomalies("ok"), List.of("ok"))));
        assertSameElements(
                ValidationPage.of(Samples.validation(hostile, false)),
                ValidationPage.of(Samples.validation("ok", false)));
        assertSameElements(DriftPage.of(Samples.drift(hostile)), DriftPage.of(Samples.drift("ok")));
        assertSameElements(
                SampleReportsTest.delivery(DeliverySamples.months(hostile)),
                SampleReportsTest.delivery(DeliverySamples.months("ok")));
    }

    /** Only the hint of a cut label may come in addition; everything else is the same, so nothing was taken as markup. */
    private void assertSameElements(Page hostile, Page harmless) throws Exception {
        assertThat(shape(hostile)).isEqualTo(shape(harmless));
    }

    private Map<String, Integer> shape(Page page) throws Exception {
        Path file = directory.resolve("page.html");
        page.write(file);
        Document document = Documents.sound(file);
        Map<String, Integer> shape = new TreeMap<>();
        for (Element e : Documents.all(document)) {
            String parent = e.getParentNode() instanceof Element p ? p.getTagName() : "";
            boolean cutLabel = e.getTagName().equals("g") || e.getTagName().equals("title") && parent.equals("g");
            if (!cutLabel) {
                TreeSet<String> names = new TreeSet<>();
                for (int i = 0; i < e.getAttributes().getLength(); i++) {
                    names.add(e.getAttributes().item(i).getNodeName());
                }
                // A class may say that a text is long.
                names.remove("class");
                shape.merge(e.getTagName() + names, 1, Integer::sum);
            }
        }
        return shape;
    }

    @Test
    void textReadsAsItWasGiven() throws Exception {
        String word = "<b>\"it's\" & 鳥</b>";
        Reports.write(Samples.drift(word), directory);

        Document document = Documents.sound(directory.resolve(Reports.FILE));
        assertThat(Documents.text(document))
                .contains("fleet/birdstrike-damage" + word)
                .contains("speed_knots" + word);
        assertThat(Documents.tagged(document, "title").get(0).getTextContent()).contains(word);
    }

    @Test
    void controlsThatReorderTextAreShownAsUnknownCharacters() throws Exception {
        Reports.write(Samples.validation("\u202Edessap\u2066", true), directory);

        assertThat(Files.readString(directory.resolve(Reports.FILE)))
                .contains("\uFFFDdessap\uFFFD")
                .doesNotContain("\u202E", "\u2066");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                "java\tscript:alert(1)",
                " javascript:alert(1)",
                "data:text/html,x",
                "//example.org/x",
                "/etc/passwd",
                "https://example.org/x",
                "\\\\host\\x",
                "",
                " ",
                "vbscript:x",
                "x:y/z"
            })
    void hrefsThatLeadElsewhereAreNotLinked(String href) throws Exception {
        DeliverySamples s = DeliverySamples.demo("");
        Path file = directory.resolve("page.html");
        new DeliveryPage(s.model(), s.ledger, Stages.DEFAULT, b -> href, s.now)
                .page()
                .write(file);

        assertThat(Documents.tagged(Documents.sound(file), "a")).isEmpty();
    }

    @Test
    void relativeHrefsAreLinked() throws Exception {
        DeliverySamples s = DeliverySamples.demo("");
        Path file = directory.resolve("page.html");
        DeliveryReport.write(
                s.model(), s.ledger, Stages.DEFAULT, b -> "../blobs/a:b%20" + b.name() + "?x=1&y=2", s.now, file);

        assertThat(Documents.tagged(Documents.sound(file), "a")).isNotEmpty().allMatch(a -> a.getAttribute("href")
                .startsWith("../blobs/a:b%20"));
    }
}
