package com.compareintel.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Scope;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.compareintel.http.contract.PublishedContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The table of operations and scopes, against the contract and over real HTTP.
class AccessTest {
    private static final UUID NONE = new UUID(0x019c_0000_0000_7000L, Long.MIN_VALUE);

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final ApiKey owner = world.account(Tier.PRO);

    @AfterEach
    void close() {
        api.close();
    }

    private static List<String> published() {
        return PublishedContract.published().operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .toList();
    }

    @Test
    void every_operation_of_the_contract_and_no_other_has_its_place_in_the_table() {
        assertThat(Access.needed().keySet()).containsExactlyInAnyOrderElementsOf(published());
    }

    @Test
    void operations_outside_v1_alone_ask_for_no_credential() {
        Access.needed()
                .forEach((operation, needed) ->
                        assertThat(needed.isEmpty())
                                .as(operation)
                                .isEqualTo(!operation.contains(" /v1/")));
    }

    @Test
    void a_key_may_do_what_one_of_its_scopes_allows_and_nothing_else() {
        for (Scope scope : Scope.values()) {
            String[] bearing = HttpApi.bearing(world.keyOf(owner, scope));
            Access.needed()
                    .forEach((operation, needed) -> {
                        if (!needed.isEmpty()) {
                            Reply reply = send(operation, bearing);
                            assertThat(isRefused(reply))
                                    .as("%s with %s: %s", operation, scope, reply)
                                    .isEqualTo(!needed.contains(scope));
                        }
                    });
        }
        assertThat(world.isUntouched()).isTrue();
    }

    @Test
    void a_visitor_and_a_key_with_all_scopes_never_lack_one() {
        String[] bearing =
                HttpApi.bearing(
                        world.keyOf(owner, EnumSet.allOf(Scope.class).toArray(Scope[]::new)));
        for (String operation : Access.needed().keySet()) {
            assertThat(isRefused(send(operation, bearing))).as(operation).isFalse();
            assertThat(isRefused(send(operation))).as(operation).isFalse();
        }
    }

    /// With nothing that could come true.
    private Reply send(String operation, String... headers) {
        int gap = operation.indexOf(' ');
        String method = operation.substring(0, gap);
        String path = operation.substring(gap + 1).replace("{id}", NONE.toString());
        String body = Set.of("POST", "PATCH", "PUT").contains(method) ? "{}" : "";
        return api.send(method, path, body, headers);
    }

    private static boolean isRefused(Reply reply) {
        return reply.status() == 403
                && reply.json().path("detail").asText().contains("lacks the scope");
    }
}
