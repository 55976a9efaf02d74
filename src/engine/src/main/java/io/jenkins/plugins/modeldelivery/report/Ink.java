package io.jenkins.plugins.modeldelivery.report;

/**
 * What a mark in a drawing means. The style sheet colours it by class for light and dark; the presentation attributes are
 * what is left where a server's Content-Security-Policy switches style sheets off, as Jenkins' default one does.
 */
enum Ink {
    /** The candidate, or current data: what the reader has to judge. */
    NEW("new", "#0b62a8", "none"),
    /** The baseline, or reference data: what is known. */
    OLD("old", "#a85a00", "none"),
    NEW_LINE("new-line", "none", "#0b62a8"),
    OLD_LINE("old-line", "none", "#a85a00"),
    /** What lies under a curve of the candidate. */
    NEW_AREA("new-area", "#c4d9ea", "none"),
    NEW_DOT("new-dot", "#0b62a8", "none"),
    OLD_DOT("old-dot", "none", "#a85a00"),
    /** A line that helps reading: grid. */
    GRID("grid", "none", "#dddddd"),
    /** An axis, or a line of comparison such as chance. */
    AXIS("axis", "none", "#767676"),
    GUIDE("guide", "none", "#767676"),
    /** The empty part of a bar. */
    TRACK("track", "#e8e8e8", "none"),
    CELL("cell", "#0b62a8", "none"),
    GOOD("good", "#1a7f37", "none"),
    WARN("warn", "#946200", "none"),
    BAD("bad", "#c0262d", "none"),
    LIMIT("limit", "none", "#333333"),
    /** Keeps what is behind a text from crossing it. */
    PLATE("plate", "#ffffff", "none"),
    LANE("lane", "#f0f0f0", "none"),
    /** A stay in the stage that serves. */
    STAY_TOP("stay-top", "#0b62a8", "none"),
    STAY("stay", "#c4d9ea", "none");

    final String css;
    final String fill;
    final String stroke;

    Ink(String css, String fill, String stroke) {
        this.css = css;
        this.fill = fill;
        this.stroke = stroke;
    }
}
