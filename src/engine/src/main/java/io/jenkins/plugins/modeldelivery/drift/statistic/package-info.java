/**
 * Distances between two distributions and the tests that go with them. Plain functions of counts; each names its formula
 * and source, and is checked against values of scipy.
 */
package io.jenkins.plugins.modeldelivery.drift.statistic;
