package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to know what is written. What goes wrong with one of them is told to the log and to nobody else. */
final class Listeners {
    private static final System.Logger LOGGER = System.getLogger(Listeners.class.getName());

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /** Where models are read. */
    interface Models {
        /** Empty: there is no such model. */
        Optional<Model> find(ModelName name) throws IOException;
    }

    void add(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** @param moved new name by the one before */
    void tellMoved(Map<ModelName, ModelName> moved, Models models, Actor actor) {
        if (listeners.isEmpty()) {
            return;
        }
        moved.forEach((from, to) -> {
            try {
                models.find(to).ifPresent(model -> tell(new Change(to, from, model, model, actor, List.of())));
            } catch (IOException e) {
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "The model '" + from + "' is '" + to + "' now, but cannot be read, so nobody is told",
                        e);
            }
        });
    }

    /** To be called without any lock: a listener may write. */
    void tell(Change change) {
        for (Consumer<Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException | LinkageError e) {
                // What was written stays written: whoever wrote it must not take this for a failure of the write.
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "A listener failed on a change of the model '" + change.name() + "', which itself is done",
                        e);
            }
        }
    }
}
