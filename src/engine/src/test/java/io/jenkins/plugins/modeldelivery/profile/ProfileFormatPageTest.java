package io.jenkins.plugins.modeldelivery.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.document.Json;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/profile-format.md names every field of a profile and no other; documents of older engines are read. */
class ProfileFormatPageTest {

    private static final Map<String, Class<? extends Record>> SECTIONS = Map.of(
            "Profile", Profile.class,
            "Numeric column", NumericProfile.class,
            "Categorical column", CategoricalProfile.class,
            "Count", CategoricalProfile.Count.class,
            "Date column", DateProfile.class,
            "Days", Days.class);

    @Test
    void thePageNamesTheFieldsInTheirOrder() throws IOException {
        String page = Files.readString(Path.of("../../docs/profile-format.md"));
        SECTIONS.forEach((section, type) -> {
            String text = page.split("(?m)^#+ " + section + "\n", 2)[1].split("(?m)^#", 2)[0];
            Matcher rows = Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(text);
            List<String> named = rows.results().map(r -> r.group(1)).toList();
            assertThat(named)
                    .as(section)
                    .isEqualTo(Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList());
        });
        assertThat(page)
                .contains(
                        "at most " + Grid.DISTINCT,
                        "at most " + CategoricalProfile.TOP,
                        "at most " + Days.MOST,
                        String.format(java.util.Locale.ROOT, "%,d characters", CategoricalProfile.TEXT),
                        "layout: " + Profile.FORMAT);
    }

    /** As the first engines wrote it: without repeated, importances, days and once. */
    @Test
    void whatOlderEnginesWroteIsRead() throws IOException {
        String old =
                """
                {"format":1,"rows":4,"features":[
                 {"type":"numeric","name":"x","missing":1,"zeros":1,"whole":true,"min":0.0,"max":2.0,"mean":1.0,"m2":2.0,
                  "edges":[0.0,1.0,2.0],"at":[1,1,1],"between":[0,0,0,0],"means":[0.0,0.0,0.0,0.0]},
                 {"type":"categorical","name":"c","missing":0,"distinct":2,"once":0,"categories":["a","b"],"counts":[2,2],
                  "other":0,"unseen":[],"unseenRows":0},
                 {"type":"date","name":"d","missing":0,"present":4,"min":0,"max":86400000}],
                 "duplicates":3,"somethingNew":{"a":1}}
                """;
        Profile profile = Json.parse(old, Profile.class, "old");
        assertThat(profile.repeated()).isNull();
        assertThat(profile.importances()).isNull();
        DateProfile date = (DateProfile) profile.feature("d").orElseThrow();
        assertThat(date.gaps()).isEmpty();
        assertThat(date.days()).isNull();
        Profile twice = profile.merge(profile);
        assertThat(twice.rows()).isEqualTo(8);
        assertThat(((DateProfile) twice.feature("d").orElseThrow()).days()).isNull();
        assertThat(Json.parse(Json.line(twice), Profile.class, "back").rows()).isEqualTo(8);
    }
}
