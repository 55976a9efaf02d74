package io.jenkins.plugins.modeldelivery.blob;

import java.io.IOException;

/** Content is not what its digest says. */
public final class DigestMismatch extends IOException {
    private static final long serialVersionUID = 1L;

    DigestMismatch(String message) {
        super(message);
    }
}
