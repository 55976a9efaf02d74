/**
 * The Pipeline steps: their parameters, checked at once, and what each does with the registry and the engine.
 */
package io.jenkins.plugins.modeldelivery.steps;
