package io.jenkins.plugins.modeldelivery.registry;

import static io.jenkins.plugins.modeldelivery.registry.Samples.ALICE;
import static io.jenkins.plugins.modeldelivery.registry.Samples.RAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.ledger.Actor;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(root, Stages.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private ModelCard card() throws Exception {
        return ModelCard.of(registry.get(RAIN), Stages.DEFAULT);
    }

    private static Map<String, String> facts(ModelCard card, String title) {
        return card.sections().stream()
                .filter(section -> section.title().equals(title))
                .findFirst()
                .orElseThrow()
                .facts()
                .stream()
                .collect(java.util.stream.Collectors.toMap(
                        ModelCard.Fact::label, ModelCard.Fact::value, (first, second) -> first + "; " + second));
    }

    @Test
    void isAboutTheChampionAndNotTheNewest() throws Exception {
        Samples.serve(registry, RAIN, "one");
        Samples.register(registry, RAIN, "two");
        ModelCard card = card();
        assertThat(card.version()).isEqualTo(1);
        assertThat(facts(card, "Where it serves").get("prod")).startsWith("v1 since 20");
        assertThat(facts(card, "Version"))
                .containsEntry("Number", "v1, in prod")
                .containsEntry("Target", "rain")
                .containsEntry("Tag owner", "alice");
        assertThat(facts(card, "Metrics")).containsEntry("auc", "0.870");
        assertThat(facts(card, "Gates"))
                .containsEntry("Gate", "auc 0.87 >= 0.8: pass")
                .hasEntrySatisfying(
                        "Newest validation", said -> assertThat(said).startsWith("passed, "));
    }

    @Test
    void isAboutTheNewestWhereNoneServes() throws Exception {
        Samples.register(registry, RAIN, "one");
        Samples.register(registry, RAIN, "two");
        assertThat(card().version()).isEqualTo(2);
        assertThat(card().sections()).extracting(ModelCard.Section::title).doesNotContain("Where it serves", "Drift");
    }

    @Test
    void saysWhatNobodyHasWrittenYet() throws Exception {
        Samples.register(registry, RAIN, "one");
        for (CardField field : CardField.values()) {
            assertThat(card().sections())
                    .filteredOn(section -> field.key().equals(section.key()))
                    .as(field.key())
                    .singleElement()
                    .satisfies(section -> assertThat(section.text()).isNull());
        }
        assertThat(card().markdown()).contains("## Ethics\n\n*Not written yet.* Whom it can harm");
    }

    @Test
    void saysWhoWroteAFieldLast() throws Exception {
        Samples.register(registry, RAIN, "one");
        registry.changes(RAIN, ALICE).editCard(Map.of(CardField.PURPOSE, "Umbrellas."));
        registry.changes(RAIN, Actor.user("bob")).editCard(Map.of(CardField.PURPOSE, "Umbrellas and coats."));
        assertThat(card().markdown())
                .contains("## Purpose\n\nUmbrellas and coats.\n")
                .doesNotContain("alice.\n");
        assertThat(facts(card(), "Purpose").get("Written")).startsWith("20").endsWith("by bob");
        registry.changes(RAIN, ALICE).editCard(Map.of(CardField.PURPOSE, ""));
        assertThat(card().markdown()).contains("## Purpose\n\n*Not written yet.*");
    }

    @Test
    void tellsReviewsAndWhoApprovedAMove() throws Exception {
        Samples.register(registry, RAIN, "one");
        registry.changes(RAIN, Actor.user("bob")).review(1, "staging", Event.Opinion.APPROVED, "fine");
        registry.changes(RAIN, new Actor("build", "team/deliver #4", "started by ann", java.util.List.of("carol")))
                .promote(1, "staging", null);
        Map<String, String> approvals = facts(card(), "Approvals");
        assertThat(approvals.get("For staging")).startsWith("approved by bob, ").endsWith(": fine");
        assertThat(approvals.get("Into staging")).startsWith("approved by carol, ");
    }

    @Test
    void nothingThatPeopleWroteActsAsMarkup() throws Exception {
        Samples.register(registry, RAIN, "one");
        registry.changes(RAIN, ALICE)
                .editCard(
                        Map.of(
                                CardField.PURPOSE,
                                """
                        # not a heading
                        - no list, nor
                        12. this
                        <script>alert(1)</script> [link](javascript:x) `code` a|b
                        ====
                        """));
        registry.changes(RAIN, ALICE).tag(1, "k", "a | b\n\n## no heading");
        assertThat(card().markdown())
                .contains("\\# not a heading\n\\- no list, nor\n12\\. this\n")
                .contains("\\<script\\>alert(1)\\</script\\> \\[link\\](javascript:x) \\`code\\` a\\|b\n\\====")
                .contains("| Tag k | a \\| b \\#\\# no heading |");
    }
}
