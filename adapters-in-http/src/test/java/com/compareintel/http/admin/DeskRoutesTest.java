package com.compareintel.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Role;
import com.compareintel.core.account.Scope;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/v1/admin/accounts` and `/v1/admin/audit`, over real HTTP.
class DeskRoutesTest {
    private static final String ACCOUNTS = "/v1/admin/accounts";
    private static final String WHY = "{\"reason\":\"because\"}";

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final Map<Role, ApiKey> staff = new EnumMap<>(Role.class);
    private final ApiKey user = world.account(Tier.STARTER);

    /// What can be done to an account, and the least role for it.
    private record Doing(String method, String path, String body, Role needs) {}

    private static final List<Doing> DOINGS =
            List.of(
                    new Doing("GET", "", "", Role.SUPPORT),
                    new Doing("POST", "/suspend", WHY, Role.SUPPORT),
                    new Doing("POST", "/unsuspend", WHY, Role.SUPPORT),
                    new Doing(
                            "PUT",
                            "/tier",
                            "{\"tier\":\"pro\",\"reason\":\"because\"}",
                            Role.ADMIN),
                    new Doing(
                            "POST",
                            "/credits",
                            "{\"credits\":5,\"reason\":\"because\"}",
                            Role.ADMIN),
                    new Doing(
                            "PUT",
                            "/role",
                            "{\"role\":\"support\",\"reason\":\"because\"}",
                            Role.OWNER));

    DeskRoutesTest() {
        for (Role role : Role.values()) {
            staff.put(role, world.desk.staff(role));
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    private ApiKey staff(Role role) {
        ApiKey key = staff.get(role);
        assertThat(key).isNotNull();
        return key;
    }

    private String[] as(Role role) {
        return HttpApi.bearing(staff(role));
    }

    private String place(ApiKey account) {
        return ACCOUNTS + "/" + world.desk.accountOf(account).id();
    }

    private Reply does(Doing doing, String account, String... headers) {
        return api.send(doing.method(), account + doing.path(), doing.body(), headers);
    }

    private static void isForbidden(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("forbidden");
    }

    @Test
    void nobody_without_a_role_does_anything_or_learns_who_exists() {
        Account before = world.desk.accountOf(user);
        String nowhere = ACCOUNTS + "/" + UUID.randomUUID();
        for (String account : List.of(place(user), place(staff(Role.OWNER)), nowhere)) {
            for (Doing doing : DOINGS) {
                isForbidden(does(doing, account));
                isForbidden(does(doing, account, HttpApi.bearing(user)));
            }
        }
        for (String path : List.of(ACCOUNTS, "/v1/admin/audit")) {
            isForbidden(api.get(path));
            isForbidden(api.get(path, HttpApi.bearing(user)));
            assertThat(api.get(path, "Authorization", "Bearer ci_no").status()).isEqualTo(401);
        }
        assertThat(world.desk.accountOf(user)).isEqualTo(before);
        assertThat(world.desk.audit()).isEmpty();
        assertThat(world.isUntouched()).isTrue();
    }

    @Test
    void each_role_does_what_it_may_and_no_more() {
        for (Role role : Role.values()) {
            for (Doing doing : DOINGS) {
                ApiKey other = world.account(Tier.STARTER);
                Account before = world.desk.accountOf(other);
                int entries = world.desk.audit().size();

                Reply reply = does(doing, place(other), as(role));

                boolean may = role.includes(doing.needs());
                assertThat(reply.status())
                        .as(role + " " + doing + " " + reply.text())
                        .isEqualTo(may ? 200 : 403);
                if (!may) {
                    assertThat(world.desk.accountOf(other)).isEqualTo(before);
                    assertThat(world.desk.audit()).hasSize(entries);
                }
            }
        }
    }

    @Test
    void nobody_acts_on_themselves_an_equal_or_a_higher_role() {
        Map<Role, ApiKey> others = new EnumMap<>(Role.class);
        others.put(Role.SUPPORT, world.desk.staff(Role.SUPPORT));
        others.put(Role.ADMIN, world.desk.staff(Role.ADMIN));
        for (Role role : Role.values()) {
            List<ApiKey> beyond = new ArrayList<>();
            beyond.add(staff(role));
            others.forEach((other, key) -> {
                if (!role.isAbove(other)) {
                    beyond.add(key);
                }
            });
            for (ApiKey subject : beyond) {
                Account before = world.desk.accountOf(subject);
                for (Doing doing : DOINGS.subList(1, DOINGS.size())) {
                    isForbidden(does(doing, place(subject), as(role)));
                }
                assertThat(world.desk.accountOf(subject)).isEqualTo(before);
                assertThat(does(DOINGS.getFirst(), place(subject), as(role)).status())
                        .isEqualTo(200);
            }
        }
        assertThat(world.desk.audit()).isEmpty();
    }

    @Test
    void a_key_without_manage_or_older_than_the_role_does_not_open_the_desk() {
        ApiKey reader = world.keyOf(staff(Role.ADMIN), Scope.READ, Scope.COMPARE);
        ApiKey manager = world.keyOf(staff(Role.ADMIN), Scope.MANAGE);
        isForbidden(api.get(ACCOUNTS, HttpApi.bearing(reader)));
        assertThat(api.get(ACCOUNTS, HttpApi.bearing(manager)).status()).isEqualTo(200);

        world.clock.advance(Duration.ofSeconds(1));
        Reply raised =
                api.send(
                        "PUT",
                        place(user) + "/role",
                        "{\"role\":\"admin\",\"reason\":\"r\"}",
                        as(Role.OWNER));

        assertThat(raised.status()).isEqualTo(200);
        Reply old = api.get(ACCOUNTS, HttpApi.bearing(user));
        isForbidden(old);
        assertThat(old.json().path("detail").asText()).contains("since the account has its role");
        assertThat(api.get(ACCOUNTS, HttpApi.bearing(world.keyOf(user, Scope.MANAGE))).status())
                .isEqualTo(200);
    }

    @Test
    void a_suspended_account_is_shut_at_once_and_opened_again() {
        Reply suspended = api.post(place(user) + "/suspend", WHY, as(Role.SUPPORT));

        assertThat(suspended.json().at("/account/suspended_at").isNull()).isFalse();
        Reply refused = api.get("/v1/credits", HttpApi.bearing(user));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(api.start(HttpApi.HI, HttpApi.bearing(user)).status()).isEqualTo(401);
        assertThat(world.isUntouched()).isTrue();

        assertThat(api.post(place(user) + "/suspend", WHY, as(Role.ADMIN)).status()).isEqualTo(200);
        assertThat(api.post(place(user) + "/unsuspend", WHY, as(Role.SUPPORT)).status())
                .isEqualTo(200);
        assertThat(api.get("/v1/credits", HttpApi.bearing(user)).status()).isEqualTo(200);
        assertThat(world.desk.audit())
                .extracting(AuditEntry::kind)
                .containsExactly(AuditEntry.Kind.UNSUSPEND, AuditEntry.Kind.SUSPEND);
    }

    @Test
    void a_changed_tier_is_in_force_with_the_next_request() {
        Reply changed =
                api.send(
                        "PUT",
                        place(user) + "/tier",
                        "{\"tier\":\"pro_plus\",\"reason\":\"paid\"}",
                        as(Role.ADMIN));

        assertThat(changed.json().at("/account/tier").asText()).isEqualTo("pro_plus");
        assertThat(changed.json().at("/credits/remaining").asInt()).isEqualTo(6_700);
        Reply credits = api.get("/v1/credits", HttpApi.bearing(user));
        assertThat(credits.json().path("tier").asText()).isEqualTo("pro_plus");
        assertThat(credits.json().path("remaining").asInt()).isEqualTo(6_700);
    }

    @Test
    void credit_is_given_once_under_a_key_and_shows_in_the_ledger_of_the_account() {
        String body = "{\"credits\":12.5,\"reason\":\"sorry\"}";
        String[] bearing = as(Role.ADMIN);
        String[] keyed = {bearing[0], bearing[1], "Idempotency-Key", "k1"};

        Reply first = api.post(place(user) + "/credits", body, keyed);
        Reply second = api.post(place(user) + "/credits", body, keyed);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().path("credits").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(first.json().path("remaining").decimalValue()).isEqualByComparingTo("732.5");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(world.desk.audit()).hasSize(1);
        Reply other = api.post(place(user) + "/credits", body.replace("12.5", "13"), keyed);
        assertThat(other.code()).isEqualTo("idempotency_mismatch");
        Reply elsewhere = api.post(place(staff(Role.SUPPORT)) + "/credits", body, keyed);
        assertThat(elsewhere.code()).isEqualTo("idempotency_mismatch");
        Reply entries = api.get("/v1/credits/entries", HttpApi.bearing(user));
        assertThat(entries.json().at("/data/0/kind").asText()).isEqualTo("adjust");
        assertThat(entries.json().at("/data/0/note").asText()).isEqualTo("Given by the operator");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /suspend   | reason  | {}",
                "POST | /suspend   | reason  | {\"reason\":\" \"}",
                "POST | /suspend   | for     | {\"reason\":\"x\",\"for\":1}",
                "PUT  | /tier      | tier    | {\"reason\":\"x\"}",
                "PUT  | /tier      | tier    | {\"tier\":\"anonymous\",\"reason\":\"x\"}",
                "PUT  | /role      | role    | {\"role\":\"owner\",\"reason\":\"x\"}",
                "PUT  | /role      | role    | {\"role\":\"root\",\"reason\":\"x\"}",
                "POST | /credits   | credits | {\"reason\":\"x\"}",
                "POST | /credits   | credits | {\"credits\":0,\"reason\":\"x\"}",
                "POST | /credits   | credits | {\"credits\":0.0001,\"reason\":\"x\"}",
                "POST | /credits   | credits | {\"credits\":\"5\",\"reason\":\"x\"}",
                "POST | /credits   | credits | {\"credits\":1000001,\"reason\":\"x\"}",
                "POST | /credits   | credits | {\"credits\":-720.001,\"reason\":\"x\"}"
            })
    void a_refusal_names_the_field_and_writes_nothing(
            String method, String path, String field, String body) {
        Account before = world.desk.accountOf(user);

        Reply refused = api.send(method, place(user) + path, body, as(Role.OWNER));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.wrongFields()).containsExactly(field);
        assertThat(world.desk.accountOf(user)).isEqualTo(before);
        assertThat(world.desk.audit()).isEmpty();
        assertThat(world.isUntouched()).isTrue();
    }

    @Test
    void an_account_that_does_not_exist_and_what_cannot_be_an_id_are_missing() {
        for (String id : List.of(UUID.randomUUID().toString(), "x", "%00")) {
            for (Doing doing : DOINGS) {
                assertThat(does(doing, ACCOUNTS + "/" + id, as(Role.OWNER)).status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void accounts_are_searched_and_paged() {
        Reply found = api.get(ACCOUNTS + "?q=START&tier=starter&suspended=false", as(Role.SUPPORT));
        assertThat(found.json().path("data")).hasSize(1);
        assertThat(found.json().at("/data/0/id").asText())
                .isEqualTo(world.desk.accountOf(user).id().toString());

        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            Reply page = api.get(ACCOUNTS + "?limit=1" + cursor, as(Role.SUPPORT));
            page.json().path("data").forEach(account -> ids.add(account.path("id").asText()));
            cursor = "&cursor=" + page.json().path("next_cursor").asText("");
        } while (!cursor.endsWith("="));
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();

        for (String wrong :
                List.of("tier=anonymous", "role=x", "suspended=1", "limit=0", "cursor=x")) {
            Reply refused = api.get(ACCOUNTS + "?" + wrong, as(Role.SUPPORT));
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.wrongFields()).containsExactly(wrong.split("=", 2)[0]);
        }
    }

    @Test
    void the_audit_tells_who_did_what_to_whom_and_why() {
        api.post(place(user) + "/suspend", WHY, as(Role.SUPPORT));
        api.send(
                "PUT",
                place(user) + "/tier",
                "{\"tier\":\"free\",\"reason\":\"unpaid\"}",
                as(Role.ADMIN));

        Reply all = api.get("/v1/admin/audit?limit=1", as(Role.ADMIN));
        assertThat(all.json().at("/data/0/kind").asText()).isEqualTo("tier");
        assertThat(all.json().at("/data/0/before").asText()).isEqualTo("starter");
        assertThat(all.json().at("/data/0/after").asText()).isEqualTo("free");
        assertThat(all.json().at("/data/0/reason").asText()).isEqualTo("unpaid");
        assertThat(all.json().at("/data/0/api_key_id").isNull()).isFalse();
        String cursor = all.json().path("next_cursor").asText();
        Reply next = api.get("/v1/admin/audit?cursor=" + cursor, as(Role.ADMIN));
        assertThat(next.json().path("data")).hasSize(1);

        String support = world.desk.accountOf(staff(Role.SUPPORT)).id().toString();
        Reply his = api.get("/v1/admin/audit?actor=" + support, as(Role.OWNER));
        assertThat(his.json().path("data")).hasSize(1);
        assertThat(his.json().at("/data/0/kind").asText()).isEqualTo("suspend");
        isForbidden(api.get("/v1/admin/audit", as(Role.SUPPORT)));
        assertThat(api.get("/v1/admin/audit?actor=x", as(Role.ADMIN)).wrongFields())
                .containsExactly("actor");
    }
}
