package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.document.DriftResult;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is served as it was stored, and the badge. */
@WithJenkins
class FilesTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void fill(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shelf.of(ModelRegistry.get(), "damage").fill("words");
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void reportsAreFencedOff() throws Exception {
        for (String path : new String[] {"2/training/report.html", "2/check/8/report.html", "2/check/11/report.html"}) {
            WebResponse report = get("model-delivery/model/damage/" + path);
            assertThat(report.getStatusCode()).as(path).isEqualTo(200);
            assertThat(report.getContentAsString()).isEqualTo(Shelf.REPORT);
            assertThat(report.getContentType()).isEqualTo("text/html");
            assertThat(report.getResponseHeaders().stream()
                            .filter(h -> h.getName().equalsIgnoreCase("Content-Security-Policy"))
                            .map(h -> h.getValue()))
                    .containsExactly("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
            assertThat(report.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(report.getResponseHeaderValue("Cache-Control")).contains("private", "immutable");
        }
    }

    @Test
    void modelIsDownloadedWithItsDigestAsTag() throws Exception {
        WebResponse model = get("model-delivery/model/damage/2/model");
        assertThat(model.getContentAsString()).isEqualTo("model words0.7914");
        assertThat(model.getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=\"model.zip\"; filename*=UTF-8''model.zip");
        assertThat(model.getContentType()).isEqualTo("application/octet-stream");
        String tag = model.getResponseHeaderValue("ETag");
        assertThat(tag)
                .isEqualTo('"'
                        + ModelRegistry.get()
                                .get(new ModelName("damage"))
                                .version(2)
                                .orElseThrow()
                                .facts()
                                .model()
                                .sha256()
                        + '"');
        WebResponse again = get("model-delivery/model/damage/2/model", "If-None-Match", tag);
        assertThat(again.getStatusCode()).isEqualTo(304);
    }

    @Test
    void resultIsJson() throws Exception {
        WebResponse result = get("model-delivery/model/damage/2/training/result.json");
        assertThat(result.getContentType()).isEqualTo("application/json");
        assertThat(result.getContentAsString()).contains("\"command\":\"train\"");
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        for (String path : new String[] {
            "9/",
            "0/",
            "01/",
            "-1/",
            "1x/",
            "99999999999/",
            "2/check/1/report.html",
            "2/check/x/report.html",
            "2/check/8/result.json",
            "2/check/",
            "2/training/",
            "../../../etc/passwd",
            "..%2f..%2fetc/"
        }) {
            assertThat(get("model-delivery/model/damage/" + path).getStatusCode())
                    .as(path)
                    .isIn(400, 404);
        }
    }

    @Test
    void badgeSaysWhatIsInTheLastStage() throws Exception {
        Shelf.of(ModelRegistry.get(), "snow").fill("words");
        WebResponse badge = get("model-badge/badge.svg?model=snow");
        assertThat(badge.getContentType()).isEqualTo("image/svg+xml");
        assertThat(badge.getContentAsString())
                .contains("aria-label=\"snow: prod v2 \u00b7 auc 0.782 \u00b7 drift\"", "#c02b22");
        assertThat(badge.getResponseHeaderValue("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(badge.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
        String tag = badge.getResponseHeaderValue("ETag");
        assertThat(get("model-badge/badge.svg?model=snow", "If-None-Match", tag).getStatusCode())
                .isEqualTo(304);
        Shelf.of(ModelRegistry.get(), "snow").drift(2, DriftResult.Level.OK, "words");
        WebResponse changed = get("model-badge/badge.svg?model=snow", "If-None-Match", tag);
        assertThat(changed.getStatusCode()).isEqualTo(200);
        assertThat(changed.getContentAsString()).contains("#217a37").doesNotContain("drift");
    }

    @Test
    void badgeAnswersWhatItIsAskedFor() throws Exception {
        assertThat(badge("&stage=prod&metric=logLoss")).contains("prod v2 \u00b7 logLoss 0.281");
        assertThat(badge("&metric=LOGLOSS")).contains("logLoss 0.281");
        assertThat(badge("&metric=rmse")).contains("rmse n/a");
        assertThat(badge("&stage=dev")).contains("dev v3");
        assertThat(badge("&stage=staging")).contains("staging empty");
        assertThat(badge("&stage=%3Cscript%3E")).contains("unknown stage").doesNotContain("script");
        assertThat(badge("&metric=%22/%3E%3Cscript%3Ealert(1)%3C/script%3E"))
                .doesNotContain("<script", "\"/>&lt;script");
    }

    @Test
    void badgeOfAHostileName() throws Exception {
        Shelf.of(ModelRegistry.get(), "a\"b'c").register(Map.of("auc", 0.5));
        WebResponse badge = get(Badges.address(new ModelName("a\"b'c")));
        assertThat(badge.getContentAsString()).contains("a&quot;b&#39;c: prod empty");
    }

    private String badge(String query) throws Exception {
        return get("model-badge/badge.svg?model=damage" + query).getContentAsString();
    }

    private WebResponse get(String path, String... header) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false);
        WebRequest request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.GET);
        for (int i = 0; i < header.length; i += 2) {
            request.setAdditionalHeader(header[i], header[i + 1]);
        }
        Page page = client.getPage(request);
        return page.getWebResponse();
    }
}
