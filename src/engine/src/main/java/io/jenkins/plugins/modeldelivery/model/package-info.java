/** Trained models: preprocessing, parameters and prediction, and the one file that they are kept in. */
package io.jenkins.plugins.modeldelivery.model;
