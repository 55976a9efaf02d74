/**
 * The documents that travel between the step that asks and the engine that works: requests, results, and the facts
 * they are made of. Every document is an immutable record with a stable JSON form ({@link
 * io.jenkins.plugins.modeldelivery.document.Json}); unknown fields are ignored on reading, absent ones are null.
 */
package io.jenkins.plugins.modeldelivery.document;
