/** Groups of rows that are alike, found without a target: on encoded rows, knowing nothing of where they come from. */
package io.jenkins.plugins.modeldelivery.cluster;
