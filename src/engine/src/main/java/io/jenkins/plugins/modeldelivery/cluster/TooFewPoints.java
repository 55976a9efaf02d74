package io.jenkins.plugins.modeldelivery.cluster;

/** There are fewer distinct points than clusters wanted. */
public final class TooFewPoints extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int distinct;

    TooFewPoints(int distinct) {
        super("only " + distinct + " distinct points");
        this.distinct = distinct;
    }

    /** How many there are. */
    public int distinct() {
        return distinct;
    }
}
