package io.jenkins.plugins.modeldelivery.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Reviews;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What somebody said of a version that asks to enter a stage.
 *
 * @param seq line of the ledger
 * @param stage name
 * @param opinion {@code approved}, {@code rejected} or {@code withdrawn}
 * @param by who
 * @param time when
 * @param comment why; null: nobody said
 * @param standing whether it counts: it is the person's newest opinion, and not withdrawn
 */
@ExportedBean(defaultVisibility = 999)
public record ReviewMark(
        @Exported long seq,
        @Exported String stage,
        @Exported String opinion,
        @Exported String by,
        @Exported Moment time,
        @Exported String comment,
        @Exported boolean standing) {

    /** All, newest first. */
    @NonNull
    static List<ReviewMark> all(@NonNull Version version) {
        return Newest.first(version.reviews())
                .map(review -> of(
                        review,
                        Reviews.standing(version, review.event().stage()).contains(review)))
                .toList();
    }

    /** Those that count for a stage, oldest first. */
    @NonNull
    static List<ReviewMark> standing(@NonNull Version version, @NonNull String stage) {
        return Reviews.standing(version, stage).stream()
                .map(review -> of(review, true))
                .toList();
    }

    private static ReviewMark of(Version.Recorded<Event.Reviewed> review, boolean standing) {
        Event.Reviewed event = review.event();
        return new ReviewMark(
                review.seq(),
                event.stage(),
                event.opinion().toString(),
                review.actor().phrase(),
                Moment.of(review.time()),
                Util.fixEmptyAndTrim(event.comment()),
                standing);
    }

    /** The opinion in a word. */
    public String word() {
        return switch (opinion) {
            case "approved" -> Messages.ReviewMark_approved();
            case "rejected" -> Messages.ReviewMark_rejected();
            default -> Messages.ReviewMark_withdrawn();
        };
    }

    /** Symbol that goes with it. */
    public String icon() {
        return switch (opinion) {
            case "approved" -> "symbol-status-blue";
            case "rejected" -> "symbol-status-red";
            default -> "symbol-status-aborted";
        };
    }
}
