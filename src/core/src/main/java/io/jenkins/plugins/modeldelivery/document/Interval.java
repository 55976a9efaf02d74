package io.jenkins.plugins.modeldelivery.document;

/**
 * Where a value lies with a confidence of 95 %, as far as the choice of rows goes: the percentiles 2.5 and 97.5 of bootstrap
 * resamples.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {}
