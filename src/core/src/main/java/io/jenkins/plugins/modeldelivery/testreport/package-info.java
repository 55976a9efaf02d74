/**
 * Gates and drift as tests: what a validation or a drift check decided, in the form that test dashboards read.
 */
package io.jenkins.plugins.modeldelivery.testreport;
