package com.compareintel.http.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.http.ratelimit.StructuredList.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredListTest {
    @Test
    void members_are_read_with_their_parameters() {
        assertThat(StructuredList.parse(" \"a\\\"b\";q=5;w=60 ,\t\"c\";t=-1;*x=0 "))
                .isEqualTo(
                        List.of(
                                new Item("a\"b", Map.of("q", 5L, "w", 60L)),
                                new Item("c", Map.of("t", -1L, "*x", 0L))));
        assertThat(StructuredList.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default;q=5",
                "\"open",
                "\"a\",",
                "\"a\" \"b\"",
                "\"a\";Q=5",
                "\"a\";q=1.5",
                "\"a\";q=",
                "\"a\";q=1234567890123456",
                "\"a\\b\"",
                "\"ä\"",
                "\"a\";q =5"
            })
    void what_is_not_such_a_list_is_refused(String field) {
        assertThatThrownBy(() -> StructuredList.parse(field))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
