package io.jenkins.plugins.modeldelivery.document;

/**
 * The user's input cannot be used. Carries the {@link Problem} that says what, where and what to do; shown without a stack
 * trace, exit code 2.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public InputException(String what, String where, String advice) {
        this(new Problem(what, where, advice), null);
    }

    public InputException(Problem problem, Throwable cause) {
        super(problem.sentence(), cause);
        this.problem = problem;
    }

    /** What to tell the user. */
    public Problem problem() {
        return problem != null ? problem : new Problem(getMessage(), null, null);
    }
}
