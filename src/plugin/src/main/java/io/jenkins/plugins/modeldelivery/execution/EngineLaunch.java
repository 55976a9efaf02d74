package io.jenkins.plugins.modeldelivery.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import io.jenkins.plugins.modeldelivery.document.Json;
import io.jenkins.plugins.modeldelivery.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/** Puts what the engine needs on the agent, and launches it there. */
final class EngineLaunch {

    private final Workplace surroundings;
    private final EngineWork work;
    private final EngineProcess process;
    private EngineCommand command;

    EngineLaunch(@NonNull Workplace surroundings, @NonNull EngineWork work, @NonNull EngineProcess process) {
        this.surroundings = surroundings;
        this.work = work;
        this.process = process;
    }

    /**
     * Puts the request, the files it speaks of and the engine into the directory of the run. Copying may last; whoever stops the
     * step interrupts it.
     *
     * @return number of the version that the run is about; null: none
     */
    @CheckForNull
    Integer prepare(@NonNull FilePath place, @NonNull StepWork step)
            throws IOException, InterruptedException, RegistryException {
        FilePath own = process.directory(place);
        String agentJava;
        try (Timeout ignored = Timeout.limit(EngineProcess.REMOTE_TIMEOUT, TimeUnit.SECONDS)) {
            place.mkdirs();
            own.mkdirs();
            agentJava = place.act(new EngineCommand.AgentJava());
        }
        Preparation preparation = new Preparation(step, own);
        FilePath request = own.child("request.json");
        request.write(Json.pretty(work.prepare(preparation)), StandardCharsets.UTF_8.name());
        EngineJar.Installed jar = EngineJar.install(place, own);
        command = new EngineCommand(
                work.getJava(),
                agentJava,
                work.getMemory(),
                place.getRemote(),
                jar.cached(),
                jar.link(),
                request.getRemote(),
                own.getRemote());
        return preparation.chosen();
    }

    /** What was prepared, for whoever launches it otherwise. */
    @NonNull
    EngineCommand command() {
        return command;
    }

    /** Launches what was prepared, as the build wants processes launched. */
    void launch(@NonNull FilePath place) throws IOException, InterruptedException {
        process.launch(place, command, surroundings.launcher(), surroundings.environment(), surroundings.listener());
    }
}
