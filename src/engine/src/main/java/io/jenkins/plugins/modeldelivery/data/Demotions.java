package io.jenkins.plugins.modeldelivery.data;

import io.jenkins.plugins.modeldelivery.document.Signature;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which columns turned out not to be of the type they were first taken for. Shared by all threads of a pass. Whatever cell
 * fails first, the type in the end is the same: a column of dates fails as numbers and passes as dates, a mixed one fails
 * both, and categorical takes everything.
 */
final class Demotions {
    private final boolean[] inferred;
    private final AtomicReferenceArray<Signature.Type> types;

    /** @param inferred which columns may change their type */
    Demotions(boolean[] inferred) {
        this.inferred = inferred.clone();
        this.types = new AtomicReferenceArray<>(inferred.length);
    }

    boolean inferred(int column) {
        return inferred[column];
    }

    boolean demoted(int column) {
        return types.get(column) != null;
    }

    /** The type to try next; null when the column is fine. */
    Signature.Type next(int column) {
        return types.get(column);
    }

    /** The first failure is enough; a later one may only take the date back. */
    void demote(int column, Signature.Type type) {
        types.accumulateAndGet(column, type, (old, now) -> old == Signature.Type.CATEGORICAL ? old : now);
    }

    /** Takes everything back: what was seen was cut in the wrong places. */
    void clear() {
        for (int c = 0; c < inferred.length; c++) {
            types.set(c, null);
        }
    }
}
