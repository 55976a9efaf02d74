package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.document.DriftCheckpoint;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The earlier drift checks of a version: what a new one looks back at, and may compare with. */
public final class DriftHistory {

    /** A trend of more points is no longer read one by one. */
    private static final int LOOKED_BACK = 30;

    private static final Pattern WINDOW = Pattern.compile("last(?:\\s+(\\d{1,4}))?(?:\\s+checks?)?");

    private static final Pattern CHECK = Pattern.compile("check\\s+#?(\\d{1,18})");

    /** More checks are not named in a message. */
    private static final int NAMED = 5;

    private DriftHistory() {}

    /** What checks compare with: only those of one kind measure on one scale, and are looked back at together. */
    public enum Kind {
        /** The data that the version learned from. */
        TRAINING,
        /** The data of its last checks. */
        CHECKS,
        /** A file, a profile or one earlier check. */
        NAMED;

        /**
         * The kind of a baseline, as the user gave it or as a check's event tells it.
         *
         * @param baseline null: the training data
         */
        public static Kind of(String baseline) {
            if (baseline == null || baseline.isBlank()) {
                return TRAINING;
            }
            String words = baseline.strip().toLowerCase(Locale.ROOT);
            return WINDOW.matcher(words.startsWith("the ") ? words.substring("the ".length()) : words)
                            .matches()
                    ? CHECKS
                    : NAMED;
        }
    }

    /** The checks of one kind, oldest first. */
    public static List<Version.Recorded<Event.DriftChecked>> alike(Version version, Kind kind) {
        return version.driftChecks().stream()
                .filter(check -> Kind.of(check.event().baseline()) == kind)
                .toList();
    }

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
     * Which check a baseline means by its number: {@code check 17}.
     *
     * @param baseline as the user gave it; may be null
     * @return empty: no single check
     */
    public static OptionalLong check(String baseline) {
        Matcher words = CHECK.matcher(baseline == null ? "" : baseline.strip().toLowerCase(Locale.ROOT));
        return words.matches() ? OptionalLong.of(Long.parseLong(words.group(1))) : OptionalLong.empty();
    }

    /**
     * Whether a baseline means earlier checks, by their number or the last ones, and no file.
     *
     * @param baseline as the user gave it; may be null
     * @throws InputException if it means no check at all
     */
    public static boolean means(String baseline) {
        return check(baseline).isPresent() || window(baseline).isPresent();
    }

    /**
     * The profiles that the checks left which a baseline means, oldest first; of the last ones fewer than asked where there are
     * fewer.
     *
     * @param baseline as the user gave it, one that {@link #means} checks
     * @throws InputException if there is none
     */
    public static List<BlobRef> profiles(Version version, String baseline) {
        OptionalLong number = check(baseline);
        if (number.isPresent()) {
            return List.of(profile(version, number.getAsLong()));
        }
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
        int checks = window(baseline).orElseThrow();
        return profiles.subList(Math.max(0, profiles.size() - checks), profiles.size());
    }

    private static BlobRef profile(Version version, long number) {
        List<Version.Recorded<Event.DriftChecked>> checks = version.driftChecks();
        for (Version.Recorded<Event.DriftChecked> check : checks) {
            if (check.seq() == number) {
                BlobRef profile = check.event().documents().get(Harvest.PROFILE);
                if (profile == null) {
                    throw new InputException(
                            "Check " + number + " of v" + version.number() + " kept no profile of its data",
                            "parameter baseline",
                            "Name another check, or a file");
                }
                return profile;
            }
        }
        String known = checks.stream()
                .skip(Math.max(0, checks.size() - NAMED))
                .map(check -> Long.toString(check.seq()))
                .collect(Collectors.joining(", "));
        throw new InputException(
                "v" + version.number() + " has no drift check " + number,
                "parameter baseline",
                checks.isEmpty()
                        ? "It has none yet: leave baseline out, or name a file"
                        : (checks.size() > NAMED ? "Its last checks are " : "It has ") + known
                                + "; the page of the version names them all");
    }

    /**
     * The last checks that a new one looks back at, oldest first: those that compared with the same kind of baseline.
     *
     * @param baseline of the new one, as the user gave it; null: the training data
     */
    public static List<DriftCheckpoint> of(Version version, String baseline) {
        List<Version.Recorded<Event.DriftChecked>> checks = alike(version, Kind.of(baseline));
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
