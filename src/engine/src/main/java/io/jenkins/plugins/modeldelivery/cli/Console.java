package io.jenkins.plugins.modeldelivery.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What people read: colours and symbols where the terminal has them, plain text in a log. Everything goes to one stream.
 */
final class Console {

    private final PrintStream out;
    private final boolean terminal;
    private final boolean unicode;

    /**
     * @param out where to write
     * @param terminal whether it is a screen that understands ANSI sequences
     * @param charset what the stream encodes to
     */
    Console(PrintStream out, boolean terminal, Charset charset) {
        this.out = out;
        this.terminal = terminal;
        this.unicode =
                charset.equals(StandardCharsets.UTF_8) || charset.newEncoder().canEncode('\u2713');
    }

    /** Standard output, as this process has it; NO_COLOR (no-color.org) and TERM=dumb are respected. */
    static Console standard() {
        return of(System.out);
    }

    /** Standard error, for when standard output carries JSON. */
    static Console error() {
        return of(System.err);
    }

    private static Console of(PrintStream stream) {
        boolean terminal =
                System.console() != null && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Console(stream, terminal, stream == null ? StandardCharsets.UTF_8 : nativeCharset());
    }

    /** Java 17 has no PrintStream.charset(); the JDK says what standard output was made with. */
    private static Charset nativeCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }

    boolean terminal() {
        return terminal;
    }

    PrintStream out() {
        return out;
    }

    synchronized void line(String text) {
        out.println(text);
    }

    void blank() {
        line("");
    }

    /** A line that stands out. */
    void heading(String text) {
        line(bold(text));
    }

    /** A thing that went well. */
    void good(String text) {
        line(paint("32", symbol("\u2713", "ok:")) + " " + text);
    }

    /** A thing that was refused. */
    void bad(String text) {
        line(paint("31", symbol("\u2717", "NO:")) + " " + text);
    }

    /** A thing to know. */
    void note(String text) {
        line(paint("33", symbol("!", "note:")) + " " + text);
    }

    /** A side remark. */
    void faint(String text) {
        line(paint("2", text));
    }

    String bold(String text) {
        return paint("1", text);
    }

    String arrow() {
        return symbol("\u2192", "->");
    }

    /** Columns aligned; numbers (by their first character) to the right. The first row is the head. */
    void table(List<List<String>> rows) {
        Table.print(this, rows);
    }

    String paint(String code, String text) {
        return terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private String symbol(String fancy, String plain) {
        return unicode ? fancy : plain;
    }
}
