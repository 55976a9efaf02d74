/**
 * The trainers of the engine as a Pipeline writes them: {@code trainer: gradientBoosting(rounds: 200)}.
 */
package io.jenkins.plugins.modeldelivery.trainer;
