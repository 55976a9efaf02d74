package io.jenkins.plugins.modeldelivery.format;

import java.io.IOException;

/** The bytes are not of the format; the message says why, without the file. */
public final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    public Malformed(String what) {
        super(what);
    }
}
