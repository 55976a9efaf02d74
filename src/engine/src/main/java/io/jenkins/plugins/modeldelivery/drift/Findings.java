package io.jenkins.plugins.modeldelivery.drift;

import io.jenkins.plugins.modeldelivery.document.DriftResult.Finding;
import io.jenkins.plugins.modeldelivery.document.DriftResult.Level;
import io.jenkins.plugins.modeldelivery.profile.CategoricalProfile;
import io.jenkins.plugins.modeldelivery.profile.CategoricalProfile.Count;
import io.jenkins.plugins.modeldelivery.profile.ColumnProfile;
import io.jenkins.plugins.modeldelivery.profile.DateProfile;
import io.jenkins.plugins.modeldelivery.profile.NumericProfile;
import io.jenkins.plugins.modeldelivery.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is noteworthy about one column besides its distances: values that training never saw, or sees no more. */
final class Findings {

    static final String MISSING = "missing";
    static final String NEW_CATEGORY = "newCategory";
    static final String VANISHED_CATEGORY = "vanishedCategory";
    static final String OUT_OF_RANGE = "outOfRange";
    static final String TYPE = "type";
    static final String SCHEMA = "schema";
    static final String CONSTANT = "constant";
    static final String EMPTY = "empty";
    static final String UNREADABLE = "unreadable";
    static final String DUPLICATES = "duplicates";
    static final String ROWS = "rows";
    static final String IGNORED = "ignored";
    static final String PREDICTION = "prediction";

    /** Share of the rows from which values never seen before are a warning, on top of what chance brings. */
    static final double NOTICEABLE = 0.01;
    /** Smaller shares are not worth a line. */
    private static final double NEGLIGIBLE = 0.001;
    /** So improbable that it is no chance, even with hundreds of columns. */
    private static final double IMPROBABLE = 1e-4;
    /** Standard errors; about once in 30,000 times by chance. */
    private static final double SURE = 4;

    /** More rows that occur twice than in training are a warning from here on, as in deepchecks. */
    private static final double REPEATED = 0.05;
    /** Fewer rows than this part of the training's are worth a note, as in deepchecks. */
    private static final double SMALL = 0.01;

    private static final int NAMED = 3;

    private Findings() {}

    /**
     * All findings on one column that has values on both sides, or lost or gained all of them.
     *
     * @param noun what the reference is called: {@code training}, {@code the baseline}
     * @param rules from which shares on they count; what else they say is up to the caller
     */
    static List<Finding> of(ColumnProfile reference, ColumnProfile current, String noun, FindingRules rules) {
        List<Finding> findings = new ArrayList<>();
        String name = reference.name();
        if (current.rows() == 0) {
            return findings;
        }
        if (current.present() == 0) {
            if (reference.present() > 0) {
                findings.add(new Finding(
                        EMPTY,
                        name,
                        Level.DRIFT,
                        name + " has no value in any of the " + Wording.count(current.rows()) + " rows; in " + noun
                                + ' ' + Wording.share(1 - reference.missingShare()) + " had one"));
            }
            return findings;
        }
        if (reference.present() == 0) {
            findings.add(new Finding(
                    EMPTY,
                    name,
                    Level.WARNING,
                    name + " had no value in " + noun + " and has now in " + Wording.share(1 - current.missingShare())
                            + " of the rows; the model cannot use them"));
        } else if (reference instanceof NumericProfile r) {
            numeric(r, (NumericProfile) current, noun, rules, findings);
        } else if (reference instanceof CategoricalProfile r) {
            categorical(r, (CategoricalProfile) current, noun, rules, findings);
        } else {
            dates((DateProfile) reference, (DateProfile) current, noun, findings);
        }
        return findings;
    }

    /** Findings on the rows as a whole. */
    static List<Finding> of(Profile reference, Profile current, String noun, FindingRules rules) {
        List<Finding> findings = new ArrayList<>();
        double n = reference.rows();
        double m = current.rows();
        if (m > 0 && m < n * SMALL) {
            findings.add(new Finding(
                    ROWS,
                    null,
                    Level.OK,
                    Wording.count(current.rows()) + (m == 1 ? " row is " : " rows are ") + Wording.share(m / n)
                            + " of the " + Wording.count(reference.rows())
                            + " of " + noun + ": only large differences can be seen"));
        }
        if (reference.repeated() != null && current.repeated() != null && n > 0 && m > 0) {
            double before = reference.repeated() / n;
            double after = current.repeated() / m;
            // The more rows of the same kind, the more of them meet their equal: pairs grow with the square of the
            // rows.
            double expected = Math.min(1, before * Math.max(1, m / n));
            Level level = rules.level(DUPLICATES, after - expected, REPEATED);
            if (level != Level.OK) {
                findings.add(new Finding(
                        DUPLICATES,
                        null,
                        level,
                        Wording.count(current.repeated()) + " of " + Wording.count(current.rows())
                                + " rows repeat an earlier one in every column of the model: "
                                + Wording.change(before, after)
                                + " since " + noun + ". Perhaps something was loaded twice"));
            }
        }
        return findings;
    }

