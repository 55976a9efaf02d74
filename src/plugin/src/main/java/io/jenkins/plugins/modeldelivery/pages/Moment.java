package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.kohsuke.stapler.export.CustomExportedBean;

/** A time: for people how long ago it was, and exactly when; for programs ISO-8601 in UTC, to the second. */
public final class Moment implements CustomExportedBean {
    private final Instant instant;

    private Moment(Instant instant) {
        this.instant = instant;
    }

    @NonNull
    static Moment of(@NonNull Instant instant) {
        return new Moment(instant);
    }

    /** {@code 2026-11-23T08:09:31Z}. */
    @NonNull
    public String getIso() {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long ago: {@code 3 days 4 hr}. */
    @NonNull
    public String getSpan() {
        return span(instant, Instant.now());
    }

    /** For the tag that formats dates in the user's own language and time zone. */
    @NonNull
    public Date getDate() {
        return Date.from(instant);
    }

    @Override
    public Object toExportedObject() {
        return getIso();
    }

    /** Time between two moments, in the two largest units. */
    @NonNull
    static String span(@NonNull Instant from, @NonNull Instant to) {
        return Util.getTimeSpanString(Math.max(0, Duration.between(from, to).toMillis()));
    }
}
