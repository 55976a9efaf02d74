/**
 * What the files of other tools' models hold: bounded readers of our own that check a file and find its inputs and outputs,
 * without any machine-learning library and without running anything of the file. Uses documents alone.
 */
package io.jenkins.plugins.modeldelivery.format;
