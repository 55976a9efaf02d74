package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.Stages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A version's stay in a stage.
 *
 * @param version which one
 * @param stage where
 * @param from when it entered, UTC
 * @param until when it left; null: it is there still
 * @param kind how it came there: {@code register}, {@code promote}, {@code rollback}, {@code archive}, or {@code replaced}
 *     when another version took its place
 * @param reason why, as given; may be null
 */
record Stay(int version, String stage, Instant from, Instant until, String kind, String reason) {

    /** All stays that the ledger tells of, in the order in which they began. */
    static List<Stay> of(List<Entry> ledger, Stages stages) {
        Map<Integer, Integer> open = new LinkedHashMap<>();
        List<Stay> stays = new ArrayList<>();
        for (Entry entry : ledger) {
            if (entry.event() instanceof Event.VersionRegistered e) {
                enter(
                        stays,
                        open,
                        e.version(),
                        e.stage() == null ? stages.first().name() : e.stage(),
                        entry.time(),
                        "register",
                        e.description());
            } else if (entry.event() instanceof Event.Transitioned e) {
                if (e.replaced() != null) {
                    enter(stays, open, e.replaced(), e.replacedTo(), entry.time(), "replaced", null);
                }
                enter(stays, open, e.version(), e.to(), entry.time(), e.kind(), e.reason());
            }
        }
        return stays;
    }

    private static void enter(
            List<Stay> stays,
            Map<Integer, Integer> open,
            int version,
            String stage,
            Instant time,
            String kind,
            String reason) {
        Integer last = open.get(version);
        if (last != null) {
            Stay before = stays.get(last);
            stays.set(last, new Stay(version, before.stage, before.from, time, before.kind, before.reason));
        }
        if (stage != null) {
            open.put(version, stays.size());
            stays.add(new Stay(version, stage, time, null, kind, reason));
        }
    }

    /** How it came there, as words for a table. */
    String how() {
        return switch (kind) {
            case "register" -> "registered";
            case "promote" -> "promoted";
            case "rollback" -> "rolled back";
            case "archive" -> "archived";
            default -> kind;
        };
    }
}
