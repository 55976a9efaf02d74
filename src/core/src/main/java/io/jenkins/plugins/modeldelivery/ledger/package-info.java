/**
 * The append-only, hash-chained ledger of one model: everything that ever happened to it, one JSON object a line.
 */
package io.jenkins.plugins.modeldelivery.ledger;
