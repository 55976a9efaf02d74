/**
 * What a build did with models, as kept with the build itself.
 */
package io.jenkins.plugins.modeldelivery.run;
