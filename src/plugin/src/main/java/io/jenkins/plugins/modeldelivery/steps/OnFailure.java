package io.jenkins.plugins.modeldelivery.steps;

import java.util.List;

/** What becomes of a build when the answer of a step is no: gates failed, data drifted, a promotion was refused. */
final class OnFailure {

    /** The step fails. */
    static final String FAILURE = "FAILURE";

    /** The build goes on, marked UNSTABLE. */
    static final String UNSTABLE = "UNSTABLE";

    static final List<String> VALUES = List.of(FAILURE, UNSTABLE);

    private OnFailure() {}
}
