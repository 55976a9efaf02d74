package io.jenkins.plugins.modeldelivery.policy;

import io.jenkins.plugins.modeldelivery.document.DataFacts;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.document.GateDecision;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One policy's demands on one version: those that are not met, in sentences with the facts. */
final class Demands {
    /** Digits of a commit that people recognise. */
    private static final int SHORT_COMMIT = 12;

    private static final int DAY_HOURS = 24;

    private final Policy policy;
    private final Evidence evidence;
    private final String version;
    private final String target;
    private final String before;
    private final List<String> missing = new ArrayList<>();

    Demands(Policy policy, Evidence evidence) {
        this.policy = policy;
        this.evidence = evidence;
        version = "v" + evidence.version();
        target = evidence.target();
        before = evidence.before();
    }

    List<String> missing() {
        order();
        validation();
        drift();
        approvals();
        stay();
        commit(policy, target, before, version, evidence.commit(), evidence.sibling())
                .ifPresent(missing::add);
        return missing;
    }

    /** What is demanded of the code alone, before there is a version; see {@link Policy#missingOfCode}. */
    static List<String> ofCode(Policy policy, String target, String before, String commit, Evidence.Sibling sibling) {
        return commit(policy, target, before, "It", commit, sibling).stream().toList();
    }

    private void order() {
        if (policy.inOrder() && before != null && !before.equals(evidence.stage())) {
            missing.add(version + " stands in " + evidence.stage() + ", and " + target + " takes versions from "
                    + before + " only: promote it to " + before + " first.");
        }
    }

    private void validation() {
        if (policy.validation() == Policy.Validation.ANY) {
            return;
        }
        boolean demanded = policy.validation() == Policy.Validation.PASSED;
        Evidence.Validation newest = evidence.validation();
        String digest = newest == null ? null : newest.event().modelSha256();
        if (newest == null || digest != null && !digest.equals(evidence.modelSha256())) {
            if (demanded) {
                missing.add(version + " has not been validated, and " + target
                        + " takes only versions whose newest validation has passed: validate it first.");
            }
        } else if (!newest.event().passed()) {
            missing.add("The newest validation of " + version + ", " + told(newest)
                    + ": validate it again when that is remedied.");
        } else if (demanded && !newest.passed()) {
            missing.add("The newest validation of " + version + ", " + told(newest) + ", and " + target
                    + " takes only versions that passed one: validate it again with a gate.");
        }
    }

    private void drift() {
        Evidence.DriftCheck newest = evidence.drift();
        if (policy.driftDays() == null || newest == null || newest.event().level() != DriftResult.Level.DRIFT) {
            return;
        }
        Instant until = newest.time().plus(Duration.ofDays(policy.driftDays()));
        if (!evidence.now().isAfter(until)) {
            missing.add("The newest drift check of " + version + ", " + time(newest.time())
                    + on(newest.event().data()) + ", found drift"
                    + (newest.event().summary() == null
                            ? ""
                            : " (" + newest.event().summary() + ")")
                    + ", and " + target + " takes no version with drift found in the last " + days(policy.driftDays())
                    + ": train one on data of today, or check again when the cause is remedied. That check counts until "
                    + time(until) + ".");
        }
    }

    private void approvals() {
        if (policy.approvals() == 0) {
            return;
        }
        // Jenkins takes user ids that differ in case for one user by default; nobody counts twice.
        Map<String, Evidence.Review> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Evidence.Review own = null;
        for (Evidence.Review review : evidence.reviews()) {
            if (review.opinion() == Event.Opinion.REJECTED) {
                missing.add(review.person() + " rejected on " + time(review.time()) + " that " + version + " enters "
                        + target + (review.comment() == null ? "" : " (\"" + review.comment() + "\")")
                        + ": settle that with " + review.person()
                        + ", who can approve instead or withdraw the rejection.");
            } else if (review.person().equalsIgnoreCase(evidence.trainer())) {
                own = review;
            } else {
                others.putIfAbsent(review.person(), review);
            }
        }
        int needed = policy.approvals() - others.size();
        if (needed <= 0) {
            return;
        }
        StringBuilder text = new StringBuilder(target).append(" demands ");
        text.append(policy.approvals() == 1 ? "an approval" : policy.approvals() + " approvals")
                .append(" of ")
                .append(version);
        if (evidence.trainer() != null) {
            text.append(policy.approvals() == 1 ? " by somebody" : " by people")
                    .append(" other than ")
                    .append(evidence.trainer())
                    .append(", who trained it");
        }
        text.append("; ");
        if (others.isEmpty()) {
            text.append(own == null ? "nobody has approved it" : "nobody else has approved it");
        } else {
            text.append(others.values().stream().map(Demands::approved).collect(Collectors.joining(" and ")));
        }
        if (own != null) {
            text.append(", and the approval of ").append(own.person()).append(" does not count (four eyes)");
        }
        text.append(": ask ")
                .append(needed == 1 ? "one" : needed)
                .append(others.isEmpty() ? "" : " more")
                .append(needed == 1 ? " person" : " people")
                .append(" to approve it for ")
                .append(target)
                .append('.');
        missing.add(text.toString());
    }

