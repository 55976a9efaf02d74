/**
 * Which trainers there are and what parameters they take: data, no algorithm. The engine, the command line, the
 * documentation and the Jenkins form all read this catalogue.
 */
package io.jenkins.plugins.modeldelivery.catalogue;
