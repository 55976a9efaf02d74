/**
 * The file format Parquet (github.com/apache/parquet-format), as far as tables of plain columns need it: footer, pages, encodings
 * and compression. Everything is read within bounds; a file that is damaged or hostile ends in a {@code DamagedException}.
 */
package io.jenkins.plugins.modeldelivery.parquet;
