package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one actor does to one model. Each method returns when the events are on disk; one that throws has written nothing.
 * All throw {@link RegistryException} if the model or version does not exist, or the model's ledger is damaged.
 */
public final class Changes {
    private final ModelName name;
    private final Actor actor;
    private final String key;
    private final StageRules rules;
    private final Clock clock;
    private final Writer writer;

    /** Decides and appends as one step that no other write to the model comes between. */
    interface Writer {
        Model write(ModelName name, Actor actor, ModelLedger.Operation operation) throws IOException, RegistryException;
    }

    Changes(ModelName name, Actor actor, String key, StageRules rules, Clock clock, Writer writer) {
        this.name = name;
        this.actor = actor;
        this.key = key;
        this.rules = rules;
        this.clock = clock;
        this.writer = writer;
    }

    /**
     * The same, once only: a move between stages with a key that a move was made with before does nothing, and returns
     * that move. For whoever cannot know whether an earlier attempt came through.
     *
     * @param once unique for what is to be done; null: no key
     */
    public Changes once(String once) {
        return new Changes(name, actor, once, rules, clock, writer);
    }

    /**
     * Moves a version into a stage; a champion that is replaced moves to the archive by the same event, if the stage does
     * not keep it.
     *
     * @param reason why; may be null
     * @throws PolicyViolation with one sentence per unmet demand of the stage's policy
     * @throws RegistryException if there is no such stage, or the version stands there already
     */
    public Event.Transitioned promote(int version, String stage, String reason) throws IOException, RegistryException {
        return move(model -> Moves.promote(model, version, stage, reason, rules.stages(name), actor, clock.instant()));
    }

    /**
     * Puts a stage's previous champion or a named version that stood there before back; policies are not asked, and the
     * ledger says that it was a rollback.
     *
     * @param version null: the champion before the present one
     * @param reason why; may be null
     */
    public Event.Transitioned rollback(String stage, Integer version, String reason)
            throws IOException, RegistryException {
        return move(model -> Moves.rollback(model, stage, version, reason, rules.stages(name)));
    }

    /** Moves a version out of its stage into the archive; the stage may be empty then. */
    public Event.Transitioned archive(int version, String reason) throws IOException, RegistryException {
        return move(model -> Moves.archive(model, version, reason));
    }

    /**
     * Makes an alias name a version, whatever it named before.
     *
     * @throws InputException if the alias is no valid name
     */
    public void alias(String alias, int version) throws IOException, RegistryException {
        Aliases.check(alias, rules.stages());
        write(model -> {
            Moves.version(model, version);
            Integer present = model.aliases().get(alias);
            return present != null && present == version ? List.of() : List.of(new Event.AliasSet(alias, version));
        });
    }

    /** Takes an alias away. */
    public void removeAlias(String alias) throws IOException, RegistryException {
        write(model -> {
            if (!model.aliases().containsKey(alias)) {
                throw new NotFound("Model '" + name + "' has no alias '" + alias + "'; "
                        + (model.aliases().isEmpty()
                                ? "it has none."
                                : "it has " + String.join(", ", model.aliases().keySet()) + "."));
            }
            return List.of(new Event.AliasRemoved(alias));
        });
    }

    /**
     * Sets a note, whatever it was before.
     *
     * @param version null: on the model itself
     * @throws InputException if key or value are not allowed ({@link Tags})
     */
    public void tag(Integer version, String tag, String value) throws IOException, RegistryException {
        Tags.check(tag, value);
        write(model -> value.equals(tags(model, version).get(tag))
                ? List.of()
                : List.of(new Event.TagSet(version, tag, value)));
    }

    /**
     * Takes a note away.
     *
     * @param version null: from the model itself
     */
    public void removeTag(Integer version, String tag) throws IOException, RegistryException {
        write(model -> {
            Map<String, String> tags = tags(model, version);
            if (!tags.containsKey(tag)) {
                throw new NotFound((version == null
                                ? "Model '" + name + "'"
                                : "Version " + version + " of '" + name + "'")
                        + " has no tag '" + tag + "'; "
                        + (tags.isEmpty() ? "it has none." : "it has " + String.join(", ", tags.keySet()) + "."));
            }
            return List.of(new Event.TagRemoved(version, tag));
        });
    }

    /**
     * Approves or rejects that a version enters a stage, or takes back what the same person said before.
     *
     * @param comment why; may be null
     * @throws RegistryException if there is no such stage, nothing to take back, or nobody who could answer for it
     */
    public void review(int version, String stage, Event.Opinion opinion, String comment)
            throws IOException, RegistryException {
        if (actor.person() == null) {
            throw new RegistryException("Only a person can approve or reject; " + actor.phrase() + " is none.");
        }
        rules.stages(name).get(stage);
        write(model -> {
            Version reviewed = Moves.version(model, version);
            if (opinion == Event.Opinion.WITHDRAWN
                    && Reviews.opinion(reviewed, stage, actor.person()).isEmpty()) {
                throw new RegistryException(actor.person() + " has neither approved nor rejected that version "
                        + version + " of '" + name + "' enters " + stage + ", so there is nothing to withdraw.");
            }
            return List.of(new Event.Reviewed(version, reviewed.facts().model().sha256(), stage, opinion, comment));
        });
    }

    /**
     * Writes free fields of the model card; those that say so already are left alone.
     *
     * @param texts by field; an empty or null text empties the field
     */
    public void editCard(Map<CardField, String> texts) throws IOException, RegistryException {
        texts.forEach(CardField::check);
        write(model -> {
            List<Event> edits = new ArrayList<>();
            texts.forEach((field, text) -> {
                String wanted = text == null || text.isBlank() ? null : text.strip();
                Version.Recorded<Event.CardEdited> present = model.card().get(field.key());
                if (present == null ? wanted != null : !present.event().text().equals(wanted)) {
                    edits.add(new Event.CardEdited(field.key(), wanted));
                }
            });
            return edits;
        });
    }

    /**
     * Deletes a version: its number is never given again, its facts stay in the ledger, its files are removed by the next
     * clean-up unless another version has them, too.
     *
     * @param reason why; may be null
     * @throws RegistryException if the version serves in a stage, or an alias names it
     */
    public void deleteVersion(int version, String reason) throws IOException, RegistryException {
        write(model -> {
            Moves.deletable(model, Moves.version(model, version), rules.stages());
            return List.of(new Event.VersionDeleted(version, reason));
        });
    }

    private interface Move {
        Event.Transitioned of(Model model) throws RegistryException;
    }

    private interface Write {
        List<? extends Event> of(Model model) throws IOException, RegistryException;
    }

    private Event.Transitioned move(Move move) throws IOException, RegistryException {
        Event.Transitioned[] moved = new Event.Transitioned[1];
        writer.write(name, actor, (model, fold) -> {
            Event.Transitioned before = fold.movedAs(key);
            if (before != null) {
                moved[0] = before;
                return List.of();
            }
            moved[0] = keyed(move.of(model));
            return List.of(moved[0]);
        });
        return moved[0];
    }

    private Event.Transitioned keyed(Event.Transitioned event) {
        return new Event.Transitioned(
                event.kind(),
                event.version(),
                event.from(),
                event.to(),
                event.replaced(),
                event.replacedTo(),
                event.reason(),
                key);
    }

    private void write(Write write) throws IOException, RegistryException {
        writer.write(name, actor, (model, fold) -> List.copyOf(write.of(model)));
    }

    private static Map<String, String> tags(Model model, Integer version) throws RegistryException {
        return version == null ? model.tags() : Moves.version(model, version).tags();
    }
}
