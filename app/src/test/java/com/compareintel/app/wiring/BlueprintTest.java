package com.compareintel.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.app.wiring.Blueprint.DatabaseChoice;
import com.compareintel.app.wiring.Blueprint.UpstreamChoice;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlueprintTest {
    private static final String DATABASE = "postgres://ann:secret@host/shop";

    @Test
    void with_nothing_said_everything_is_brought_along() {
        var blueprint = read(Map.of());

        assertThat(blueprint.host()).isEqualTo("127.0.0.1");
        assertThat(blueprint.port()).isEqualTo(8080);
        assertThat(blueprint.dataDirectory()).isEqualTo(Path.of("data"));
        assertThat(blueprint.database()).isEqualTo(new DatabaseChoice.Embedded());
        assertThat(blueprint.upstream()).isEqualTo(new UpstreamChoice.Demo());
    }

    @Test
    void a_key_alone_means_openrouter() {
        var upstream = read(Map.of("OPENROUTER_API_KEY", "sk-1")).upstream();

        assertThat(upstream)
                .isEqualTo(
                        new UpstreamChoice.Remote(
                                URI.create("https://openrouter.ai/api/v1"), Optional.of("sk-1")));
        assertThat(upstream.toString()).doesNotContain("sk-1");
    }

    @Test
    void a_base_address_alone_means_a_provider_without_a_key() {
        var upstream = read(Map.of("OPENROUTER_BASE_URL", "http://localhost:11434/v1")).upstream();

        assertThat(upstream)
                .isEqualTo(
                        new UpstreamChoice.Remote(
                                URI.create("http://localhost:11434/v1"), Optional.empty()));
    }

    @Test
    void blank_variables_count_as_not_set() {
        var blueprint = read(Map.of("OPENROUTER_API_KEY", " ", "DATABASE_URL", "", "PORT", ""));

        assertThat(blueprint.upstream()).isEqualTo(new UpstreamChoice.Demo());
        assertThat(blueprint.port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({"DATABASE_URL, " + DATABASE, "PUBLIC_URL, https://compare.example"})
    void the_demonstration_is_refused_where_it_looks_like_production(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("OPENROUTER_API_KEY")
                .hasMessageContaining("DEMO=true");
    }

    @Test
    void the_demonstration_can_be_asked_for() {
        var blueprint = read(Map.of("DATABASE_URL", DATABASE, "DEMO", "true"));

        assertThat(blueprint.upstream()).isEqualTo(new UpstreamChoice.Demo());
        assertThat(blueprint.database()).isInstanceOf(DatabaseChoice.External.class);
    }

    @Test
    void asking_for_the_demonstration_spends_nothing_even_with_a_key() {
        var upstream = read(Map.of("OPENROUTER_API_KEY", "sk-1", "DEMO", "true")).upstream();

        assertThat(upstream).isEqualTo(new UpstreamChoice.Demo());
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 70000",
        "PORT, http",
        "DEMO, yes",
        "DATABASE_URL, nonsense",
        "MIGRATION_DATABASE_URL, postgres://host/shop",
        "OPENROUTER_BASE_URL, openrouter.ai",
        "OPENROUTER_BASE_URL, ftp://openrouter.ai",
        "SHUTDOWN_GRACE, never",
    })
    void a_wrong_value_is_refused_by_the_name_of_its_variable(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(name + ": ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void a_service_that_listens_everywhere_is_found_on_this_machine(String host) {
        assertThat(read(Map.of("HOST", host)).urlHost()).isEqualTo("localhost");
    }

    private static Blueprint read(Map<String, String> variables) {
        return Blueprint.read(Settings.of(variables));
    }
}
