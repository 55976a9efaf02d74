package io.jenkins.plugins.modeldelivery.cli;

/** What the process's exit code means. */
final class ExitCode {
    /** Done; every gate passed, no drift. */
    static final int OK = 0;
    /** Done, and the answer is no: a gate failed, or the data drifts. */
    static final int REFUSED = 1;
    /** Not done: the input cannot be used. */
    static final int BAD_INPUT = 2;
    /** Not done: a fault of the program. */
    static final int INTERNAL = 3;

    private ExitCode() {}
}
