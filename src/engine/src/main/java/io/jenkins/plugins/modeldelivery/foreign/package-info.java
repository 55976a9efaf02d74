/** Models that other tools made, run on the rows of a frame: ONNX through ONNX Runtime, XGBoost's own files in plain Java. */
package io.jenkins.plugins.modeldelivery.foreign;
