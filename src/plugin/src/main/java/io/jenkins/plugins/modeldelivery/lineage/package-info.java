/** Ties versions to the builds that made them, whatever becomes of the builds. */
package io.jenkins.plugins.modeldelivery.lineage;
