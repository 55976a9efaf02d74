package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.ledger.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Gives a new version its number, and a new model its first line. */
final class Registration implements ModelLedger.Operation {
    private final ModelName name;
    private final NewVersion version;
    private final Stages stages;
    private final Store store;
    private int number;

    Registration(ModelName name, NewVersion version, Stages stages, Store store) {
        this.name = name;
        this.version = version;
        this.stages = stages;
        this.store = store;
    }

    /** Knows which files are stored. */
    interface Store {
        /** @throws RegistryException if one of them is not */
        void demand(Collection<BlobRef> blobs) throws IOException, RegistryException;
    }

    /** The number given, or that of the version registered before with the same key. */
    int number() {
        return number;
    }

    @Override
    public List<Event> decide(Model model, Fold fold) throws IOException, RegistryException {
        Integer known = model == null ? null : fold.registeredAs(version.key());
        if (known != null) {
            Version same = model.version(known)
                    .orElseThrow(() -> new RegistryException("Version " + known + " of '" + name
                            + "' was registered as '" + version.key() + "' and has been deleted since."));
            if (!same.facts().model().sha256().equals(version.model().sha256())) {
                throw new RegistryException("Version " + same.number() + " of '" + name + "' was registered as '"
                        + version.key() + "' with another model file. Register the new file under another key.");
            }
            number = same.number();
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        if (model == null) {
            events.add(new Event.ModelCreated(name.value(), Ledger.FORMAT));
        }
        number = model == null ? 1 : model.lastNumber() + 1;
        Event.VersionRegistered event = new Event.VersionRegistered(
                number,
                stages.first().name(),
                version.format(),
                version.model(),
                version.documents(),
                version.task(),
                version.target(),
                version.metrics(),
                version.lineage(),
                version.description(),
                version.tags(),
                version.key());
        store.demand(List.of(event.model()));
        store.demand(event.documents().values());
        events.add(event);
        return events;
    }
}
