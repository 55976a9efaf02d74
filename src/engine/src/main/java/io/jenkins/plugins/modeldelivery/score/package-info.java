/** Batch inference: the rows of a file with a model's predictions. */
package io.jenkins.plugins.modeldelivery.score;
