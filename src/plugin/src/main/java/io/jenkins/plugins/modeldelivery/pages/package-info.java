/**
 * The pages of the registry, and the same content for programs below {@code api/}. They only read, but for the form that
 * promotes a version.
 */
package io.jenkins.plugins.modeldelivery.pages;
