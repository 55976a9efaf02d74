/** Data files into columns: CSV and its relatives, read in parallel, in bounded memory, with errors that name the line. */
package io.jenkins.plugins.modeldelivery.data;
