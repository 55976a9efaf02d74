/**
 * Which code is worked on.
 */
package io.jenkins.plugins.modeldelivery.checkout;
