package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who stood in one stage of a model from when to when, in one walk over its moves. */
final class History {
    private final Model model;
    private final String stage;
    private final List<Tenure> tenures = new ArrayList<>();
    /** Place in the list of the stay that a version's next leaving ends. */
    private final Map<Integer, Integer> staying = new HashMap<>();

    History(Model model, String stage) {
        this.model = model;
        this.stage = stage;
    }

    /** Oldest first. */
    List<Tenure> tenures() {
        for (Version version : model.versions().values()) {
            if (version.facts().stage().equals(stage)) {
                enter(new Tenure(version.number(), version.registered(), null, version.actor(), null, "register"));
            }
        }
        for (Model.Deleted gone : model.deleted().values()) {
            if (gone.facts().stage().equals(stage)) {
                enter(new Tenure(gone.facts().version(), gone.registered(), null, gone.actor(), null, "register"));
            }
        }
        // Registrations and moves interleave, but no version moves before it is registered.
        for (Version.Recorded<Event.Transitioned> move : model.transitions()) {
            Event.Transitioned event = move.event();
            move(move, event.version(), event.from(), event.to(), event.kind());
            if (event.replaced() != null) {
                move(move, event.replaced(), event.to(), event.replacedTo(), "replace");
            }
        }
        // A version may be deleted wherever it stands; that ends its stay.
        model.deleted().forEach((number, gone) -> leave(number, gone.deletion()));
        tenures.sort(Comparator.comparing(Tenure::from).thenComparing(Tenure::version));
        return Collections.unmodifiableList(tenures);
    }

    private void move(Version.Recorded<Event.Transitioned> move, int version, String from, String to, String kind) {
        if (from.equals(stage)) {
            leave(version, move);
        }
        if (to.equals(stage)) {
            enter(new Tenure(
                    version, move.time(), null, move.actor(), move.event().reason(), kind));
        }
    }

    private void enter(Tenure tenure) {
        staying.put(tenure.version(), tenures.size());
        tenures.add(tenure);
    }

    private void leave(int version, Version.Recorded<?> how) {
        Integer place = staying.remove(version);
        if (place != null) {
            tenures.set(place, tenures.get(place).until(how.time()));
        }
    }
}
