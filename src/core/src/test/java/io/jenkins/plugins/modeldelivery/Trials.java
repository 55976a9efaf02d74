package io.jenkins.plugins.modeldelivery;

/** How long tests that can take any time go on: short in the suite, long with {@code make trials}. */
public final class Trials {
    private Trials() {}

    /**
     * @param suite rounds in the suite
     * @param full rounds with {@code -Dtrials=full}
     */
    public static int rounds(int suite, int full) {
        return "full".equals(System.getProperty("trials")) ? full : suite;
    }
}
