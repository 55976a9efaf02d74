package io.jenkins.plugins.modeldelivery.testreport;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Tests as the XML that JUnit's Ant task introduced and every test dashboard reads. There is no official schema; this keeps
 * to what the one of Jenkins' xUnit plugin ({@code junit-10.xsd}, to which the JUnit plugin refers) and Surefire's have in
 * common.
 */
public final class JUnitXml {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JUnitXml() {}

    /** The suite as a document, to be written in UTF-8. */
    public static String of(TestSuite suite) {
        JUnitXml xml = new JUnitXml();
        xml.suite(suite);
        return xml.out.toString();
    }

    private void suite(TestSuite suite) {
        out.append("<testsuite");
        attribute("name", suite.name());
        attribute("tests", Integer.toString(suite.cases().size()));
        attribute("failures", Long.toString(suite.count(TestCase.Outcome.FAILED)));
        attribute("errors", "0");
        attribute("skipped", Long.toString(suite.count(TestCase.Outcome.SKIPPED)));
        attribute("time", seconds(suite.seconds()));
        if (suite.started() != null) {
            attribute("timestamp", TIME.format(suite.started()));
        }
        out.append(">\n  <properties>\n");
        for (Map.Entry<String, String> property : suite.properties().entrySet()) {
            out.append("    <property");
            attribute("name", property.getKey());
            attribute("value", property.getValue());
            out.append("/>\n");
        }
        out.append("  </properties>\n");
        suite.cases().forEach(this::testCase);
        element("  ", "system-out", suite.output());
        out.append("</testsuite>\n");
    }

    private void testCase(TestCase test) {
        out.append("  <testcase");
        attribute("classname", test.className());
        attribute("name", test.name());
        attribute("time", "0");
        if (test.outcome() == TestCase.Outcome.PASSED && test.details() == null) {
            out.append("/>\n");
            return;
        }
        out.append(">\n");
        switch (test.outcome()) {
            case PASSED -> element("    ", "system-out", test.details());
            case SKIPPED -> {
                out.append("    <skipped");
                attribute("message", test.message());
                out.append("/>\n");
            }
            case FAILED -> {
                out.append("    <failure");
                attribute("message", test.message());
                attribute("type", test.type());
                out.append('>');
                escape(test.details() == null ? test.message() : test.message() + "\n" + test.details(), false);
                out.append("</failure>\n");
            }
        }
        out.append("  </testcase>\n");
    }

    private void element(String indent, String name, String text) {
        if (text != null) {
            out.append(indent).append('<').append(name).append('>');
            escape(text, false);
            out.append("</").append(name).append(">\n");
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value == null ? "" : value, true);
        out.append('"');
    }

    /** What XML 1.0 (5th edition, production 2) has no character for becomes readable text: {@code \\u0000}. */
    private void escape(String text, boolean attribute) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                // A reader turns a bare carriage return into a line feed, and any white space in attributes into a
                // blank.
                case '\r' -> out.append("&#13;");
                case '\n', '\t' -> {
                    if (attribute) {
                        out.append("&#").append(c).append(';');
                    } else {
                        out.append((char) c);
                    }
                }
                default -> {
                    if (isAllowed(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(Locale.ROOT, "\\u%04X", c));
                    }
                }
            }
        }
    }

    private static boolean isAllowed(int c) {
        return c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }

    /** Without an exponent and without thousands. */
    private static String seconds(double seconds) {
        return Double.isFinite(seconds) && seconds >= 0 ? String.format(Locale.ROOT, "%.3f", seconds) : "0";
    }
}
