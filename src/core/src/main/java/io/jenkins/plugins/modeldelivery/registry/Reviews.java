package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people said of a version that asks to enter a stage. */
public final class Reviews {

    private Reviews() {}

    /**
     * The newest opinion of each person on exactly the version's model file; withdrawn ones are left out.
     *
     * @param stage the version asks to enter
     * @return {@link Event.Opinion#APPROVED} or {@link Event.Opinion#REJECTED} by user id, in the order given
     */
    public static Map<String, Event.Opinion> opinions(Version version, String stage) {
        Map<String, Event.Opinion> opinions = new LinkedHashMap<>();
        for (Version.Recorded<Event.Reviewed> review : version.reviews()) {
            String person = review.actor().person();
            if (person != null && review.event().stage().equals(stage)) {
                opinions.remove(person);
                if (review.event().opinion() != Event.Opinion.WITHDRAWN) {
                    opinions.put(person, review.event().opinion());
                }
            }
        }
        return opinions;
    }
}
