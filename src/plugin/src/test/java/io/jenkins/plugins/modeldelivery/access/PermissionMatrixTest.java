package io.jenkins.plugins.modeldelivery.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.modeldelivery.config.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.config.ModelRegistry;
import io.jenkins.plugins.modeldelivery.config.Permissions;
import io.jenkins.plugins.modeldelivery.config.StageConfiguration;
import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.pages.Shelf;
import io.jenkins.plugins.modeldelivery.registry.Model;
import io.jenkins.plugins.modeldelivery.registry.ModelName;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Every address of the plugin, asked for by everybody. The addresses are found in the code: one that is new makes this test
 * fail until the table says who may use it.
 */
@WithJenkins
class PermissionMatrixTest {

    /** Those with rights have them in the folder team, but for the outsider, who has them all in another folder. */
    private static final List<String> ROLES = List.of(
            "anonymous", "badge", "viewer", "registrar", "promoter", "configurer", "deleter", "admin", "outsider");

    /** What everybody is answered, in the order of the roles, by what an address takes; ok: see there. */
    private static final Map<String, String> RIGHTS = Map.of(
            "VIEW", "403 403 ok ok ok ok ok ok 404",
            "BADGE", "404 ok ok ok ok ok ok ok 404",
            "PROMOTE", "403 403 403 403 ok 403 403 ok 404",
            "CONFIGURE", "403 403 403 403 403 ok 403 ok 404",
            "DELETE", "403 403 403 403 403 403 ok ok 404",
            "ADMINISTER", "403 403 403 403 403 403 403 ok 403");

    /**
     * What is called, how, where, what it takes, and the status for those who may. Those who may act are refused for another
     * reason: 400, as a parameter is missing, or 409, as the state of the model forbids it.
     */
    private static final String METHODS = """
            Badges#doBadge                GET  model-badge/badge.svg?model=team/rain  BADGE      200
            Documents#doReport            GET  {model}/3/training/report.html         VIEW       200
            Documents#doReport            GET  {model}/1/check/3/report.html          VIEW       200
            Documents#doResult            GET  {model}/3/training/result.json         VIEW       200
            VersionPage#doModel           GET  {model}/3/model                        VIEW       200
            VersionActions#doPromote      POST {model}/3/promote                      PROMOTE    400
            VersionActions#doPromote      POST {model}/3/promote?to=prod              PROMOTE    409
            VersionActions#doArchive      POST {model}/1/archive                      PROMOTE    409
            VersionActions#doReview       POST {model}/3/review                       PROMOTE    400
            VersionActions#doAlias        POST {model}/3/alias                        PROMOTE    400
            VersionActions#doTag          POST {model}/3/tag                          PROMOTE    400
            VersionActions#doRemoveTag    POST {model}/3/removeTag                    PROMOTE    400
            VersionActions#doDelete       POST {model}/2/delete                       DELETE     409
            ModelActions#doRollback       POST {model}/rollback                       PROMOTE    400
            ModelActions#doRemoveAlias    POST {model}/removeAlias                    PROMOTE    400
            ModelActions#doTag            POST {model}/tag                            CONFIGURE  400
            ModelActions#doRemoveTag      POST {model}/removeTag                      CONFIGURE  400
            ModelActions#doMove           POST {model}/move                           CONFIGURE  400
            ModelActions#doDelete         POST {model}/delete                         DELETE     409
            CardPage#doEdit               POST {model}/card/edit                      CONFIGURE  200
            CardPage#doMarkdown           GET  {model}/card/model-card.md             VIEW       200
            PendingMovesMonitor#doRetry   POST manage/administrativeMonitor/{moves}/retry ADMINISTER 302
            PendingMovesMonitor#doDismiss POST manage/administrativeMonitor/{moves}/dismiss ADMINISTER 302
            FindingMonitor#doDismiss      POST manage/administrativeMonitor/{damage}/dismiss ADMINISTER 302
            RegistryCheckPage#doCheck     POST manage/model-delivery-check/check      ADMINISTER 302
            """;

    /** What is not there, or not for the user: it is met wherever another one is refused with 404. */
    private static final Set<String> NOTHING = Set.of("Absent#doIndex", "Absent#doDynamic");

