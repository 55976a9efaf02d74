package io.jenkins.plugins.modeldelivery.model;

import java.nio.file.Files;
import java.nio.file.Path;

/** Why a native library does not load, and how to make it. */
final class NativeReason {
    private NativeReason() {}

    static String of(Throwable cause) {
        return of(String.valueOf(cause.getMessage()), Files.exists(Path.of("/etc/alpine-release")));
    }

    static String of(String message, boolean alpine) {
        if (message.contains("libgomp")) {
            return "libgomp is missing. Install it (Debian, Ubuntu: apt-get install libgomp1; Red Hat: dnf install libgomp)";
        }
        if (alpine || message.contains("ld-linux") || message.contains("musl") || message.contains("__")) {
            return "it needs glibc, and this system has musl or an older one. Use an image with glibc 2.17 or later,"
                    + " not Alpine (" + message + ")";
        }
        return message;
    }
}
