package io.jenkins.plugins.modeldelivery.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which models are in memory with all their versions: those asked for last, up to a weight. What goes beyond is told to let
 * go and is read again when it is asked for.
 */
final class Memory {

    /** What is in memory and can let go. */
    interface Resident {
        /**
         * Lets go of what can be read again. Never waits.
         *
         * @return false if it is busy and let go of nothing
         */
        boolean release();
    }

    /** Of what the JVM may take, the part that models may. */
    private static final int SHARE = 8;

    private final long limit;
    /** The one used last comes last. */
    private final Map<Resident, Long> weights = new LinkedHashMap<>(16, 0.75f, true);

    private long total;

    /** @param limit bytes */
    Memory(long limit) {
        this.limit = limit;
    }

    /** For all models of a registry. */
    static Memory usual() {
        return new Memory(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /**
     * Says that something is in memory and was just used. It stays even if it alone is beyond the limit; what is busy just
     * now stays for the time being.
     *
     * @param weight about how many bytes it takes
     */
    void used(Resident resident, long weight) {
        settle(resident, weight).forEach((old, its) -> {
            if (!old.release()) {
                put(old, its);
            }
        });
    }

    private synchronized Map<Resident, Long> settle(Resident resident, long weight) {
        put(resident, weight);
        if (total <= limit) {
            return Map.of();
        }
        Map<Resident, Long> old = new LinkedHashMap<>();
        for (Map.Entry<Resident, Long> entry : weights.entrySet()) {
            if (total <= limit || entry.getKey() == resident) {
                break;
            }
            old.put(entry.getKey(), entry.getValue());
            total -= entry.getValue();
        }
        old.keySet().forEach(weights::remove);
        return old;
    }

    private synchronized void put(Resident resident, long weight) {
        Long before = weights.put(resident, weight);
        total += weight - (before == null ? 0 : before);
    }

    /** Something is not in memory any more. */
    synchronized void gone(Resident resident) {
        Long weight = weights.remove(resident);
        total -= weight == null ? 0 : weight;
    }

    /** About how many bytes all take. */
    synchronized long total() {
        return total;
    }
}
