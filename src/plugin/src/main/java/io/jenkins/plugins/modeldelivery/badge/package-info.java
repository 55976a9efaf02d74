/**
 * The SVG badge of a model: what is in a stage and how good it is, as an image for a README or a wall.
 */
package io.jenkins.plugins.modeldelivery.badge;
