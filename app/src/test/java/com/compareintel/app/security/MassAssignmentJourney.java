package com.compareintel.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.contract.Inputs;
import com.compareintel.http.contract.Inputs.Input;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a request must not say it does not say by saying it: in every object of every body, fields
/// that would make somebody more than they are are refused by name, before anything is written.
@ExtendWith(Stage.Shared.class)
@Timeout(300)
final class MassAssignmentJourney {
    /// What somebody would like to be, with a value that would do.
    private static final Map<String, String> WISHES = wishes();

    private final Stage stage;

    MassAssignmentJourney(Stage stage) {
        this.stage = stage;
    }

    private static Map<String, String> wishes() {
        Map<String, String> wishes = new LinkedHashMap<>();
        for (String flag : List.of("staff", "admin", "is_admin", "verified", "unlimited")) {
            wishes.put(flag, "true");
        }
        wishes.put("role", "\"owner\"");
        wishes.put("roles", "[\"owner\"]");
        wishes.put("tier", "\"pro_plus\"");
        wishes.put("credits", "1000000");
        wishes.put("balance", "1000000");
        wishes.put("charged_credits", "0");
        wishes.put("held_credits", "0");
        wishes.put("cost_usd", "\"0\"");
        wishes.put("owner", "\"somebody\"");
        wishes.put("owner_key", "\"account:somebody\"");
        wishes.put("payer", "\"somebody\"");
        wishes.put("account_id", "\"019c0000-0000-7000-8000-000000000000\"");
        wishes.put("id", "\"019c0000-0000-7000-8000-000000000000\"");
        wishes.put("created_at", "\"2020-01-01T00:00:00Z\"");
        wishes.put("__proto__", "{\"staff\": true}");
        wishes.put("constructor", "{}");
        wishes.put("class", "{\"module\": {}}");
        return wishes;
    }

    @Test
    void every_operation_with_a_body_is_asked_with_one() {
        Inputs.ofAll()
                .forEach((operation, inputs) ->
                        assertThat(Rules.of(operation).body().isEmpty())
                                .as(operation)
                                .isEqualTo(Inputs.objects(inputs).isEmpty()));
    }

    @Test
    void a_field_that_is_not_documented_is_refused_by_name_and_nothing_is_written() {
        Person person = new Cast(stage).person("wishful", Tier.FREE);
        Footprint before = Footprint.of(stage.books, person.estate());

        Inputs.ofAll()
                .forEach((operation, inputs) -> {
                    for (String way : Inputs.objects(inputs)) {
                        WISHES.forEach((field, value) -> {
                            if (!isDocumented(inputs, way, field)) {
                                refused(Rules.of(operation), person, way, field, value);
                            }
                        });
                    }
                });

        assertThat(Footprint.of(stage.books, person.estate())).isEqualTo(before);
    }

    private static boolean isDocumented(List<Input> inputs, String way, String field) {
        return inputs.contains(new Input("body", way.isEmpty() ? field : way + "." + field));
    }

    private void refused(Rule rule, Person person, String way, String field, String value) {
        Sent plain = rule.sent(Fill.own(person.estate()));
        ObjectNode body = (ObjectNode) Fill.json(plain.body());
        ObjectNode at = body;
        for (String step : way.isEmpty() ? new String[0] : way.split("\\.", -1)) {
            at = at.path(step).isObject() ? (ObjectNode) at.path(step) : at.putObject(step);
        }
        at.set(field, Fill.json(value));
        Sent sent = new Sent(plain.method(), plain.target(), plain.headers(), body.toString());

        String key = rule.isDesk() ? stage.product.ownerKey() : person.key();
        Answer answer = stage.send(sent, Stage.bearing(key));

        String name = way.isEmpty() ? field : way + "." + field;
        assertThat(answer.status()).as("%s with %s: %s", rule, name, answer).isEqualTo(422);
        assertThat(answer.body()).contains("{\"field\":\"" + name + "\"");
    }
}
