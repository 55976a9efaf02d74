package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people said of a version that asks to enter a stage. User ids that differ in case only are those of one person, as
 * in Jenkins by default.
 */
public final class Reviews {

    private Reviews() {}

    /**
     * The newest approval or rejection of each person who has not withdrawn it, with when, by whom and why; oldest first.
     *
     * @param stage the version asks to enter
     */
    public static List<Version.Recorded<Event.Reviewed>> standing(Version version, String stage) {
        List<Version.Recorded<Event.Reviewed>> standing = new ArrayList<>();
        for (Version.Recorded<Event.Reviewed> review : version.reviews()) {
            String person = review.actor().person();
            if (person != null && review.event().stage().equals(stage)) {
                standing.removeIf(before -> before.actor().person().equalsIgnoreCase(person));
                if (review.event().opinion() != Event.Opinion.WITHDRAWN) {
                    standing.add(review);
                }
            }
        }
        return standing;
    }

    /**
     * The newest opinion of each person; withdrawn ones are left out.
     *
     * @param stage the version asks to enter
     * @return {@link Event.Opinion#APPROVED} or {@link Event.Opinion#REJECTED} by user id, in the order given
     */
    public static Map<String, Event.Opinion> opinions(Version version, String stage) {
        Map<String, Event.Opinion> opinions = new LinkedHashMap<>();
        standing(version, stage)
                .forEach(review ->
                        opinions.put(review.actor().person(), review.event().opinion()));
        return opinions;
    }

    /** What one person says; empty: nothing, or no longer. */
    public static Optional<Event.Opinion> opinion(Version version, String stage, String person) {
        return standing(version, stage).stream()
                .filter(review -> review.actor().person().equalsIgnoreCase(person))
                .map(review -> review.event().opinion())
                .findFirst();
    }
}
