package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.policy.Policy;

/**
 * Where a version can stand.
 *
 * @param name lower-case letters, digits, dash; shown to users
 * @param single whether at most one version, the champion, stands in it
 * @param policy what it demands before a version may enter
 */
public record Stage(String name, boolean single, Policy policy) {}
