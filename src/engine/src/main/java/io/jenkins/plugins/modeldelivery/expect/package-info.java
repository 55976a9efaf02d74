/**
 * Expectations of data, checked before anything is made of it: written ones and such as are read off a profile. Files are
 * streamed in constant memory, and every row that breaks an expectation is counted.
 */
package io.jenkins.plugins.modeldelivery.expect;
