/** What models put out: known to those that make predictions, summarise them and judge them, and knowing none of them. */
package io.jenkins.plugins.modeldelivery.prediction;
