/** What a build did with models, in the words of mails and other texts that the plugin Token Macro fills in. */
package io.jenkins.plugins.modeldelivery.token;
