package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The style sheet's colours are far enough apart in each theme: WCAG 2.2, success criteria 1.4.3 and 1.4.11. */
class ColoursTest {

    private static final double TEXT = 4.5;
    private static final double GRAPHIC = 3;

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "print"})
    void contrastIsSufficient(String theme) throws Exception {
        Map<String, String> c = colours(theme);
        for (String ground : new String[] {"ground", "card"}) {
            for (String ink : new String[] {"text", "soft", "link"}) {
                assertContrast(c, ink, ground, TEXT);
            }
        }
        for (String tone : new String[] {"good", "warn", "bad", "unknown"}) {
            assertContrast(c, tone, theme.equals("print") ? "card" : tone + "-ground", TEXT);
            assertContrast(c, "text", theme.equals("print") ? "card" : tone + "-ground", TEXT);
        }
        for (String mark : new String[] {"new", "old", "axis", "good", "warn", "bad"}) {
            assertContrast(c, mark, "card", GRAPHIC);
        }
        assertContrast(c, "soft", "track", TEXT);
        assertContrast(c, "text", "stay", TEXT);
        assertContrast(c, "card", "new", TEXT);
    }

    private static void assertContrast(Map<String, String> colours, String a, String b, double least) {
        double first = luminance(colours.get(a));
        double second = luminance(colours.get(b));
        double ratio = (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
        assertThat(ratio).as(a + " on " + b).isGreaterThanOrEqualTo(least);
    }

    /** Relative luminance as WCAG 2.2 defines it. */
    private static double luminance(String hex) {
        double[] weight = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double channel = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weight[i] * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Map<String, String> colours(String theme) throws Exception {
        String css;
        try (var in = Page.class.getResourceAsStream("report.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<String, String> colours = declared(css, css.indexOf(":root"));
        if (theme.equals("dark")) {
            colours.putAll(declared(css, css.indexOf(":root", css.indexOf("prefers-color-scheme: dark"))));
        } else if (theme.equals("print")) {
            colours.putAll(declared(css, css.indexOf(":root", css.indexOf("@media print"))));
        }
        return colours;
    }

    private static Map<String, String> declared(String css, int from) {
        Map<String, String> colours = new LinkedHashMap<>();
        Matcher matcher =
                Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});").matcher(css.substring(from, css.indexOf('}', from)));
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        assertThat(colours).isNotEmpty();
        return colours;
    }
}
