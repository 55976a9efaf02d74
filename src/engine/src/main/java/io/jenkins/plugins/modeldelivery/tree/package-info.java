/**
 * Decision trees, in pure Java: their form, XGBoost's file format, and learners on histograms for forests and boosting.
 */
package io.jenkins.plugins.modeldelivery.tree;
