/** The content-addressed store of model files, results and reports. */
package io.jenkins.plugins.modeldelivery.blob;