    private static String approved(Evidence.Review review) {
        return review.person() + " approved it " + (review.time() == null ? "now" : "on " + time(review.time()));
    }

    private void stay() {
        if (policy.minimumStay().isZero() || before == null) {
            return;
        }
        String demand = length(policy.minimumStay());
        if (!before.equals(evidence.stage())) {
            missing.add(version + " does not stand in " + before + ", and " + target
                    + " takes only versions that have stood there for " + demand + ": promote it to " + before
                    + ", and to " + target + " " + demand + " later.");
            return;
        }
        Instant from = evidence.since().plus(policy.minimumStay());
        if (evidence.now().isBefore(from)) {
            missing.add(version + " has stood in " + before + " since " + time(evidence.since()) + ", for "
                    + length(Duration.between(evidence.since(), evidence.now())) + ", and " + target + " demands "
                    + demand + " there: promote it on " + time(from.plusMillis(999)) + " or later.");
        }
    }

    private static Optional<String> commit(
            Policy policy, String target, String before, String subject, String commit, Evidence.Sibling sibling) {
        if (!policy.sameCommit() || before == null) {
            return Optional.empty();
        }
        String rule = ", and " + target + " takes only versions whose commit has passed ";
        if (commit == null) {
            return Optional.of(subject + " names no commit" + rule + "in " + before
                    + ": train it in a build that checks out its code.");
        }
        String known = commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
        if (sibling == null) {
            return Optional.of("No version of commit " + known + " has stood in " + before + rule
                    + "there: promote one that was made from it to " + before + " first.");
        }
        if (sibling.validation() != null && sibling.validation().passed()) {
            return Optional.empty();
        }
        String which = "v" + sibling.version();
        return Optional.of(which + ", of commit " + known + ", has stood in " + before + ", but "
                + (sibling.validation() == null
                        ? "it has not been validated"
                        : "its newest validation, " + told(sibling.validation()))
                + rule + "there: validate " + which + " again, with a gate.");
    }

    /** When, on what, and why it has not passed. */
    private static String told(Evidence.Validation validation) {
        Event.VersionValidated event = validation.event();
        String text = time(validation.time()) + on(event.data());
        if (event.passed()) {
            return text + ", asked no gate";
        }
        String decisions = event.gates().stream()
                .filter(decision -> decision.outcome() != GateDecision.Outcome.PASS)
                .map(GateDecision::sentence)
                .collect(Collectors.joining("; "));
        return text + ", has not passed" + (decisions.isEmpty() ? "" : " (" + decisions + ")");
    }

    private static String on(DataFacts data) {
        return data == null
                ? ""
                : " on " + data.path() + " (" + String.format(Locale.ROOT, "%,d", data.rows()) + " rows)";
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String days(long days) {
        return count(days, "day");
    }

    /** The two largest units that are not zero: {@code 2 days 3 hours}. */
    private static String length(Duration time) {
        Duration length = time.isNegative() ? Duration.ZERO : time;
        List<String> parts = new ArrayList<>();
        add(parts, length.toDays(), "day");
        add(parts, length.toHours() % DAY_HOURS, "hour");
        add(parts, length.toMinutesPart(), "minute");
        add(parts, length.toSecondsPart(), "second");
        return parts.isEmpty() ? "0 seconds" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count(count, unit));
        }
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
