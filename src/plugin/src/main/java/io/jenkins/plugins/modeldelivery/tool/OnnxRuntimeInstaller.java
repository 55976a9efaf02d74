package io.jenkins.plugins.modeldelivery.tool;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstaller;
import hudson.tools.ToolInstallerDescriptor;
import hudson.util.FormValidation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Downloads ONNX Runtime's jar through Jenkins' proxy and puts it on an agent if its digest is the one that was said. */
public final class OnnxRuntimeInstaller extends ToolInstaller {

    /** Of onnxruntime-1.29.0.jar, as Maven Central has it. */
    static final String SHA256 = "5933bbc0c6c4d89afc04bf7c11011de23a947509c1352e5bf5936e62a84e4d10";

    private static final String JAR = "onnxruntime.jar";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private String url;
    private String sha256 = SHA256;

    @DataBoundConstructor
    public OnnxRuntimeInstaller(String label) {
        super(label);
    }

    @Override
    public FilePath performInstallation(ToolInstallation tool, Node node, TaskListener log)
            throws IOException, InterruptedException {
        FilePath directory = preferredLocation(tool, node);
        FilePath stamp = directory.child(".sha256");
        if (stamp.exists()
                && stamp.readToString().equals(sha256)
                && directory.child(JAR).exists()) {
            return directory;
        }
        String mistake = mistake(url, sha256);
        if (mistake != null) {
            throw new IOException("ONNX Runtime cannot be installed: " + mistake);
        }
        log.getLogger().println("Installing ONNX Runtime from " + url);
        Path temporary = Files.createTempFile("onnxruntime", ".jar");
        try {
            String found = download(temporary);
            if (!found.equalsIgnoreCase(sha256)) {
                throw new IOException("What " + url + " gives has the sha256 " + found + " instead of " + sha256
                        + ". Nothing was installed: correct the address, or the digest if another version is meant");
            }
            directory.mkdirs();
            stamp.delete();
            try (InputStream content = Files.newInputStream(temporary)) {
                directory.child(JAR).copyFrom(content);
            }
            stamp.write(sha256, "UTF-8");
            return directory;
        } finally {
            Files.delete(temporary);
        }
    }

    private String download(Path target) throws IOException, InterruptedException {
        HttpClient client = ProxyConfiguration.newHttpClientBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<InputStream> response = client.send(
                ProxyConfiguration.newHttpRequestBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(url + " answers " + response.statusCode());
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Files.copy(new DigestInputStream(body, digest), target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @CheckForNull
    private static String mistake(@CheckForNull String url, @CheckForNull String sha256) {
        if (url == null || !url.toLowerCase(Locale.ROOT).matches("https?://[^\\s]+")) {
            return Messages.OnnxRuntimeInstaller_url();
        }
        return sha256 == null || !sha256.matches("[0-9a-fA-F]{64}") ? Messages.OnnxRuntimeInstaller_sha256() : null;
    }

    @CheckForNull
    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(@CheckForNull String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    @NonNull
    public String getSha256() {
        return sha256;
    }

    @DataBoundSetter
    public void setSha256(@CheckForNull String sha256) {
        this.sha256 =
                Util.fixEmptyAndTrim(sha256) == null ? SHA256 : sha256.strip().toLowerCase(Locale.ROOT);
    }

    @Extension
    @Symbol("onnxRuntimeJar")
    public static final class DescriptorImpl extends ToolInstallerDescriptor<OnnxRuntimeInstaller> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.OnnxRuntimeInstaller_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends ToolInstallation> toolType) {
            return toolType == OnnxRuntimeTool.class;
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return answer(mistake(Util.fixEmptyAndTrim(value), SHA256));
        }

        @POST
        public FormValidation doCheckSha256(@QueryParameter String value) {
            return answer(value.isBlank() ? null : mistake("https://x", value.strip()));
        }

        /** Nothing to those who may not fill the form in. */
        private static FormValidation answer(String mistake) {
            return mistake == null || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    ? FormValidation.ok()
                    : FormValidation.error(mistake);
        }
    }
}
