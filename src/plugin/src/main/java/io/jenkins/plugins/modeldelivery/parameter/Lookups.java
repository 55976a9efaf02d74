package io.jenkins.plugins.modeldelivery.parameter;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import io.jenkins.plugins.modeldelivery.document.InputException;
import io.jenkins.plugins.modeldelivery.document.Problem;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up what the parameters of a step name, such as versions and files, before the step begins its work: all that is not
 * there is told at once.
 */
public final class Lookups {

    private final Set<String> missing = new LinkedHashSet<>();

    /** Finds something, or refuses with a sentence for the user. */
    @FunctionalInterface
    public interface Lookup<T> {
        T find() throws IOException, InterruptedException, RegistryException;
    }

    /**
     * What a parameter names.
     *
     * @param parameter which names it
     * @return empty if it is not there, which {@link #refuse} tells, or if the lookup finds null
     */
    @NonNull
    public <T> Optional<T> find(@NonNull String parameter, @NonNull Lookup<T> lookup)
            throws IOException, InterruptedException {
        try {
            return Optional.ofNullable(lookup.find());
        } catch (AbortException e) {
            missing.add(e.getMessage());
        } catch (RegistryException | InputException e) {
            missing.add(parameter + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    /**
     * @param step name of the step
     * @throws AbortException that lists all that was not found, if there is any
     */
    public void refuse(@NonNull String step) throws AbortException {
        Mistakes mistakes = new Mistakes();
        missing.forEach(sentence -> mistakes.add(new Problem(sentence, null, null)));
        mistakes.throwIfAny(step);
    }
}
