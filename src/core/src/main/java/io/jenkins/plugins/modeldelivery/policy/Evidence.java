package io.jenkins.plugins.modeldelivery.policy;

import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;

/**
 * What is known of a version when it asks to enter a stage. Everything a policy may look at is here, gathered inside the
 * model's lock, so that a decision is a pure function of it.
 *
 * @param version its number
 * @param modelSha256 digest of its model file
 * @param stage where it stands
 * @param target the stage it asks to enter
 * @param before the stage directly before the target; null: the target is the first
 * @param validation its newest validation; null: there is none
 * @param validated when that was, UTC; null: there is none
 */
public record Evidence(
        int version,
        String modelSha256,
        String stage,
        String target,
        String before,
        Event.VersionValidated validation,
        Instant validated) {}
