/**
 * Models, versions and stages: the fold of the ledgers, and the operations that append to them.
 */
package io.jenkins.plugins.modeldelivery.registry;
