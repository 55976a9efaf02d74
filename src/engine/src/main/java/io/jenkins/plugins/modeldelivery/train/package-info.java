/** Training: from a request and a data file to a measured model. */
package io.jenkins.plugins.modeldelivery.train;
