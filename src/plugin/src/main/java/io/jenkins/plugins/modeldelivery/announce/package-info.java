/**
 * What steps found out, told where people look besides the build's page: test results, checks of a commit. Each place is an
 * extension, there when the plugin that makes it is there.
 */
package io.jenkins.plugins.modeldelivery.announce;
