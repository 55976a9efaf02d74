package io.jenkins.plugins.modeldelivery.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.execution.StepWork;
import io.jenkins.plugins.modeldelivery.parameter.Mistakes;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import io.jenkins.plugins.modeldelivery.registry.Selector;
import io.jenkins.plugins.modeldelivery.registry.Version;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/** Which version a step is about, by number, stage or alias. */
final class VersionChoice {

    private VersionChoice() {}

    static void check(
            @NonNull Mistakes mistakes,
            @CheckForNull Integer version,
            @CheckForNull String stage,
            @CheckForNull String alias) {
        mistakes.oneOf("stage", stage, ModelRegistry.stages().names());
        if (Stream.of(version, stage, alias).filter(Objects::nonNull).count() > 1) {
            mistakes.add("version", "only one of version, stage and alias can say which version", "Give one of them");
        }
    }

    /** None given: the version that the build made, else the newest. */
    @NonNull
    static Version of(
            @NonNull StepWork work,
            @CheckForNull Integer version,
            @CheckForNull String stage,
            @CheckForNull String alias)
            throws IOException, RegistryException {
        String which = stage != null ? stage : alias;
        return which == null ? work.version(version) : Selector.select(work.state(), which, work.stages());
    }
}
