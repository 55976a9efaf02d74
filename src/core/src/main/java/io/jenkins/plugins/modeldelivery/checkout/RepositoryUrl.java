package io.jenkins.plugins.modeldelivery.checkout;

import java.util.regex.Pattern;

/** Addresses of repositories. */
final class RepositoryUrl {

    /** User info of a URL, which may hold a token. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]*@");

    private RepositoryUrl() {}

    /** The URL less user and password. A bare user name, as in {@code git@host:path}, stays: it has no {@code ://}. */
    static String withoutCredentials(String url) {
        return CREDENTIALS.matcher(url).replaceFirst("");
    }
}
