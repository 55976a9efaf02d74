package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.GateDecision;

/** How good or bad something is: a colour class, always together with a symbol and a word. */
enum Tone {
    GOOD("is-good", "✓"),
    WARN("is-warn", "!"),
    BAD("is-bad", "✕"),
    UNKNOWN("is-unknown", "?"),
    PLAIN("is-plain", "•");

    final String css;
    final String symbol;

    Tone(String css, String symbol) {
        this.css = css;
        this.symbol = symbol;
    }

    static Tone of(DriftResult.Level level) {
        return level == null
                ? UNKNOWN
                : switch (level) {
                    case OK -> GOOD;
                    case WARNING -> WARN;
                    case DRIFT -> BAD;
                    case INSUFFICIENT_DATA -> UNKNOWN;
                };
    }

    static Tone of(GateDecision.Outcome outcome) {
        return outcome == null
                ? UNKNOWN
                : switch (outcome) {
                    case PASS -> GOOD;
                    case FAIL -> BAD;
                    case INSUFFICIENT_DATA -> UNKNOWN;
                };
    }

    /** The level as a word. */
    static String word(DriftResult.Level level) {
        return level == null
                ? "unknown"
                : switch (level) {
                    case OK -> "OK";
                    case WARNING -> "warning";
                    case DRIFT -> "drift";
                    case INSUFFICIENT_DATA -> "insufficient data";
                };
    }

    /** The outcome as a word. */
    static String word(GateDecision.Outcome outcome) {
        return outcome == null
                ? "unknown"
                : switch (outcome) {
                    case PASS -> "pass";
                    case FAIL -> "fail";
                    case INSUFFICIENT_DATA -> "insufficient data";
                };
    }
}
