package io.jenkins.plugins.modeldelivery.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * How far one trigger of one job has looked, and which builds it owes. Plain fields, because it is written to disk as it is;
 * guarded by {@link Positions}.
 */
final class Position {

    /** A trigger that was taken away longer than this begins anew when it is put back; a change of a job takes moments. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final String key;
    /** Milliseconds since the epoch: what happened before is nothing to start a build for. */
    private final long since;
    /** When the ledger that is watched began, which tells it from another of the same name; null: there was no model yet. */
    private String ledger;
    /** The last line that was decided on. */
    private long seq;
    /** Full name of the model when it was looked at last; null: never. */
    private String model;
    /** When that was, in milliseconds. */
    private long looked;
    /** Full name of the folder of the job then. */
    private String home;
    /** When the last build was owed, by the time of its occurrence; null: none was. */
    private String fired;
    /** When the trigger was taken away, in milliseconds; null: it is there. */
    private Long stopped;
    /** Builds that are not known to be on disk. */
    private ArrayList<Owed> owed = new ArrayList<>();

    /** A build that is to be, or may be already. */
    static final class Owed {
        final StartedByModel mark;
        /** No build with a lower number can be it. */
        final int from;

        Owed(StartedByModel mark, int from) {
            this.mark = mark;
            this.from = from;
        }
    }

    /**
     * @param folder full name of the job's
     * @param model as it is now, of which nothing counts; null: there is none, or it is not known
     */
    Position(@NonNull String key, @NonNull Instant now, @NonNull String folder, @CheckForNull Model model) {
        this.key = key;
        this.since = now.toEpochMilli();
        this.looked = since;
        this.home = folder;
        if (model != null) {
            this.ledger = ledger(model);
            this.seq = model.seq();
            this.model = model.name().value();
        }
    }

    private static String ledger(Model model) {
        return model.created().toString();
    }

    @NonNull
    String key() {
        return key;
    }

    /** Names an occurrence in the ledger that is watched. */
    @NonNull
    String id(long line) {
        return key + "@" + ledger + "#" + line;
    }

    /** The full name that the model had when it was looked at last, and when that was. */
    @CheckForNull
    ModelName lastName() {
        return model == null ? null : new ModelName(model);
    }

    @NonNull
    Instant looked() {
        return Instant.ofEpochMilli(looked);
    }

    /**
     * Turns to a ledger. One that is there for the first time counts from when the trigger began; another one, which the name
     * has come to mean, from now on, unless it is younger than the last look.
     *
     * @param folder full name of the job's; if it was another one before, that alone may be why the ledger is another one
     * @return whether it is another one than before
     */
    boolean turnTo(@NonNull Model found, @NonNull String folder) {
        boolean moved = !folder.equals(home);
        home = folder;
        model = found.name().value();
        if (ledger(found).equals(ledger)) {
            return false;
        }
        boolean other = moved || ledger != null && !found.created().isAfter(looked());
        ledger = ledger(found);
        seq = other ? found.seq() : 0;
        return true;
    }

    /** Whether the time of an occurrence is after the trigger began, for ledgers that were not looked at then. */
    boolean covers(@NonNull Instant time) {
        return time.toEpochMilli() >= since;
    }

    long seq() {
        return seq;
    }

    /** Everything up to a line is decided. */
    void decided(long line, @NonNull Instant now) {
        seq = line;
        looked = now.toEpochMilli();
    }

    @CheckForNull
    Instant fired() {
        return fired == null ? null : Instant.parse(fired);
    }

    void owe(@NonNull Owed build, @NonNull Instant occurred) {
        fired = occurred.toString();
        owed.add(build);
    }

    @NonNull
    List<Owed> owed() {
        return List.copyOf(owed);
    }

    /** A build is on disk, or was called off. Whether it was owed. */
    boolean settle(@NonNull String id) {
        boolean known = false;
        for (Iterator<Owed> builds = owed.iterator(); builds.hasNext(); ) {
            if (builds.next().mark.id().equals(id)) {
                builds.remove();
                known = true;
            }
        }
        return known;
    }

    void stop(@NonNull Instant now) {
        stopped = now.toEpochMilli();
    }

    /** Whether that changed anything. */
    boolean resume() {
        boolean was = stopped != null;
        stopped = null;
        return was;
    }

    /** Whether the trigger has been away for so long that it is another one when it comes back. */
    boolean isOver(@NonNull Instant now) {
        return stopped != null && now.toEpochMilli() - stopped > GRACE.toMillis();
    }
}
