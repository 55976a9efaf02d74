/**
 * Profiles: mergeable summaries of constant size that stand for a data set where the data set itself is gone. A version
 * keeps the profile of what it was trained on; a drift check projects the current data onto the same grid and
 * dictionaries and compares counts with counts, so that it reads one file, once.
 */
package io.jenkins.plugins.modeldelivery.profile;