    /** Where the views of a class are, and what they take; the model for programs is beside each. */
    private static final String VIEWS = """
            ModelsPage          {models}                      VIEW
            ModelPage           {model}                       VIEW
            VersionPage         {model}/3                     VIEW
            DeletedVersionPage  {model}/4                     VIEW
            CardPage            {model}/card                  VIEW
            LedgerPage          {model}/ledger                VIEW
            RegistryCheckPage   manage/model-delivery-check   ADMINISTER
            """;

    /** How one gets from one object to another; a new way is asked for everything below it. */
    private static final String WAYS = """
            CardPage#getOwner
            DeletedVersionPage#getOwner
            FolderModels#getTarget
            LedgerPage#getOwner
            ModelPage#getCard
            ModelPage#getDynamic
            ModelPage#getLedger
            ModelPage#getStaplerFallback
            ModelsPage#getFolder
            ModelsPage#getModel
            ModelsRootAction#getTarget
            RegistryCheckPage#getTarget
            VersionPage#getCheck
            VersionPage#getOwner
            VersionPage#getStaplerFallback
            VersionPage#getTraining
            """;

    /** The models of the folder team, by the folder and from the root. */
    private static final List<String> BASES = List.of("job/team/model-delivery", "model-delivery/folder/team");

    private static JenkinsRule jenkins;

    private record Endpoint(String what, String verb, String path, String takes, int status) {

        static Endpoint of(String line) {
            String[] words = line.trim().split(" +");
            return new Endpoint(words[0], words[1], words[2], words[3], Integer.parseInt(words[4]));
        }

        /** By each way to the folder's models. */
        Stream<Endpoint> everywhere() {
            return path.startsWith("{") ? BASES.stream().map(base -> at(in(base))) : Stream.of(at(in("")));
        }

        String in(String base) {
            return path.replace("{models}", base)
                    .replace("{model}", base + "/model/rain")
                    .replace("{moves}", "io.jenkins.plugins.modeldelivery.upkeep.PendingMovesMonitor")
                    .replace("{damage}", "io.jenkins.plugins.modeldelivery.upkeep.DamageMonitor");
        }

        /** Everybody by the first way; those who differ most by the other one, which leads to the same place. */
        List<String> roles() {
            return path.startsWith(BASES.get(1)) ? List.of("viewer", "promoter", "outsider") : ROLES;
        }

        private Endpoint at(String address) {
            return new Endpoint(what, verb, address, takes, status);
        }

        /** What a role is answered, if those who may are answered so. */
        int expected(String role, int done) {
            String word = RIGHTS.get(takes).split(" ")[ROLES.indexOf(role)];
            return word.equals("ok") ? done : Integer.parseInt(word);
        }
    }

