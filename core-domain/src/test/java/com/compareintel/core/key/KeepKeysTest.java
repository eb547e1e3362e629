package com.compareintel.core.key;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Credential;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.OpenAccount;
import com.compareintel.core.account.Scope;
import com.compareintel.core.account.Visits;
import com.compareintel.core.comparison.Budget;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeepKeysTest {
    private final SecureRandom random = new SecureRandom();
    private final ManualClock clock = new ManualClock(NOW);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryApiKeys keys = new InMemoryApiKeys(accounts);
    private final InMemoryBooks books = InMemoryBooks.empty(clock);
    private final KeepKeys keep =
            new KeepKeys(
                    new InMemoryKeyRing(keys, books.comparisons()),
                    UUID::randomUUID,
                    random,
                    clock);
    private final IdentifyCaller identify =
            new IdentifyCaller(keys, TierTable.standard(), new Visits(), clock);
    private final Caller first =
            caller(
                    new OpenAccount(accounts, keys, UUID::randomUUID, random, clock)
                            .withKey("Ada", Tier.PRO));
    private final AccountId ada = ((Owner.Account) first.owner()).id();

    private Caller caller(ApiKey key) {
        return identify.by(new Credential.Key(key)).orElseThrow();
    }

    private static KeyTerms terms(Set<Scope> scopes, Optional<Instant> end, KeyCaps caps) {
        return new KeyTerms("k", scopes, end, caps);
    }

    private Caller issued(KeyTerms terms) {
        return caller(
                ((KeepKeys.Outcome.Issued) keep.issue(ada, first, terms, Optional.empty()))
                        .secret());
    }

    @Test
    void a_key_may_do_what_its_scopes_say_and_is_its_accounts() {
        Caller reader = issued(terms(Set.of(Scope.READ), Optional.empty(), KeyCaps.NONE));

        assertThat(reader.owner()).isEqualTo(first.owner());
        assertThat(reader.pools()).isEqualTo(first.pools());
        assertThat(reader.has(Scope.READ)).isTrue();
        assertThat(reader.has(Scope.COMPARE)).isFalse();
        assertThat(reader.has(Scope.MANAGE)).isFalse();
    }

    @Test
    void each_cap_over_time_is_one_more_pool_behind_the_accounts_own() {
        Caller capped =
                issued(
                        terms(
                                Set.of(Scope.COMPARE),
                                Optional.empty(),
                                new KeyCaps(
                                        Optional.of(Credits.of(2)),
                                        Optional.of(Credits.of(20)),
                                        Optional.of(Credits.of(1)))));

        assertThat(capped.pools().getFirst()).isEqualTo(first.pools().getFirst());
        assertThat(capped.pools())
                .extracting(Pool::limit)
                .containsExactly(Pool.Limit.CREDITS, Pool.Limit.KEY_DAILY, Pool.Limit.KEY_MONTHLY);
        assertThat(capped.books()).isEqualTo(first.books());
    }

    @Test
    void what_a_comparison_may_hold_is_bounded_by_the_scarcest_of_all() {
        KeyCaps caps =
                new KeyCaps(
                        Optional.of(Credits.of(3)), Optional.empty(), Optional.of(Credits.of(2)));
        Caller capped = issued(terms(Set.of(Scope.COMPARE), Optional.empty(), caps));

        Budget fresh = Budget.of(capped, books.ledger().funds(capped.pools(), NOW));
        books.ledger().hold(UUID.randomUUID(), capped.pools(), Credits.of(2), NOW);
        Budget later = Budget.of(capped, books.ledger().funds(capped.pools(), NOW));

        assertThat(fresh)
                .isEqualTo(
                        new Budget(
                                Credits.of(2),
                                Credits.of(2),
                                Pool.Limit.KEY_COMPARISON,
                                Optional.empty()));
        assertThat(later.most()).isEqualTo(Credits.of(1));
        assertThat(later.limit()).isEqualTo(Pool.Limit.KEY_DAILY);
        assertThat(later.resetsAt()).isPresent();
    }

    @Test
    void no_key_issues_one_that_may_do_more_or_for_longer() {
        Instant end = NOW.plusSeconds(100);
        Caller own =
                issued(terms(Set.of(Scope.MANAGE, Scope.READ), Optional.of(end), KeyCaps.NONE));

        assertThat(outcome(own, Set.of(Scope.READ, Scope.COMPARE), Optional.of(end)))
                .isEqualTo(new KeepKeys.Outcome.Beyond());
        assertThat(outcome(own, Set.of(Scope.READ), Optional.empty()))
                .isEqualTo(new KeepKeys.Outcome.Beyond());
        assertThat(outcome(own, Set.of(Scope.READ), Optional.of(end.plusMillis(1))))
                .isEqualTo(new KeepKeys.Outcome.Beyond());
        assertThat(outcome(own, Set.of(Scope.READ), Optional.of(end)))
                .isInstanceOf(KeepKeys.Outcome.Issued.class);
    }

    private KeepKeys.Outcome outcome(Caller caller, Set<Scope> scopes, Optional<Instant> end) {
        return keep.issue(ada, caller, terms(scopes, end, KeyCaps.NONE), Optional.empty());
    }

    @Test
    void a_key_that_would_be_over_is_not_issued() {
        assertThat(outcome(first, Set.of(Scope.READ), Optional.of(NOW)))
                .isEqualTo(new KeepKeys.Outcome.Over());
    }

    @Test
    void a_promise_leads_to_the_same_key_with_the_same_secret_for_the_same_request_only() {
        KeyTerms terms = KeyTerms.unlimited("k");
        ApiKey secret = ApiKey.generate(random);

        KeepKeys.Outcome once = keep.issue(ada, first, terms, promise("print", secret));
        KeepKeys.Outcome again = keep.issue(ada, first, terms, promise("print", secret));
        KeepKeys.Outcome other =
                keep.issue(ada, first, terms, promise("other", ApiKey.generate(random)));

        assertThat(again).isEqualTo(once);
        assertThat(((KeepKeys.Outcome.Issued) once).secret()).isEqualTo(secret);
        assertThat(other).isEqualTo(new KeepKeys.Outcome.Mismatch());
    }

    private Optional<KeepKeys.Promise> promise(String fingerprint, ApiKey secret) {
        return Optional.of(
                new KeepKeys.Promise(
                        new Idempotency(first.idempotencyScope(), "key", fingerprint),
                        id -> secret));
    }

    @Test
    void a_promise_that_was_forgotten_and_is_made_again_leads_to_another_secret() {
        KeyTerms terms = KeyTerms.unlimited("k");
        Optional<KeepKeys.Promise> promise =
                Optional.of(
                        new KeepKeys.Promise(
                                new Idempotency(first.idempotencyScope(), "key", "print"),
                                id ->
                                        ApiKey.derived(
                                                id.toString()
                                                        .getBytes(StandardCharsets.US_ASCII))));

        KeepKeys.Outcome once = keep.issue(ada, first, terms, promise);
        KeepKeys.Outcome again = keep.issue(ada, first, terms, promise);
        clock.advance(Idempotency.LASTS.plusSeconds(1));
        KeepKeys.Outcome later = keep.issue(ada, first, terms, promise);

        assertThat(again).isEqualTo(once);
        assertThat(((KeepKeys.Outcome.Issued) later).secret())
                .isNotEqualTo(((KeepKeys.Outcome.Issued) once).secret());
    }

    @Test
    void an_account_has_a_hundred_keys_and_no_more() {
        for (int i = 1; i < KeepKeys.MOST; i++) {
            issued(KeyTerms.unlimited("no " + i));
        }

        assertThat(outcome(first, Set.of(Scope.READ), Optional.empty()))
                .isEqualTo(new KeepKeys.Outcome.Full());
    }
}
