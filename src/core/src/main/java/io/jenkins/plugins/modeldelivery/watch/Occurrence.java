package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.gate.Metric;
import java.time.Instant;

/**
 * Something happened to a model that somebody waits for.
 *
 * @param seq line of the ledger that says so
 * @param time of that line, UTC
 * @param version the version that it happened to
 * @param stage where the version stands since, or then
 * @param what happened
 */
public record Occurrence(long seq, Instant time, int version, String stage, What what) {

    /** What happened. */
    public sealed interface What {

        /** As one sentence without its full stop, that leaves out model, version and stage. */
        String summary();
    }

    /**
     * The data are others than those that the version learned from.
     *
     * @param level of the newest check
     * @param findings of the newest check, one sentence; may be null
     * @param data file of the newest check; null when not known
     * @param bad checks that found as much
     * @param of among so many that came last
     */
    public record Drifted(DriftResult.Level level, String findings, String data, int bad, int of) implements What {
        @Override
        public String summary() {
            return count(bad, of, "drift check") + " found "
                    + (level == DriftResult.Level.DRIFT ? "drift" : "signs of it")
                    + (findings == null ? "" : ": " + findings);
        }
    }

    /**
     * The version does worse than it did when it came to its stage.
     *
     * @param metric name
     * @param before its value then
     * @param now its value in the newest validation
     * @param data file of the newest validation; null when not known
     * @param bad validations in which it was so much worse
     * @param of among so many that came last
     */
    public record Degraded(String metric, double before, double now, String data, int bad, int of) implements What {
        @Override
        public String summary() {
            return count(bad, of, "validation") + " measured a worse " + metric + ": " + Metric.format(now) + ", and "
                    + Metric.format(before) + " when it came here";
        }
    }

    /**
     * The version became the champion.
     *
     * @param kind {@code promote} or {@code rollback}
     * @param from stage that it came from
     * @param replaced the champion before; null: there was none
     * @param reason why; may be null
     * @param by who did it, as one phrase
     */
    public record Promoted(String kind, String from, Integer replaced, String reason, String by) implements What {
        @Override
        public String summary() {
            return (isRollback() ? "rolled back" : "promoted") + " from " + from + " by " + by
                    + (reason == null ? "" : ": " + reason);
        }

        /** Whether it had stood there before and was brought back. */
        public boolean isRollback() {
            return kind.equals("rollback");
        }
    }

    private static String count(int bad, int of, String what) {
        return of == 1 ? "the newest " + what : bad + " of the last " + of + " " + what + "s";
    }
}
