package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.remoting.ProxyException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What came of a step: its value, or why it failed. Persisted, so that a restart cannot change it. */
final class Outcome implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Serializable value;
    private final Throwable failure;

    private Outcome(Serializable value, Throwable failure) {
        this.value = value;
        this.failure = failure;
    }

    /** @param value of the step; null: it has none */
    @NonNull
    static Outcome success(@CheckForNull Serializable value) {
        return new Outcome(value, null);
    }

    /** @param cause told in its own words where it cannot be persisted as it is */
    @NonNull
    static Outcome failure(@NonNull Throwable cause) {
        if (isSerializable(cause)) {
            return new Outcome(null, cause);
        }
        return new Outcome(
                null,
                cause instanceof AbortException ? new AbortException(cause.getMessage()) : new ProxyException(cause));
    }

    private static boolean isSerializable(Throwable cause) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(cause);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets the Pipeline go on. */
    void tell(@NonNull StepContext context) {
        if (failure == null) {
            context.onSuccess(value);
        } else {
            context.onFailure(failure);
        }
    }
}
