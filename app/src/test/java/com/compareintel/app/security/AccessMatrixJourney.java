package com.compareintel.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Scope;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.contract.Inputs;
import com.compareintel.http.contract.Inputs.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every operation of the contract, with every id that it takes, by everybody whose it is not:
/// nothing leaks, nothing is written, and what is somebody else's is answered like what is missing.
@ExtendWith(Stage.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class AccessMatrixJourney {
    private final Stage stage;
    private final Cast cast;
    private final Person ada;
    private final Cast.Visitor visitor;
    private final List<Principal> strangers;
    private final List<Principal> turnedAway;

    AccessMatrixJourney(Stage stage) {
        this.stage = stage;
        cast = new Cast(stage);
        ada = cast.person("ada", Tier.PRO);
        visitor = cast.visitor("vera");
        Cast.Visitor other = cast.visitor("walt");
        Person bob = cast.person("bob", Tier.PRO);
        strangers =
                List.of(
                        Principal.stranger("nobody", Estate.NONE),
                        Principal.stranger(
                                "another visitor", other.estate(), "Cookie", other.cookie()),
                        Principal.stranger(
                                "B by a token",
                                bob.estate(),
                                "Authorization",
                                "Bearer " + bob.access()),
                        Principal.stranger(
                                "B by cookies",
                                bob.estate(),
                                "Cookie",
                                "ci_access=" + bob.access() + "; ci_refresh=" + bob.refresh()),
                        Principal.stranger(
                                "B by a key",
                                bob.estate(),
                                "Authorization",
                                "Bearer " + bob.key()));
        turnedAway = cast.turnedAway(ada);
    }

    @Test
    void every_operation_of_the_contract_and_no_other_stands_in_the_matrix() {
        assertThat(Rules.operations()).containsExactlyInAnyOrderElementsOf(Inputs.ofAll().keySet());
    }

    @Test
    void every_input_of_every_operation_holds_a_thing_or_nothing_that_could_be_owned() {
        List<String> unknown = new ArrayList<>();
        Inputs.ofAll()
                .forEach((operation, inputs) -> {
                    for (Input input : inputs) {
                        Optional<String> text = Rules.of(operation).text(input.in(), input.name());
                        boolean known =
                                text.filter(said -> said.contains("{")).isPresent()
                                        || Rules.INNOCENT.contains(input.lastName())
                                        || isNamedByAll(operation, input)
                                        || isPageSize(operation, input);
                        if (!known) {
                            unknown.add(operation + ": " + input);
                        }
                    }
                });
        assertThat(unknown).isEmpty();
    }

    /// Models are everybody's.
    private static boolean isNamedByAll(String operation, Input input) {
        return operation.endsWith("/models/{id}") && input.in().equals("path");
    }

    private static boolean isPageSize(String operation, Input input) {
        return operation.startsWith("GET ") && input.name().equals("limit");
    }

    @Test
    void what_is_an_accounts_is_neither_seen_nor_touched_by_any_other() {
        strangersTry(ada.estate(), strangers);
    }

    @Test
    void what_is_a_visitors_is_neither_seen_nor_touched_by_any_other() {
        List<Principal> others = new ArrayList<>(strangers.subList(0, 2));
        others.add(
                Principal.stranger(
                        "A by a key", ada.estate(), "Authorization", "Bearer " + ada.key()));
        strangersTry(visitor.estate(), others);
    }

    private void strangersTry(Estate victim, List<Principal> all) {
        List<String> wrong = new ArrayList<>();
        Footprint before = footprint(victim);
        for (Rule rule : Rules.all()) {
            Footprint.forgetPromisesOfOthers(stage.books, victim);
            Map<String, Long> rows = Footprint.rows(stage.books);
            Map<String, Answer> answers = new LinkedHashMap<>();
            for (Principal principal : rule.isEntrance() ? all.subList(0, 1) : all) {
                tries(rule, victim, principal, answers, wrong);
            }
            if (answers.values().stream().noneMatch(Answer::isDone)) {
                assertThat(Footprint.rows(stage.books)).as("%s: %s", rule, answers).isEqualTo(rows);
            }
        }
        assertThat(footprint(victim).owned()).isEqualTo(before.owned());
        assertThat(wrong).isEmpty();
    }

    private void tries(
            Rule rule,
            Estate victim,
            Principal principal,
            Map<String, Answer> answers,
            List<String> wrong) {
        List<Answer> told = new ArrayList<>();
        told.add(send(rule, new Fill(principal.own(), Map.of()), principal));
        for (Thing thing : rule.things()) {
            Optional<String> foreign = victim.id(thing);
            if (foreign.isEmpty()) {
                continue;
            }
            if (thing == Thing.IDEMPOTENCY_KEY) {
                // The same account may try in several ways; what it did itself is no leak.
                Footprint.forgetPromisesOfOthers(stage.books, victim);
            }
            Answer ofForeign =
                    send(rule, new Fill(principal.own(), Map.of(thing, foreign.get())), principal);
            Answer ofMissing =
                    send(
                            rule,
                            new Fill(principal.own(), Map.of(thing, thing.missing())),
                            principal);
            told.add(ofForeign);
            if (!ofForeign.face().equals(ofMissing.face())) {
                wrong.add(
                        "%s by %s tells a foreign %s from a missing one:%n%s%n%s"
                                .formatted(
                                        rule,
                                        principal,
                                        thing,
                                        ofForeign.face(),
                                        ofMissing.face()));
            }
        }
        for (Answer answer : told) {
            answers.put(principal + " " + told.indexOf(answer), answer);
            for (String secret : victim.secrets()) {
                if (answer.says(secret)) {
                    wrong.add("%s tells %s: %s".formatted(rule, principal, secret));
                }
            }
        }
    }

    @Test
    void whoever_shows_what_is_no_longer_good_is_turned_away_everywhere() {
        Footprint before = footprint(ada.estate());
        for (Rule rule : Rules.all()) {
            for (Principal principal : turnedAway) {
                Answer answer = send(rule, Fill.own(ada.estate()), principal);

                if (!rule.isOpen()) {
                    assertThat(answer.status()).as("%s by %s", rule, principal).isEqualTo(401);
                }
                for (String secret : ada.estate().secrets()) {
                    assertThat(answer.says(secret)).as("%s by %s", rule, principal).isFalse();
                }
            }
        }
        assertThat(footprint(ada.estate())).isEqualTo(before);
    }

    @Test
    void a_key_that_lacks_the_scope_is_refused_whatever_it_names() {
        Map<Scope, String> keys = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            keys.put(
                    scope,
                    cast.issued(ada.access(), "one scope", "\"" + scope.wireName() + "\"")
                            .secret());
        }
        Footprint before = footprint(ada.estate());
        for (Rule rule : Rules.all()) {
            keys.forEach((scope, key) -> {
                if (rule.isOpen() || rule.scopes().contains(scope)) {
                    return;
                }
                Answer answer = stage.send(rule.sent(Fill.own(ada.estate())), Stage.bearing(key));
                assertThat(answer.status()).as("%s with %s", rule, scope).isEqualTo(403);
                assertThat(answer.body()).contains("lacks the scope");
                assertThat(ada.estate().secrets()).noneMatch(answer::says);
            });
        }
        assertThat(footprint(ada.estate())).isEqualTo(before);
    }

    /// Else nothing above would mean anything.
    @Test
    void to_its_owner_everything_is_open() {
        Person owner = cast.person("olga", Tier.PRO);
        List<String> bearing = Stage.bearing(owner.key());
        List<Rule> gentlestFirst =
                Rules.all().stream()
                        .sorted(
                                Comparator.comparingInt(rule ->
                                        List.of("GET", "POST", "PATCH", "PUT", "DELETE")
                                                .indexOf(rule.method())))
                        .toList();
        for (Rule rule : gentlestFirst) {
            if (rule.method().equals("GET") && !rule.isDesk()) {
                for (Thing thing : rule.things()) {
                    String own = owner.estate().id(thing).orElseThrow();
                    Fill things = new Fill(owner.estate(), Map.of(thing, own));
                    assertThat(stage.send(rule.sent(things), bearing).status())
                            .as("%s with its %s", rule, thing)
                            .isLessThan(300);
                }
            }
        }
        Person another = cast.person("otto", Tier.PRO);
        for (Rule rule : gentlestFirst) {
            // Whom the desk suspends and promotes is somebody who has nothing else to do here.
            Answer answer =
                    rule.isDesk()
                            ? stage.send(
                                    rule.sent(Fill.own(owner.estate())),
                                    Stage.bearing(stage.product.ownerKey()))
                            : stage.send(
                                    rule.sent(Fill.own(another.estate())),
                                    Stage.bearing(another.key()));
            assertThat(rule.isRight(answer.status())).as("%s: %s", rule, answer).isTrue();
        }
    }

    @Test
    void a_token_made_by_hand_is_good_if_it_is_made_right() {
        assertThat(stage.get("/v1/me", Stage.bearing(cast.rightToken(ada))).status())
                .isEqualTo(200);
        assertThat(turnedAway).extracting(Principal::name).doesNotHaveDuplicates();
        assertThat(Set.copyOf(strangers)).hasSize(5);
    }

    private Footprint footprint(Estate estate) {
        return Footprint.of(stage.books, estate);
    }

    private Answer send(Rule rule, Fill things, Principal principal) {
        return stage.send(rule.sent(things), principal.headers());
    }
}
