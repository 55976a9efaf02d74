package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import java.util.List;

/**
 * What a version's last drift checks come to together: one night's noise is not drift yet, and drift that stays is. The
 * newest check counts as the worst level that it found itself and that enough of the last checks found, or worse.
 *
 * @param found by the newest check alone
 * @param level what it counts as; never worse than {@code found}
 * @param bad checks among {@code of} that found as much as the newest, or worse
 * @param of the last checks, the newest among them, at most so many as the window has
 * @param window how many of how many it takes
 */
public record Sustained(Level found, Level level, int bad, int of, Window window) {

    /**
     * Looks back from the newest check.
     *
     * @param levels what the version's checks found, oldest first, the newest last; those with too few data to say count
     *     neither way
     * @throws IllegalArgumentException if there is no check
     */
    public static Sustained of(Window window, List<Level> levels) {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("There is no check yet");
        }
        Level found = levels.get(levels.size() - 1);
        List<Level> counted =
                levels.stream().filter(l -> l != Level.INSUFFICIENT_DATA).toList();
        List<Level> last = counted.subList(Math.max(0, counted.size() - window.of()), counted.size());
        int bad = found == Level.INSUFFICIENT_DATA ? 0 : atLeast(last, found);
        return new Sustained(found, judge(window, found, last), bad, last.size(), window);
    }

    private static Level judge(Window window, Level found, List<Level> last) {
        if (found == Level.INSUFFICIENT_DATA || found == Level.OK) {
            return found;
        }
        if (found == Level.DRIFT && atLeast(last, Level.DRIFT) >= window.bad()) {
            return Level.DRIFT;
        }
        return atLeast(last, Level.WARNING) >= window.bad() ? Level.WARNING : Level.OK;
    }

    private static int atLeast(List<Level> last, Level level) {
        return (int) last.stream().filter(l -> l.compareTo(level) >= 0).count();
    }

    /** Whether the newest check counts for less than it found, because too few others found as much. */
    public boolean isHeldBack() {
        return level != found;
    }

    /** Why it counts for less, as a sentence without its full stop; only where it {@link #isHeldBack}. */
    public String reason() {
        return (of == 1 ? "the first check" : bad + " of the last " + of + " checks") + " found "
                + (found == Level.DRIFT ? "drift" : "a warning") + ", and it takes " + window + " to count"
                + (level == Level.WARNING ? ": a warning for now" : "");
    }
}
