package io.jenkins.plugins.modeldelivery.ledger;

import java.time.Instant;

/**
 * One line of a ledger.
 *
 * @param seq 1, 2, 3, ... without gaps
 * @param time when it was written, UTC; never before the line before
 * @param actor who did it
 * @param prev sha256 of the bytes of the line before, its line end not included; 64 zeros in the first line
 * @param event what happened
 */
public record Entry(long seq, Instant time, Actor actor, String prev, Event event) {}
