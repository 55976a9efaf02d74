package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;

/** The frame that all reports share: head with style and content policy, heading, sections, figures, footer. */
final class Page {

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    private static final String CSS = css();

    final Markup html = new Markup();
    private int ids;

    /**
     * Opens the page.
     *
     * @param kind what sort of report it is
     * @param title of the document, for tabs and bookmarks
     */
    Page(String kind, String title) {
        html.doctype().open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "generator", "content", "Model Delivery");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.leaf("title", title + " \u2013 " + kind);
        html.style(CSS);
        html.close("head").open("body").open("main");
    }

    /** The heading: what sort of report, of what, and one line about it. */
    Page heading(String kind, String title, String line) {
        html.open("header");
        html.leaf("p", kind, "class", "kind");
        html.leaf("h1", title);
        html.leaf("p", line, "class", "line");
        html.close("header");
        return this;
    }

    /** The decision or verdict, the first thing to be read. */
    Page verdict(Tone tone, String word, String sentence) {
        html.open("div", "class", "verdict " + tone.css);
        html.leaf("span", tone.symbol, "class", "mark", "aria-hidden", "true");
        html.open("div").leaf("p", word, "class", "word");
        if (sentence != null) {
            html.leaf("p", sentence);
        }
        html.close("div").close("div");
        return this;
    }

    /** Opens a row of large figures; each is a {@link #fact}. */
    Page facts() {
        html.open("dl", "class", "facts");
        return this;
    }

    /** One large figure with what it is, and a remark or null. */
    Page fact(String name, String value, String remark) {
        html.open("div").leaf("dt", name);
        html.open("dd").leaf("span", value, "class", value.length() > 12 ? "big long" : "big");
        if (remark != null) {
            html.text(" ").leaf("span", remark, "class", "remark");
        }
        html.close("dd").close("div");
        return this;
    }

    Page endFacts() {
        html.close("dl");
        return this;
    }

    /** Opens a section. */
    Page section(String heading) {
        html.open("section").leaf("h2", heading);
        return this;
    }

    Page paragraph(String text) {
        html.leaf("p", text);
        return this;
    }

    Page endSection() {
        html.close("section");
        return this;
    }

    /**
     * A chart with its data.
     *
     * @param caption its title
     * @param description what it shows, for those who do not see it
     * @param draw draws it
     * @param table writes its data as a table
     */
    Page figure(
            String caption,
            String description,
            double width,
            double height,
            Consumer<Svg> draw,
            Consumer<Markup> table) {
        html.open("figure").leaf("figcaption", caption);
        Svg svg = Svg.open(html, "chart-" + ++ids, width, height, caption, description);
        draw.accept(svg);
        svg.close();
        html.open("details", "class", "data").leaf("summary", "Data as a table");
        table.accept(html);
        html.close("details").close("figure");
        return this;
    }

    /** A word with its symbol, coloured. */
    static void chip(Markup html, Tone tone, String word) {
        html.open("span", "class", "chip " + tone.css);
        html.leaf("span", tone.symbol, "aria-hidden", "true").text("\u00A0" + word);
        html.close("span");
    }

    /** Closes the page with a line about its making. */
    Page end(String made) {
        html.close("main").open("footer").leaf("p", made).close("footer");
        html.close("body").close("html");
        return this;
    }

    /** Writes the page so that the file has all of it or is not there. */
    Artifact write(Path file) throws IOException {
        byte[] bytes = html.finish().getBytes(StandardCharsets.UTF_8);
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        // Not createTempFile: its files are for the owner's eyes only, and a report is to be served.
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return new Artifact(target.getFileName().toString(), sha256(bytes), bytes.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String css() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not beside " + Page.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css", e);
        }
    }
}
