/** Keeps the registry and Jenkins true to each other: items that are renamed or deleted, builds, damage that somebody must know of. */
package io.jenkins.plugins.modeldelivery.upkeep;
