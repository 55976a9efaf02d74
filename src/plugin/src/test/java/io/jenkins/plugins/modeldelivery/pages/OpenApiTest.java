package io.jenkins.plugins.modeldelivery.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import io.jenkins.plugins.modeldelivery.registry.CardField;
import io.jenkins.plugins.modeldelivery.registry.Changes;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.export.ModelBuilder;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI file describes what the controller exports and answers: all of it, and nothing else. */
@WithJenkins
class OpenApiTest {
    private static final Map<String, Class<?>> EXPORTED = Map.ofEntries(
            Map.entry("ModelList", ModelsPage.class),
            Map.entry("Model", ModelPage.class),
            Map.entry("Version", VersionPage.class),
            Map.entry("DeletedVersion", DeletedVersionPage.class),
            Map.entry("Card", CardPage.class),
            Map.entry("Ledger", LedgerPage.class),
            Map.entry("At", At.class),
            Map.entry("Candidacy", Candidacy.class),
            Map.entry("CardField", CardPage.Field.class),
            Map.entry("DriftCheck", DriftMark.class),
            Map.entry("File", Origin.File.class),
            Map.entry("FormerVersion", ModelPage.Former.class),
            Map.entry("Gate", ValidationMark.Gate.class),
            Map.entry("Input", InputRow.class),
            Map.entry("LedgerLine", LedgerLine.class),
            Map.entry("Lineage", Origin.class),
            Map.entry("ModelSummary", ModelRow.class),
            Map.entry("Paging", Paging.class),
            Map.entry("Place", ModelRow.Place.class),
            Map.entry("Review", ReviewMark.class),
            Map.entry("Stage", StageMark.class),
            Map.entry("StageContent", StageCell.class),
            Map.entry("Stay", Stay.class),
            Map.entry("Validation", ValidationMark.class),
            Map.entry("VersionSummary", VersionRow.class));

    /** What is written by us, not exported by Stapler. */
    private static final Map<String, Class<? extends Record>> WRITTEN =
            Map.of("Done", Done.class, "Transition", Done.Transition.class, "Error", Answer.Refusal.class);

    private static JenkinsRule jenkins;

    private final Description description;

    OpenApiTest() throws Exception {
        description = Description.read();
    }

