package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import java.util.List;

/**
 * Something that was done to one model and is on disk; what {@link Registry#onChange} tells. Of the changes that several
 * threads make to a model at the same time a later one may be told first: {@link Model#seq()} of {@code after} says which
 * is which.
 *
 * @param name full name of the model now
 * @param formerly its full name before, if this is a move to another name; else null
 * @param before the state before; null: there was no model
 * @param after the state afterwards; {@link Model#removed()} if the model was deleted
 * @param actor who did it
 * @param entries what was appended to the model's ledger, oldest first; empty if this is a move to another name
 */
public record Change(ModelName name, ModelName formerly, Model before, Model after, Actor actor, List<Entry> entries) {
    public Change {
        entries = List.copyOf(entries);
    }
}
