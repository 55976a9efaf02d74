package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The champion of a stage as of a line of the ledger: of the versions that stood there the one that had entered last.
 *
 * @param version its number
 * @param since line by which it entered; 0 if it was registered there
 * @param entered when
 */
record Reign(int version, long since, Instant entered) {

    /**
     * The champion when a line was written; null: there was none.
     *
     * @param seq of the line
     * @param time of the line
     */
    static Reign at(Model model, String stage, long seq, Instant time) {
        Map<Integer, Reign> standing = new HashMap<>();
        for (Version version : model.versions().values()) {
            if (version.facts().stage().equals(stage) && !version.registered().isAfter(time)) {
                standing.put(version.number(), new Reign(version.number(), 0, version.registered()));
            }
        }
        for (Version.Recorded<Event.Transitioned> move : model.transitions()) {
            if (move.seq() > seq) {
                break;
            }
            Event.Transitioned event = move.event();
            if (event.replaced() != null && !stage.equals(event.replacedTo())) {
                standing.remove(event.replaced());
            }
            if (event.to().equals(stage)) {
                standing.put(event.version(), new Reign(event.version(), move.seq(), move.time()));
            } else {
                standing.remove(event.version());
            }
        }
        Reign last = null;
        for (Reign reign : standing.values()) {
            if (last == null || reign.isAfter(last)) {
                last = reign;
            }
        }
        return last;
    }

    private boolean isAfter(Reign other) {
        int order = entered.compareTo(other.entered);
        if (order == 0) {
            order = Long.compare(since, other.since);
        }
        return order == 0 ? version > other.version : order > 0;
    }
}
