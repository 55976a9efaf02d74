package io.jenkins.plugins.modeldelivery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.document.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final ModelName SNOW = new ModelName("weather/alps/snow");
    private static final ModelName FRAUD = new ModelName("bank/fraud");
    private static final Predicate<ModelName> ALL = name -> true;

    @TempDir
    Path directory;

    private Registry registry;

    @BeforeEach
    void fill() throws Exception {
        registry = Registry.open(directory, Stages.DEFAULT);
        Samples.serve(registry, Samples.RAIN, "rain 1");
        Samples.register(registry, Samples.RAIN, "rain 2");
        Samples.register(registry, SNOW, "snow 1");
        Samples.serve(registry, FRAUD, "fraud 1");
        registry.changes(SNOW, Samples.ALICE).alias("Candidate", 1);
        registry.changes(SNOW, Samples.ALICE).tag(null, "team", "Lawinen");
        registry.changes(FRAUD, Samples.ALICE)
                .editCard(Map.of(CardField.OWNER, "Risk Desk", CardField.PURPOSE, "p".repeat(400)));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @Test
    void aSummarySaysWhatStandsWhere() throws Exception {
        Summary rain = registry.summary(Samples.RAIN).orElseThrow();
        Model model = registry.get(Samples.RAIN);

        assertThat(rain.versions()).isEqualTo(2);
        assertThat(rain.newest().version()).isEqualTo(2);
        assertThat(rain.champions()).containsOnlyKeys("dev", "prod");
        Standing prod = rain.champion("prod").orElseThrow();
        assertThat(prod.version()).isEqualTo(1);
        assertThat(prod.since()).isEqualTo(model.versions().get(1).since());
        assertThat(prod.headline()).isEqualTo("auc 0.870");
        assertThat(prod.passed()).isTrue();
        assertThat(prod.drift()).isNull();
        assertThat(rain.leading(Stages.DEFAULT.names())).contains(prod);
        assertThat(rain.changed()).isEqualTo(model.changed());
        assertThat(registry.summary(new ModelName("weather/none"))).isEmpty();
        Summary fraud = registry.summary(FRAUD).orElseThrow();
        assertThat(fraud.owner()).isEqualTo("Risk Desk");
        assertThat(fraud.purpose()).hasSize(Summary.MAX_TEXT).endsWith("p\u2026");
    }

    @Test
    void itFindsByNameAliasTagAndOwnerWhateverTheCase() throws Exception {
        assertThat(find("RAIN")).containsExactly("weather/rain");
        assertThat(find("candid")).containsExactly("weather/alps/snow");
        assertThat(find("team=law")).containsExactly("weather/alps/snow");
        assertThat(find("risk")).containsExactly("bank/fraud");
        assertThat(find("weather owner=ALICE")).containsExactly("weather/alps/snow", "weather/rain");
        assertThat(find("nothing")).isEmpty();
        // What the purpose says is not searched.
        assertThat(find("ppp")).isEmpty();
    }

    @Test
    void foldersStagesAndTagsNarrowIt() throws Exception {
        assertThat(names(new ModelQuery("weather", null, null, null, null, false, 1, 10)))
                .containsExactly("weather/alps/snow", "weather/rain");
        assertThat(names(ModelQuery.of("weath"))).isEmpty();
        assertThat(names(ModelQuery.of("bank/fraud"))).isEmpty();
        assertThat(names(new ModelQuery(null, null, "prod", null, null, false, 1, 10)))
                .containsExactly("bank/fraud", "weather/rain");
        assertThat(names(new ModelQuery(null, null, null, "team = Lawinen", null, false, 1, 10)))
                .containsExactly("weather/alps/snow");
        assertThat(names(new ModelQuery(null, null, null, "owner", null, false, 1, 10)))
                .hasSize(3);
        assertThat(names(new ModelQuery(null, null, null, "team=x", null, false, 1, 10)))
                .isEmpty();
        assertThat(registry.search(ModelQuery.of(""), name -> !name.equals(FRAUD))
                        .rows())
                .extracting(Summary::name)
                .containsExactly(SNOW, Samples.RAIN);
    }

    @Test
    void itSortsAndWhatHasNothingToSortByComesLast() throws Exception {
        assertThat(sorted(ModelQuery.Sort.NAME, true))
                .containsExactly("weather/rain", "weather/alps/snow", "bank/fraud");
        assertThat(sorted(ModelQuery.Sort.CHANGED, true))
                .containsExactly("bank/fraud", "weather/alps/snow", "weather/rain");
        assertThat(sorted(ModelQuery.Sort.NEWEST, false))
                .containsExactly("weather/rain", "weather/alps/snow", "bank/fraud");
        assertThat(sorted(ModelQuery.Sort.VERSIONS, true))
                .containsExactly("weather/rain", "bank/fraud", "weather/alps/snow");
        for (boolean descending : new boolean[] {false, true}) {
            List<String> since = names(new ModelQuery("", "", "prod", null, ModelQuery.Sort.SINCE, descending, 1, 10));
            assertThat(since)
                    .containsExactlyElementsOf(
                            descending ? List.of("bank/fraud", "weather/rain") : List.of("weather/rain", "bank/fraud"));
        }
        ModelName bare = new ModelName("a/bare");
        registry.register(
                bare,
                new NewVersion(
                        "other",
                        Samples.blob(registry, "x"),
                        Map.of(),
                        null,
                        null,
                        Map.of(),
                        null,
                        null,
                        Map.of(),
                        null),
                Samples.ALICE);
        assertThat(sorted(ModelQuery.Sort.METRIC, false)).endsWith("a/bare").hasSize(4);
        assertThat(sorted(ModelQuery.Sort.METRIC, true)).endsWith("a/bare").hasSize(4);
        assertThat(ModelQuery.Sort.parse("Metric")).isEqualTo(ModelQuery.Sort.METRIC);
        assertThatThrownBy(() -> ModelQuery.Sort.parse("metrics"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("metrics");
    }

    @Test
    void pagesCoverEverythingOnce() throws Exception {
        List<String> walked = new ArrayList<>();
        for (int page = 1; page <= 2; page++) {
            Listing listing = registry.search(new ModelQuery(null, null, null, null, null, false, page, 2), ALL);
            assertThat(listing.total()).isEqualTo(3);
            assertThat(listing.pages()).isEqualTo(2);
            assertThat(listing.page()).isEqualTo(page);
            listing.rows().forEach(row -> walked.add(row.name().value()));
        }
        assertThat(walked).containsExactly("bank/fraud", "weather/alps/snow", "weather/rain");
        Listing beyond = registry.search(new ModelQuery(null, null, null, null, null, false, 99, 2), ALL);
        assertThat(beyond.page()).isEqualTo(2);
        assertThat(beyond.rows()).extracting(Summary::name).containsExactly(Samples.RAIN);
        Listing nothing = registry.search(ModelQuery.of("").at(7), name -> false);
        assertThat(nothing.rows()).isEmpty();
        assertThat(nothing.page()).isEqualTo(1);
        assertThat(nothing.pages()).isEqualTo(1);
    }

    private List<String> find(String text) throws Exception {
        return names(new ModelQuery(null, text, null, null, null, false, 1, 10));
    }

    private List<String> sorted(ModelQuery.Sort sort, boolean descending) throws Exception {
        return names(new ModelQuery(null, null, null, null, sort, descending, 1, 10));
    }

    private List<String> names(ModelQuery query) throws Exception {
        return registry.search(query, ALL).rows().stream()
                .map(row -> row.name().value())
                .toList();
    }
}