    @BeforeAll
    static void people(JenkinsRule rule) throws Exception {
        jenkins = rule;
        StageConfiguration zebra = new StageConfiguration("zebra");
        List<StageConfiguration> stages =
                new ArrayList<>(ModelDeliveryConfiguration.get().getStages());
        stages.add(1, zebra);
        Folder team = rule.createProject(Folder.class, "team");
        Folder other = rule.createProject(Folder.class, "other");
        Shelf rain = Shelf.of(ModelRegistry.get(), "team/rain");
        rain.fill("words");
        rain.train("gone", 0.7);
        ModelRegistry.get()
                .changes(new ModelName("team/rain"), Actor.user("carol"))
                .deleteVersion(4, null);
        Shelf.of(ModelRegistry.get(), "rain").fill("words");
        Shelf.of(ModelRegistry.get(), "other/snow").train("words", 0.7);
        ModelDeliveryConfiguration.get().setStages(stages);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        MockAuthorizationStrategy rights = new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("viewer", "registrar", "promoter", "configurer", "deleter", "outsider")
                .grant(Permissions.VIEW_BADGE)
                .onFolders(team)
                .to("badge")
                .grant(Item.READ, Permissions.VIEW)
                .onFolders(team)
                .to("viewer", "registrar", "promoter", "configurer", "deleter")
                .grant(Item.READ)
                .onFolders(other)
                .to("outsider");
        Map.of(
                        "registrar", Permissions.REGISTER,
                        "promoter", Permissions.PROMOTE,
                        "configurer", Permissions.CONFIGURE,
                        "deleter", Permissions.DELETE)
                .forEach((role, permission) ->
                        rights.grant(permission).onFolders(team).to(role));
        rights.grant(Permissions.GROUP.getPermissions().toArray(new Permission[0]))
                .onFolders(other)
                .to("outsider");
        rule.jenkins.setAuthorizationStrategy(rights);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void tableHasEverythingThatIsServed() {
        Set<String> methods = endpoints().map(Endpoint::what).collect(Collectors.toCollection(TreeSet::new));
        methods.addAll(NOTHING);
        assertThat(methods).as("what is called by requests").isEqualTo(Endpoints.methods());
        assertThat(Endpoints.views().stream().map(view -> view.split("/")[0]))
                .as("classes with views")
                .containsOnlyElementsOf(places().keySet());
        assertThat(WAYS.lines()).as("ways").containsExactlyElementsOf(Endpoints.ways());
    }

    @Test
    void everybodyIsAnsweredAsTheTableSays() throws Exception {
        Model before = model();
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : endpoints().flatMap(Endpoint::everywhere).toList()) {
            for (String role : endpoint.roles()) {
                if (endpoint.verb().equals("GET")) {
                    expect(wrong, role, "GET", endpoint.path(), false, endpoint.expected(role, endpoint.status()));
                } else {
                    Endpoint seen = endpoint.takes().equals("ADMINISTER")
                            ? endpoint
                            : new Endpoint(endpoint.what(), "GET", endpoint.path(), "VIEW", 0);
                    expect(wrong, role, "GET", endpoint.path(), false, seen.expected(role, 405));
                    expect(wrong, role, "POST", endpoint.path(), false, 403);
                    expect(wrong, role, "POST", endpoint.path(), true, endpoint.expected(role, endpoint.status()));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(model()).as("nobody has done anything").isEqualTo(before);
    }

    @Test
    void viewsAreForThoseWhoMayView() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Endpoint view : views().flatMap(Endpoint::everywhere).toList()) {
            for (String role : view.roles()) {
                expect(wrong, role, "GET", view.path(), false, view.expected(role, view.status()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Who may not view a model cannot tell it from one that does not exist: the answers are the same, word for word. */
    @Test
    void whatIsHiddenLooksAsIfItWereNotThere() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : Stream.concat(endpoints(), views())
                .filter(e -> !e.takes().equals("ADMINISTER"))
                .toList()) {
            compare(wrong, "outsider", endpoint, BASES.get(0));
            compare(wrong, "outsider", endpoint, BASES.get(1));
            compare(wrong, "viewer", endpoint, "model-delivery");
            if (!endpoint.takes().equals("BADGE")) {
                compare(wrong, "badge", endpoint, BASES.get(0));
            }
        }
        assertThat(wrong).isEmpty();
        for (String list : List.of("model-delivery/", "model-delivery/api/json", "job/other/model-delivery/")) {
            assertThat(Requests.send(jenkins, "outsider", "GET", list, false).body())
                    .as(list)
                    .contains("snow")
                    .doesNotContain("rain");
        }
    }

    /** The checks and choices of forms say nothing to those who may not save the form. */
    @Test
    void formsTellNothingToThoseWhoMayNotFillThemIn() throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<Method> asked = new HashSet<>();
        boolean told = false;
        for (Descriptor<?> descriptor : jenkins.jenkins.getExtensionList(Descriptor.class)) {
            for (Method method : Endpoints.methods(descriptor.getClass()).stream()
                    .filter(asked::add)
                    .toList()) {
                String name = method.getName().substring(2);
                String path = "descriptorByName/" + descriptor.getId() + "/"
                        + Character.toLowerCase(name.charAt(0)) + name.substring(1)
                        + "?value=zebr&stage=zebra&model=/team/rain";
                expect(wrong, "admin", "GET", "job/team/" + path, false, 404);
                expect(wrong, "admin", "POST", "job/team/" + path, false, 403);
                for (String role : ROLES) {
                    String form = (role.equals("outsider") ? "job/other/" : "job/team/") + path;
                    boolean enters = !List.of("anonymous", "badge").contains(role);
                    HttpResponse<String> answer = expect(wrong, role, "POST", form, true, enters ? 200 : 403);
                    told |= role.equals("admin") && answer.body().contains("zebra");
                    boolean silent = answer.body().equals("<div/>") || !name.startsWith("Check");
                    if (enters
                            && !role.equals("admin")
                            && (!silent || answer.body().matches("(?s).*(zebra|rain).*"))) {
                        wrong.add(role + " learns by " + form + ": " + answer.body());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).as("checks and choices").hasSizeGreaterThan(20);
        assertThat(told).as("who may fill them in is told").isTrue();
    }

    @Test
    void guideSaysWhatEachActTakes() throws Exception {
        List<String> rows = endpoints()
                .filter(endpoint ->
                        endpoint.path().startsWith("{model}") && endpoint.verb().equals("POST"))
                .map(endpoint -> {
                    String address = endpoint.path()
                            .replace("{model}/", "")
                            .replaceAll("^\\d+/", "<version>/")
                            .replaceAll("\\?.*", "");
                    String takes = endpoint.takes().charAt(0)
                            + endpoint.takes().substring(1).toLowerCase(Locale.ROOT);
                    return "| `POST " + address + "` | Models/" + takes + " |";
                })
                .distinct()
                .toList();
        assertThat(Files.readAllLines(Path.of("../../docs/configuration.md"))).containsAll(rows);
    }

    /** Asks for a model that is hidden from a role, and for one that is not there. */
    private static void compare(List<String> wrong, String role, Endpoint endpoint, String base) throws Exception {
        String path = endpoint.in(base);
        if (base.equals("model-delivery")) {
            path = path.replace("team/rain", "rain");
        }
        if (!path.matches(".*[/=]rain.*")) {
            // A list is no model.
            return;
        }
        String hidden = told(role, endpoint.verb(), path);
        String absent = told(role, endpoint.verb(), path.replaceAll("([/=])rain", "$1ruin"));
        if (!hidden.equals(absent.replace("ruin", "rain"))) {
            wrong.add(role + " " + path + ": " + hidden + "\nbut of one that is not there " + absent);
        }
    }

    /** Status and body, without what differs from one request to the next. */
    private static String told(String role, String verb, String path) throws Exception {
        HttpResponse<String> answer = Requests.send(jenkins, role, verb, path, true);
        return answer.statusCode() + " " + answer.body().replaceAll("@[0-9a-f]+", "@");
    }

    private static Stream<Endpoint> endpoints() {
        return METHODS.lines().map(Endpoint::of);
    }

    /** Address and what it takes, by class. */
    private static Map<String, String[]> places() {
        return VIEWS.lines().map(line -> line.split(" +")).collect(Collectors.toMap(words -> words[0], words ->
                new String[] {words[1], words[2]}));
    }

    /** The page of each object, and the object for programs; the other views are parts of pages and have no address. */
    private static Stream<Endpoint> views() {
        return Endpoints.views().stream().flatMap(view -> {
            String[] words = view.split("/");
            String[] place = places().get(words[0]);
            return switch (words[1]) {
                case "index" -> Stream.of(new Endpoint(view, "GET", place[0] + "/", place[1], 200));
                case "_api" ->
                    Stream.of("json", "xml", "python")
                            .map(format -> new Endpoint(view, "GET", place[0] + "/api/" + format, place[1], 200));
                default -> Stream.empty();
            };
        });
    }

    private static HttpResponse<String> expect(
            List<String> wrong, String role, String verb, String path, boolean crumb, int expected) throws Exception {
        HttpResponse<String> answer = Requests.send(jenkins, role, verb, path, crumb);
        if (answer.statusCode() != expected) {
            wrong.add(role + " " + verb + (crumb ? " with crumb " : " ") + path + ": " + answer.statusCode()
                    + " instead of " + expected);
        }
        return answer;
    }

    private static Model model() throws Exception {
        return ModelRegistry.get().get(new ModelName("team/rain"));
    }
}
