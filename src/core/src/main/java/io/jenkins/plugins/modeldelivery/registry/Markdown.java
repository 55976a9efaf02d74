package io.jenkins.plugins.modeldelivery.registry;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text that means only itself in a Markdown document (CommonMark 0.31, section 2.4: backslash escapes). */
final class Markdown {

    /** What could begin emphasis, code, a link, HTML, a table cell or an entity anywhere in a line. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>&|~#$]");

    /** What makes a list, a heading's underline or a code block of a line that begins with it. */
    private static final Pattern START = Pattern.compile("^([-+=]|\\d{1,9}(?=[.)]))");

    private Markdown() {}

    /** One line, such as the cell of a table; line breaks become spaces. */
    static String line(String text) {
        return escape(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** Paragraphs as they were written, line by line. */
    static String text(String text) {
        return text.strip().lines().map(line -> escape(line.strip())).collect(Collectors.joining("\n"));
    }

    private static String escape(String line) {
        String escaped = SPECIAL.matcher(line).replaceAll("\\\\$0");
        return START.matcher(escaped)
                .replaceFirst(m -> Character.isDigit(m.group().charAt(0)) ? m.group() + "\\\\" : "\\\\" + m.group());
    }
}
