package io.jenkins.plugins.modeldelivery.access;

import hudson.security.csrf.CrumbIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jvnet.hudson.test.JenkinsRule;

/** Sends requests as a program would, which follows no redirection and runs no script. */
final class Requests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Requests() {}

    /**
     * Sends one.
     *
     * @param user whose password is the name, as in {@link JenkinsRule#createDummySecurityRealm}; anonymous: nobody
     * @param path relative to the root of Jenkins
     * @param crumb whether it has the token that shows it was not forged
     */
    static HttpResponse<String> send(JenkinsRule jenkins, String user, String verb, String path, boolean crumb)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(jenkins.jenkins.getRootUrl() + path))
                .method(verb, HttpRequest.BodyPublishers.noBody());
        if (!user.equals("anonymous")) {
            byte[] who = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(who));
        }
        if (crumb) {
            CrumbIssuer issuer = jenkins.jenkins.getCrumbIssuer();
            request.header(issuer.getCrumbRequestField(), issuer.getCrumb((jakarta.servlet.ServletRequest) null));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
