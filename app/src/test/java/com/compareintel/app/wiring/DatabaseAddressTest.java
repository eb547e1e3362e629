package com.compareintel.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "postgres://ann:secret@db.example:5433/shop",
        "postgresql://ann:secret@db.example:5433/shop",
        "jdbc:postgresql://db.example:5433/shop?user=ann&password=secret",
        "jdbc:postgresql://ann:secret@db.example:5433/shop",
        "POSTGRES://ann:secret@db.example:5433/shop",
    })
    void every_form_names_the_same_database(String text) {
        var address = DatabaseAddress.parse("DATABASE_URL", text);

        assertThat(address.place()).isEqualTo("db.example:5433/shop");
        assertThat(address.user()).contains("ann");
        assertThat(address.password()).contains("secret");
        assertThat(address.jdbcUrl()).startsWith("jdbc:postgresql://db.example:5433/shop?");
    }

    @Test
    void user_password_and_database_may_be_percent_encoded() {
        var address =
                DatabaseAddress.parse(
                        "DATABASE_URL", "postgres://a%40b:p%3A%2F%3F%23+%25@host/my%20shop");

        assertThat(address.user()).contains("a@b");
        assertThat(address.password()).contains("p:/?#+%");
        assertThat(address.jdbcUrl()).startsWith("jdbc:postgresql://host/my%20shop?");
    }

    @Test
    void a_password_may_hold_what_separates_other_parts() {
        var address = DatabaseAddress.parse("DATABASE_URL", "postgres://ann:p@ss:w@host/shop");

        assertThat(address.place()).isEqualTo("host/shop");
        assertThat(address.password()).contains("p@ss:w");
    }

    @Test
    void several_hosts_and_addresses_in_brackets_are_kept() {
        assertThat(DatabaseAddress.parse("X", "postgres://a:1,b:2/shop").place())
                .isEqualTo("a:1,b:2/shop");
        assertThat(DatabaseAddress.parse("X", "postgres://u@[::1]:5432/shop").place())
                .isEqualTo("[::1]:5432/shop");
    }

    @Test
    void the_driver_waits_that_end_and_sees_for_itself_whether_there_is_a_pooler() {
        var url = DatabaseAddress.parse("X", "postgres://host/shop?sslmode=require").jdbcUrl();

        assertThat(url)
                .doesNotContain("prepareThreshold")
                .contains("connectTimeout=5")
                .contains("socketTimeout=30")
                .contains("sslmode=require");
    }

    @Test
    void what_the_address_says_itself_wins() {
        var address =
                DatabaseAddress.parse(
                        "X", "postgres://host/shop?socketTimeout=7&prepareThreshold=3");

        assertThat(address.jdbcUrl()).contains("socketTimeout=7").contains("prepareThreshold=3");
    }

    @Test
    void migrations_may_take_as_long_as_they_need() {
        var address = DatabaseAddress.parse("X", "postgres://host/shop");

        assertThat(address.migrationJdbcUrl())
                .doesNotContain("socketTimeout")
                .contains("prepareThreshold=0");
    }

    @Test
    void neither_the_text_form_nor_the_drivers_address_shows_the_password() {
        var address =
                DatabaseAddress.parse("X", "jdbc:postgresql://host/shop?user=ann&password=secret");

        assertThat(address.toString()).doesNotContain("secret").doesNotContain("ann");
        assertThat(address.jdbcUrl()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "mysql://host/shop",
                "jdbc:mysql://host/shop",
                "postgres:host/shop",
                "postgres:///shop",
                "postgres://ann:secret@host",
                "postgres://ann:secret@host/",
                "postgres://ann:secret@host:port/shop",
                "postgres://ann:secret@host:123456/shop",
                "postgres://ann:%zz@host/shop",
            })
    void what_is_no_address_is_refused_by_name_and_without_its_secrets(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse("DATABASE_URL", text))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("DATABASE_URL: ")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("\n");
    }
}
