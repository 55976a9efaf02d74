package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads reports and checks what holds for every one of them. */
final class Documents {

    static final long MOST_BYTES = 1_000_000;

    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "footer",
            "section",
            "div",
            "p",
            "span",
            "strong",
            "small",
            "code",
            "a",
            "h1",
            "h2",
            "h3",
            "dl",
            "dt",
            "dd",
            "ul",
            "li",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "figure",
            "figcaption",
            "details",
            "summary",
            "svg",
            "desc",
            "rect",
            "line",
            "path",
            "circle",
            "text",
            "g");

    private Documents() {}

    /** Parses the file as XML and checks it. */
    static Document sound(Path file) throws Exception {
        String text = Files.readString(file);
        assertThat(Files.size(file)).isLessThan(MOST_BYTES);
        assertThat(text).startsWith("<!DOCTYPE html>\n");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setAttribute("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Document document = builder.parse(new InputSource(new StringReader(text)));

        List<Element> elements = all(document);
        Set<String> ids = new HashSet<>();
        int level = 0;
        for (Element e : elements) {
            assertThat(ELEMENTS).contains(e.getTagName());
            for (int i = 0; i < e.getAttributes().getLength(); i++) {
                Node attribute = e.getAttributes().item(i);
                assertThat(attribute.getNodeName()).doesNotStartWith("on");
                assertThat(attribute.getNodeName()).isNotIn("src", "style", "action", "srcdoc", "data", "xlink-href");
                if (!attribute.getNodeName().equals("d")) {
                    assertThat(attribute.getNodeValue()).doesNotContain("NaN", "Infinity");
                }
            }
            if (e.hasAttribute("id")) {
                assertThat(ids.add(e.getAttribute("id")))
                        .as(e.getAttribute("id"))
                        .isTrue();
            }
            if (e.getTagName().matches("h[1-3]")) {
                int heading = e.getTagName().charAt(1) - '0';
                assertThat(heading).as("no heading level is skipped").isLessThanOrEqualTo(level + 1);
                level = heading;
            }
        }
        for (Element svg : tagged(document, "svg")) {
            if (svg.hasAttribute("role")) {
                for (String id : svg.getAttribute("aria-labelledby").split(" ")) {
                    assertThat(ids).contains(id);
                }
            } else {
                assertThat(svg.getAttribute("aria-hidden")).isEqualTo("true");
            }
        }
        for (Element svg : tagged(document, "svg")) {
            labelsFit(svg);
        }
        for (Element figure : tagged(document, "figure")) {
            assertThat(figure.getElementsByTagName("table").getLength()).isPositive();
            assertThat(figure.getElementsByTagName("figcaption").getLength()).isOne();
        }
        for (Element table : tagged(document, "table")) {
            assertThat(table.getElementsByTagName("caption").getLength()).isOne();
        }
        for (Element th : tagged(document, "th")) {
            assertThat(th.getAttribute("scope")).isIn("row", "col");
        }
        assertThat(tagged(document, "h1")).hasSize(1);
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("<script", "javascript:", "@import", "url(");
        assertThat(document.getDocumentElement().getTextContent()).doesNotContain("NaN", "Infinity", "null");
        return document;
    }

    /** No label is cut off at the edge of its drawing. */
    private static void labelsFit(Element svg) {
        NodeList texts = svg.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            if (text.hasAttribute("x")) {
                double x = Double.parseDouble(text.getAttribute("x"));
                double width = Svg.width(text.getTextContent(), 12);
                double left = x
                        - width
                                * switch (text.getAttribute("text-anchor")) {
                                    case "start" -> 0;
                                    case "middle" -> 0.5;
                                    default -> 1;
                                };
                assertThat(left).as(text.getTextContent()).isGreaterThan(-6);
                assertThat(left + width)
                        .as(text.getTextContent())
                        .isLessThan(Double.parseDouble(svg.getAttribute("width")) + 6);
            }
        }
    }

    static List<Element> all(Document document) {
        return tagged(document, "*");
    }

    static List<Element> tagged(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The page's text as a reader sees it, white space collapsed. */
    static String text(Document document) {
        return tagged(document, "main").get(0).getTextContent().replaceAll("[\\s\u00A0]+", " ");
    }
}
