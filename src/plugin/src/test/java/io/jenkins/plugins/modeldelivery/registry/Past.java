package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Writes a registry as of another day; what asks for time that passed needs not wait for it. */
public final class Past {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Past() {}

    /** Opens for writing; every event has this time. */
    public static Registry open(Path directory, Stages stages, Instant then) throws IOException, RegistryException {
        return Registry.open(
                directory,
                StageRules.fixed(stages),
                new Ledgers(Clock.fixed(then, ZoneOffset.UTC), Ledgers.REAL.disk()),
                PATIENCE);
    }
}
