package io.jenkins.plugins.modeldelivery;

/** How long tests that can take any time go on: short in the suite, long with {@code make trials}. */
public final class Trials {
    private Trials() {}

    /**
     * @param suite rounds in the suite
     * @param full rounds with {@code -Dtrials=full}
     */
    public static int rounds(int suite, int full) {
        return full() ? full : suite;
    }

    /** Says what a long trial came to. */
    public static void report(String sentence) {
        if (full()) {
            System.out.println("TRIAL " + sentence);
        }
    }

    private static boolean full() {
        return "full".equals(System.getProperty("trials"));
    }
}