    @BeforeAll
    static void fill(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.createProject(Folder.class, "attic");
        for (String name : List.of("rain", "hail", "attic/fog")) {
            Shelf shelf = Shelf.of(ModelRegistry.get(), name);
            shelf.fill("words");
            shelf.validate(shelf.train("words", 0.81), true, 2, "words");
            Changes changes = ModelRegistry.get().changes(new ModelName(name), Actor.user("carol"));
            changes.tag(null, "area", "weather");
            changes.editCard(Map.of(CardField.PURPOSE, "words"));
            changes.review(4, "staging", Event.Opinion.APPROVED, "fine");
            changes.deleteVersion(3, "never used");
        }
        Shelf.of(ModelRegistry.get(), "elsewhere").register(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void everyExportedPropertyIsDescribedAndNoOther() {
        assertThat(description.schemas().keySet()).isEqualTo(union(EXPORTED.keySet(), WRITTEN.keySet()));
        EXPORTED.forEach((name, type) -> {
            Set<String> exported = new ModelBuilder()
                    .get(type).getProperties().stream().map(p -> p.name).collect(Collectors.toCollection(TreeSet::new));
            assertThat(properties(name)).as(name).isEqualTo(exported);
            assertThat(required(name)).as("required of " + name).isEqualTo(exported);
        });
        WRITTEN.forEach((name, type) -> assertThat(properties(name))
                .as(name)
                .isEqualTo(Arrays.stream(type.getRecordComponents())
                        .map(c -> c.getName())
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void everyActIsDescribedWithItsParametersAndNoOther() {
        Set<String> described = new TreeSet<>();
        description.paths().forEach((path, operations) -> {
            if (operations.containsKey("post")) {
                Map<?, ?> body = (Map<?, ?>) operations.get("post").get("requestBody");
                Map<?, ?> schema = body == null
                        ? Map.of("properties", Map.of())
                        : (Map<?, ?>)
                                ((Map<?, ?>) ((Map<?, ?>) body.get("content")).get("application/x-www-form-urlencoded"))
                                        .get("schema");
                described.add(path.replaceFirst("/model-delivery/model/\\{model}/", "")
                        + " "
                        + new TreeSet<>(((Map<?, ?>) schema.get("properties")).keySet()));
            }
        });
        Set<String> answered = new TreeSet<>();
        acts(ModelActions.class, "", answered);
        acts(VersionActions.class, "{version}/", answered);
        answered.add("card/edit "
                + Arrays.stream(CardField.values()).map(CardField::key).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(described).isEqualTo(answered);
    }

    @Test
    void whatIsReadIsAsDescribed() throws Exception {
        for (String path : List.of(
                "/model-delivery/api/json",
                "/model-delivery/api/json?sort=nmae",
                "/model-delivery/model/{model}/api/json",
                "/model-delivery/model/{model}/api/json?at=2020-01-01",
                "/model-delivery/model/{model}/api/json?at=2099-01-01&page=7&depth=3",
                "/model-delivery/model/{model}/card/api/json",
                "/model-delivery/model/{model}/ledger/api/json?stage=prod&at=2099-01-01",
                "/model-delivery/model/{model}/ledger/api/json?stage=archived&at=never",
                "/model-delivery/model/{model}/{version}/api/json",
                "/model-delivery/model/{model}/{deleted}/api/json",
                "/model-delivery/model/elsewhere/1/api/json")) {
            String described = path.replaceFirst("\\?.*", "")
                    .replace("{deleted}", "{version}")
                    .replace("elsewhere/1", "{model}/{version}");
            Map<String, Object> operation = description.paths().get(described).get("get");
            for (String version : path.contains("{version}") ? List.of("1", "2", "4") : List.of("")) {
                WebResponse response = call(
                        HttpMethod.GET,
                        path.replace("{model}", "rain")
                                .replace("{version}", version)
                                .replace("{deleted}", "3"));
                assertThat(response.getStatusCode()).as(path).isEqualTo(200);
                Object json = json(response);
                ((Map<?, ?>) json).remove("_class");
                assertThat(description.differences(json, description.answer(operation, 200)))
                        .as(path + " " + version)
                        .isEmpty();
            }
        }
        // Each schema that is read has been compared with something real.
        assertThat(description.used()).containsAll(EXPORTED.keySet());
    }

    @Test
    void everyPathIsAnswered() throws Exception {
        for (Map.Entry<String, Map<String, Map<String, Object>>> path :
                description.paths().entrySet()) {
            for (Map.Entry<String, Map<String, Object>> operation :
                    path.getValue().entrySet()) {
                String method = operation.getKey();
                String address = path.getKey()
                        .replace("{model}", "hail")
                        .replace("{version}", "2")
                        .replace("{seq}", "8")
                        .replace("badge.svg", "badge.svg?model=hail");
                if (method.equals("post")) {
                    refusals(address, operation.getValue());
                } else {
                    WebResponse response = call(HttpMethod.GET, address);
                    assertThat(response.getStatusCode()).as(address).isEqualTo(200);
                    assertThat(content(operation.getValue())).as(address).containsExactly(response.getContentType());
                }
            }
        }
    }

    @Test
    void whatIsDoneAndRefusedIsAnsweredAsDescribed() throws Exception {
        String model = "/model-delivery/folder/attic/model/fog/";
        act(200, "{version}/promote", model + "4/promote", "to", "staging", "reason", "better");
        act(200, "{version}/promote", model + "4/promote", "to", "prod");
        act(200, "rollback", model + "rollback", "stage", "prod");
        act(200, "{version}/tag", model + "1/tag", "key", "k", "value", "v");
        act(200, "card/edit", model + "card/edit", "owner", "somebody");
        act(400, "{version}/promote", model + "4/promote", "to", "nowhere");
        act(404, "removeAlias", model + "removeAlias", "alias", "nobody");
        act(409, "{version}/promote", model + "1/promote", "to", "prod");
        act(409, "delete", model + "delete");
        act(404, "delete", "/model-delivery/model/absent/delete");
        assertThat(description.used()).containsAll(WRITTEN.keySet());
    }

    @Test
    void theFileIsServed() throws Exception {
        WebResponse served = call(HttpMethod.GET, "/plugin/model-delivery/openapi.yaml");
        assertThat(served.getStatusCode()).isEqualTo(200);
        assertThat(served.getContentAsString()).isEqualTo(Files.readString(Path.of("src/main/webapp/openapi.yaml")));
    }

    private void act(int status, String act, String address, String... parameters) throws Exception {
        WebResponse response = call(HttpMethod.POST, address, parameters);
        assertThat(response.getStatusCode()).as(response.getContentAsString()).isEqualTo(status);
        Map<String, Object> operation =
                description.paths().get("/model-delivery/model/{model}/" + act).get("post");
        assertThat(description.differences(json(response), description.answer(operation, status)))
                .as(address)
                .isEmpty();
    }

    /** Without its parameters nothing that has any is done. */
    private void refusals(String address, Map<String, Object> operation) throws Exception {
        if (address.endsWith("/archive") || address.endsWith("/card/edit")) {
            return;
        }
        WebResponse response = call(HttpMethod.POST, address);
        assertThat(response.getStatusCode()).as(address).isIn(400, 409);
        assertThat(description.differences(json(response), description.answer(operation, response.getStatusCode())))
                .as(address)
                .isEmpty();
    }

    private static void acts(Class<?> type, String prefix, Set<String> found) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().matches("do[A-Z].*")) {
                assertThat(method.isAnnotationPresent(RequirePOST.class))
                        .as(method.toString())
                        .isTrue();
                String name = method.getName().substring(2);
                Set<String> parameters = new TreeSet<>();
                Arrays.stream(method.getParameters())
                        .filter(p -> p.isAnnotationPresent(QueryParameter.class))
                        .forEach(p -> parameters.add(p.getName()));
                found.add(prefix + name.substring(0, 1).toLowerCase() + name.substring(1) + " " + parameters);
            }
        }
    }

    private Set<String> properties(String schema) {
        Set<String> names =
                new TreeSet<>(((Map<?, ?>) description.schemas().get(schema).get("properties"))
                        .keySet().stream().map(Object::toString).toList());
        names.remove("_class");
        return names;
    }

    private Set<String> required(String schema) {
        return new TreeSet<>(((List<?>) description.schemas().get(schema).get("required"))
                .stream().map(Object::toString).toList());
    }

    private static Set<String> content(Map<String, Object> operation) {
        Map<?, ?> ok = (Map<?, ?>) ((Map<?, ?>) operation.get("responses")).get("200");
        return ((Map<?, ?>) ok.get("content"))
                .keySet().stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    /** JSON is YAML; this way both sides have the same types. */
    private static Object json(WebResponse response) {
        assertThat(response.getContentType()).isEqualTo("application/json");
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(response.getContentAsString());
    }

    private static WebResponse call(HttpMethod method, String address, String... parameters) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), address.substring(1)), method);
        request.setAdditionalHeader("Accept", "*/*");
        if (method == HttpMethod.POST) {
            request.setAdditionalHeader(
                    jenkins.jenkins.getCrumbIssuer().getCrumbRequestField(),
                    jenkins.jenkins.getCrumbIssuer().getCrumb((jakarta.servlet.ServletRequest) null));
            List<NameValuePair> pairs = new ArrayList<>();
            for (int i = 0; i < parameters.length; i += 2) {
                pairs.add(new NameValuePair(parameters[i], parameters[i + 1]));
            }
            request.setRequestParameters(pairs);
        }
        return client.getPage(request).getWebResponse();
    }
}
