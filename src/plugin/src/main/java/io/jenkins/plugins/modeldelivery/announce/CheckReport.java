package io.jenkins.plugins.modeldelivery.announce;

import io.jenkins.plugins.modeldelivery.run.ModelFact;

/**
 * What a step found out, for the checks of a commit.
 *
 * @param step name of the step
 * @param level how it went
 * @param version the page of this version is where the details are; 0: that of the build is
 * @param title one line of plain text
 * @param summary Markdown
 * @param text Markdown: the tables; empty: none
 */
public record CheckReport(String step, ModelFact.Level level, int version, String title, String summary, String text) {}
