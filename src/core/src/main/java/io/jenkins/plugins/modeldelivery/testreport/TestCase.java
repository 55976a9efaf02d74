package io.jenkins.plugins.modeldelivery.testreport;

/**
 * One decision as a test.
 *
 * @param className groups tests: what is before its last dot is their package
 * @param name the same from build to build, so that a test has a history: never with a measured value
 * @param outcome how it went
 * @param type kind of the failure, in a word; null unless it failed
 * @param message why it failed or was skipped, one sentence; null when it passed
 * @param details what else there is to say, lines of text; null: nothing
 */
public record TestCase(String className, String name, Outcome outcome, String type, String message, String details) {

    /** The three ways a test can go. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** It was not decided, on purpose or because something else failed first. */
        SKIPPED
    }

    static TestCase passed(String className, String name, String details) {
        return new TestCase(className, name, Outcome.PASSED, null, null, details);
    }

    static TestCase failed(String className, String name, String type, String message, String details) {
        return new TestCase(className, name, Outcome.FAILED, type, message, details);
    }

    static TestCase skipped(String className, String name, String message) {
        return new TestCase(className, name, Outcome.SKIPPED, null, message, null);
    }

    TestCase named(String other) {
        return new TestCase(className, other, outcome, type, message, details);
    }
}
