package io.jenkins.plugins.modeldelivery.document;

/**
 * What one kind of row costs; kinds that nobody names cost nothing. A gain is a negative cost.
 *
 * @param actual the true class
 * @param predicted the predicted class
 * @param cost of one such row, in any unit
 */
public record Cost(String actual, String predicted, double cost) {}