    private static void numeric(
            NumericProfile reference, NumericProfile current, String noun, FindingRules rules, List<Finding> findings) {
        String name = reference.name();
        if (current.min().equals(current.max()) && !reference.min().equals(reference.max()) && current.present() > 1) {
            findings.add(constant(
                    name,
                    Wording.number(current.min()),
                    "from " + Wording.number(reference.min()) + " to " + Wording.number(reference.max()),
                    noun));
        }
        // A reference that is itself a projection may leave the range of its grid: how many of the current values leave
        // its own cannot be told from the grid, but that none does can.
        int last = current.between().length - 1;
        long below = current.min() < reference.min() && reference.between()[0] == 0 ? current.between()[0] : 0;
        long above = current.max() > reference.max() && reference.between()[last] == 0 ? current.between()[last] : 0;
        double share = (double) (below + above) / current.present();
        if (share < NEGLIGIBLE) {
            return;
        }
        boolean sure = beyond(below + above, reference.present(), current.present()) < IMPROBABLE;
        List<String> sides = new ArrayList<>();
        if (below > 0) {
            sides.add(Wording.share((double) below / current.present()) + " below " + Wording.number(reference.min())
                    + " (down to " + Wording.number(current.min()) + ")");
        }
        if (above > 0) {
            sides.add(Wording.share((double) above / current.present()) + " above " + Wording.number(reference.max())
                    + " (up to " + Wording.number(current.max()) + ")");
        }
        findings.add(new Finding(
                OUT_OF_RANGE,
                name,
                sure ? rules.level(OUT_OF_RANGE, share, NOTICEABLE) : Level.OK,
                name + " leaves the range of " + noun + ": " + String.join(", ", sides)));
    }

    /**
     * Probability that at least k of m values lie beyond the range of n values of the same distribution, whichever it is:
     * with q = m / (n + m), q^k (1 + k (1 - q)), since the number beyond either end is geometric (Gumbel and von Schelling
     * 1950, "The distribution of the number of exceedances", for large n and m).
     */
    static double beyond(long k, long n, long m) {
        double q = (double) m / ((double) n + m);
        return Math.pow(q, k) * (1 + k * (1 - q));
    }

    private static void categorical(
            CategoricalProfile reference,
            CategoricalProfile current,
            String noun,
            FindingRules rules,
            List<Finding> findings) {
        String name = reference.name();
        if (current.distinct() == 1 && reference.distinct() > 1 && current.present() > 1) {
            String only = current.mode() != null
                    ? Wording.quoted(current.mode().value())
                    : current.unseen().isEmpty()
                            ? "an unlisted value"
                            : Wording.quoted(current.unseen().get(0).value());
            findings.add(constant(name, only, Wording.count(reference.distinct()) + " different values", noun));
        }
        double n = reference.present();
        double m = current.present();
        List<Count> news = current.unseen().stream()
                .filter(c -> reference.unseen().stream()
                        .noneMatch(known -> known.value().equals(c.value())))
                .toList();
        long newRows = reference.unseen().isEmpty()
                ? current.unseenRows()
                : news.stream().mapToLong(Count::rows).sum();
        if (newRows > 0) {
            double share = newRows / m;
            // Good and Turing: so many rows with values never seen are to be expected if nothing has changed.
            double expected = reference.once() / n;
            double error = Math.sqrt(Math.max(expected, share) * (1 / n + 1 / m));
            boolean sure = share - expected >= SURE * error;
            String values = news.stream()
                    .limit(NAMED)
                    .map(c -> Wording.quoted(c.value()) + ' ' + Wording.share(c.rows() / m))
                    .collect(Collectors.joining(", "));
            findings.add(new Finding(
                    NEW_CATEGORY,
                    name,
                    sure ? rules.level(NEW_CATEGORY, share - expected, NOTICEABLE) : Level.OK,
                    name + " has values that " + noun + " never saw in " + Wording.share(share) + " of the rows: "
                            + values + (news.size() > NAMED ? ", ..." : "")));
        }
        List<Count> gone = new ArrayList<>();
        for (int i = 0; i < reference.counts().length; i++) {
            double share = reference.counts()[i] / n;
            // All rows of a category are in one sample by chance with probability (n / (n + m)) ^ rows.
            double chance = Math.pow(n / (n + m), reference.counts()[i]);
            boolean counts = rules.level(VANISHED_CATEGORY, share, NOTICEABLE) != Level.OK;
            if (current.counts()[i] == 0 && counts && chance < IMPROBABLE) {
                gone.add(new Count(reference.categories().get(i), reference.counts()[i]));
            }
        }
        if (!gone.isEmpty()) {
            findings.add(new Finding(
                    VANISHED_CATEGORY,
                    name,
                    rules.level(VANISHED_CATEGORY, gone.get(0).rows() / n, NOTICEABLE),
                    name + " no longer has "
                            + gone.stream()
                                    .limit(NAMED)
                                    .map(c -> Wording.quoted(c.value()) + " (" + Wording.share(c.rows() / n) + " in "
                                            + noun + ")")
                                    .collect(Collectors.joining(", "))
                            + (gone.size() > NAMED ? " and " + (gone.size() - NAMED) + " more" : "")));
        }
    }

    /** Dates move on: only data older than the model's is a warning. */
    private static void dates(DateProfile reference, DateProfile current, String noun, List<Finding> findings) {
        boolean older = current.max() < reference.min();
        if (older || current.min() < reference.min() || current.max() > reference.max()) {
            findings.add(new Finding(
                    OUT_OF_RANGE,
                    reference.name(),
                    older ? Level.WARNING : Level.OK,
                    reference.name() + " runs from " + Wording.day(current.min()) + " to " + Wording.day(current.max())
                            + ", in " + noun + " from " + Wording.day(reference.min()) + " to "
                            + Wording.day(reference.max())
                            + (older
                                    ? ": the data is older than "
                                            + (noun.equals("training") ? "the training data" : noun)
                                    : "")));
        }
    }

    private static Finding constant(String name, String now, String before, String noun) {
        return new Finding(
                CONSTANT, name, Level.WARNING, name + " is " + now + " in every row; " + noun + " had " + before);
    }
}
