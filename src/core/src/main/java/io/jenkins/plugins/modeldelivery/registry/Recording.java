package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Records what was found out about a version: a validation or a drift check. */
final class Recording implements ModelLedger.Operation {
    private final ModelName name;
    private final Event event;
    private final Registration.Store store;
    private final int number;
    private final Collection<BlobRef> documents;

    /** @throws IllegalArgumentException if the event is of another kind */
    Recording(ModelName name, Event event, Registration.Store store) {
        this.name = name;
        this.event = event;
        this.store = store;
        if (event instanceof Event.VersionValidated validated) {
            number = validated.version();
            documents = validated.documents().values();
        } else if (event instanceof Event.DriftChecked checked) {
            number = checked.version();
            documents = checked.documents().values();
        } else {
            throw new IllegalArgumentException(event.getClass().getSimpleName() + " is not recorded, it is acted out");
        }
    }

    /** The version that it is about. */
    int number() {
        return number;
    }

    @Override
    public List<Event> decide(Model model, Fold fold) throws IOException, RegistryException {
        String expected = Moves.version(model, number).facts().model().sha256();
        if (event instanceof Event.VersionValidated validated
                && validated.modelSha256() != null
                && !validated.modelSha256().equals(expected)) {
            throw new RegistryException("The validation is of a model file with the digest " + validated.modelSha256()
                    + ", but version " + number + " of '" + name + "' has " + expected
                    + ". Validate the version's own file.");
        }
        store.demand(documents);
        return List.of(event);
    }
}
