package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which versions may go: those that are not among the newest ones and are older than some days, whichever of both is set;
 * without either, none.
 *
 * <p>Always kept, whatever the numbers, is what somebody may still count on: a version in a stage after the first; the
 * champion of the first stage, if that has one; the version that a rollback of a stage would bring back; what an alias
 * names; what somebody has tagged since it was registered, or registered with a tag of {@code keepTags}; every version of a
 * model whose ledger is damaged.
 *
 * @param keepNewest versions with the highest numbers of each model that stay, at least 1; null: does not matter
 * @param keepDays days that a version stays after it was registered or, later, moved (into the archive, say), at least 1;
 *     null: does not matter
 * @param keepTags keys of tags that keep a version though it was registered with them; null: none
 */
public record Retention(Integer keepNewest, Integer keepDays, Set<String> keepTags) {

    /** Keeps everything. */
    public static final Retention EVERYTHING = new Retention(null, null, null);

    /** @throws InputException if a number is less than 1, with the name of the component as its place */
    public Retention {
        atLeastOne(keepNewest, "keepNewest");
        atLeastOne(keepDays, "keepDays");
        keepTags = keepTags == null ? Set.of() : Set.copyOf(keepTags);
    }

    /** Whether it lets anything go at all. */
    public boolean limits() {
        return keepNewest != null || keepDays != null;
    }

    /** The rule in words, as the reason of a deletion. */
    public String sentence() {
        if (!limits()) {
            return "retention: keeps everything";
        }
        List<String> parts = new ArrayList<>();
        if (keepNewest != null) {
            parts.add("the newest " + keepNewest);
        }
        if (keepDays != null) {
            parts.add("what was registered or moved in the last " + keepDays + (keepDays == 1 ? " day" : " days"));
        }
        if (!keepTags.isEmpty()) {
            parts.add("what is tagged " + String.join(" or ", new TreeSet<>(keepTags)));
        }
        return "retention: keeps " + String.join(", and ", parts);
    }

    /**
     * The versions of a model that go, lowest number first.
     *
     * @param stages as they hold for the model
     * @param now by which their age is counted
     */
    public List<Version> going(Model model, Stages stages, Instant now) {
        List<Version> going = new ArrayList<>();
        if (!limits() || model.damage() != null) {
            return going;
        }
        Set<Integer> needed = needed(model, stages);
        int newer = model.versions().size();
        for (Version version : model.versions().values()) {
            newer--;
            boolean recent = keepNewest != null && newer < keepNewest
                    || keepDays != null && !version.since().isBefore(now.minus(Duration.ofDays(keepDays)));
            if (!recent && !needed.contains(version.number()) && !marked(version)) {
                going.add(version);
            }
        }
        return going;
    }

    /** What stands somewhere that matters, or would after a rollback. */
    private static Set<Integer> needed(Model model, Stages stages) {
        Set<Integer> needed = new HashSet<>();
        for (Version version : model.versions().values()) {
            String stage = version.stage();
            if (!stage.equals(stages.first().name()) && !stage.equals(Stages.ARCHIVED)) {
                needed.add(version.number());
            }
        }
        for (Stage stage : stages.order()) {
            if (stage.single()) {
                model.champion(stage.name()).ifPresent(champion -> needed.add(champion.number()));
                Moves.standby(model, stage.name()).ifPresent(standby -> needed.add(standby.number()));
            }
        }
        return needed;
    }

    /** Whether somebody gave it a name or a note, which says that it means something to them. */
    private boolean marked(Version version) {
        if (!version.aliases().isEmpty()) {
            return true;
        }
        Map<String, String> registered = version.facts().tags();
        return version.tags().entrySet().stream()
                .anyMatch(tag ->
                        keepTags.contains(tag.getKey()) || !tag.getValue().equals(registered.get(tag.getKey())));
    }

    private static void atLeastOne(Integer number, String where) {
        if (number != null && number < 1) {
            throw new InputException(
                    "'" + number + "' is too little to keep", where, "Give 1 or more, or leave it out.");
        }
    }
}
