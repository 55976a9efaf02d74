package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DriftCheckpoint;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The earlier drift checks of a version: what a new one looks back at, and may compare with. */
public final class DriftHistory {

    /** A trend of more points is no longer read one by one. */
    private static final int LOOKED_BACK = 30;

    private static final Pattern WINDOW = Pattern.compile("last(?:\\s+(\\d{1,4}))?(?:\\s+checks?)?");

    private DriftHistory() {}

    /**
     * How many checks a baseline means: {@code last} is one, {@code last 5} are five; {@code last 5 checks} may be said, too.
     *
     * @param baseline as the user gave it; may be null
     * @return empty: it is a file, or nothing
     * @throws InputException if it means no check at all
     */
    public static OptionalInt window(String baseline) {
        Matcher words = WINDOW.matcher(baseline == null ? "" : baseline.strip().toLowerCase(Locale.ROOT));
        if (!words.matches()) {
            return OptionalInt.empty();
        }
        int checks = words.group(1) == null ? 1 : Integer.parseInt(words.group(1));
        if (checks < 1) {
            throw new InputException(
                    "'" + baseline + "' is no check", "parameter baseline", "Say how many, as in 'last 5'");
        }
        return OptionalInt.of(checks);
    }

    /**
     * The profiles of the last checks that left one, oldest first; fewer than asked where there are fewer.
     *
     * @throws InputException if there is none
     */
    public static List<BlobRef> profiles(Version version, int checks) {
        List<BlobRef> profiles = version.driftChecks().stream()
                .map(check -> check.event().documents().get(Harvest.PROFILE))
                .filter(profile -> profile != null)
                .toList();
        if (profiles.isEmpty()) {
            throw new InputException(
                    "v" + version.number() + " has no earlier drift check to compare with",
                    "parameter baseline",
                    "Leave baseline out for the first check, or name a file");
        }
        return profiles.subList(Math.max(0, profiles.size() - checks), profiles.size());
    }

    /** The last checks, oldest first. */
    public static List<DriftCheckpoint> of(Version version) {
        List<Version.Recorded<Event.DriftChecked>> checks = version.driftChecks();
        return checks.subList(Math.max(0, checks.size() - LOOKED_BACK), checks.size()).stream()
                .map(check -> new DriftCheckpoint(
                        check.time(),
                        check.event().level(),
                        check.event().data() == null ? 0 : check.event().data().rows(),
                        check.event().baseline(),
                        check.event().severities()))
                .toList();
    }
}
