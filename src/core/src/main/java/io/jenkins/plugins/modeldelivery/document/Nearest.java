package io.jenkins.plugins.modeldelivery.document;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean ...?": the known name that a mistyped one is closest to. */
public final class Nearest {

    /** Longer texts are no mistyped names; comparing them would only cost time. */
    private static final int MAX_LENGTH = 250;

    private Nearest() {}

    /**
     * The known name with the smallest edit distance, the case of letters ignored: insertions, deletions, replacements and
     * swaps of neighbours (optimal string alignment). Names further away than a third of the longer one's letters are no
     * suggestion.
     *
     * @param given what the user wrote; may be null
     * @param known what there is; of equally near ones the first is taken
     */
    public static Optional<String> of(String given, Collection<String> known) {
        if (given == null || given.isBlank() || given.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String wanted = given.strip().toLowerCase(Locale.ROOT);
        String best = null;
        int smallest = Integer.MAX_VALUE;
        for (String name : known) {
            String candidate = name.toLowerCase(Locale.ROOT);
            int limit = Math.max(1, Math.max(wanted.length(), candidate.length()) / 3);
            if (candidate.isEmpty()
                    || candidate.length() > MAX_LENGTH
                    || Math.abs(candidate.length() - wanted.length()) > limit) {
                continue;
            }
            int distance = distance(wanted, candidate);
            // A distance of all letters has nothing in common with the name: "a" is no typo of "b".
            if (distance <= limit && distance < candidate.length() && distance < smallest) {
                smallest = distance;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Advice for a name that does not exist: {@code Did you mean 'speed'?}, else the names there are.
     *
     * @param kind plural of what they are, as {@code columns}
     */
    public static String advice(String given, Collection<String> known, String kind) {
        int shown = 20;
        return of(given, known)
                .map(name -> "Did you mean '" + name + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "There are no " + kind + "."
                        : "The " + kind + " are "
                                + String.join(", ", known.stream().limit(shown).toList())
                                + (known.size() > shown ? ", ..." : "") + ".");
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
