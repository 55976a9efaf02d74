/** Tools that an administrator may add to Jenkins: ONNX Runtime, for models that other tools made. */
package io.jenkins.plugins.modeldelivery.tool;
