package com.compareintel.core.key;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyHolder;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Scope;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [KeyRing] promises, and the [ApiKeys] that know its keys. Every test begins without
/// accounts.
public abstract class KeyRingContract {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyRing.Outcome ISSUED = new KeyRing.Outcome.Issued();
    private static final int PLENTY = 1_000;

    private int number;

    protected abstract Accounts accounts();

    protected abstract ApiKeys keys();

    protected abstract KeyRing ring();

    private AccountId account() {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        Tier.PRO,
                        false,
                        ZoneId.of("Europe/Berlin"),
                        NOW,
                        NOW);
        accounts().add(account);
        return account.id();
    }

    /// Ids in the order in which they are asked for.
    private KeyId nextId() {
        return new KeyId(
                new UUID(
                        0x019c_0000_0000_7000L + (((long) ++number) << 16),
                        RANDOM.nextLong() | Long.MIN_VALUE));
    }

    private IssuedKey fresh(AccountId account, KeyTerms terms) {
        return IssuedKey.fresh(nextId(), account, terms, NOW);
    }

    private static KeyTerms until(Instant end) {
        return new KeyTerms("short", Set.of(Scope.READ), Optional.of(end), KeyCaps.NONE);
    }

    private IssuedKey issued(AccountId account, KeyTerms terms, ApiKey key) {
        IssuedKey fresh = fresh(account, terms);
        assertThat(ring().issue(fresh, key, PLENTY, Optional.empty())).isEqualTo(ISSUED);
        return fresh;
    }

    @Test
    void a_key_is_found_as_it_was_issued() {
        AccountId ada = account();
        ApiKey key = ApiKey.generate(RANDOM);
        KeyTerms terms =
                new KeyTerms(
                        "build \u0000\ud83d\ude00",
                        Set.of(Scope.COMPARE, Scope.READ),
                        Optional.of(NOW.plusSeconds(60)),
                        new KeyCaps(
                                Optional.of(new Credits(1)),
                                Optional.of(Credits.of(100)),
                                Optional.of(new Credits(2_500))));

        IssuedKey issued = issued(ada, terms, key);

        assertThat(ring().find(ada, issued.id())).contains(issued);
        assertThat(ring().list(ada, Optional.empty(), 10)).containsExactly(issued);
        assertThat(keys().holder(key, NOW).map(KeyHolder::key).map(IssuedKey::terms))
                .contains(terms);
    }

    @Test
    void keys_are_their_accounts_alone() {
        AccountId ada = account();
        AccountId bob = account();
        ApiKey key = ApiKey.generate(RANDOM);
        IssuedKey issued = issued(ada, KeyTerms.unlimited("k"), key);

        assertThat(ring().find(bob, issued.id())).isEmpty();
        assertThat(ring().list(bob, Optional.empty(), 10)).isEmpty();
        assertThat(ring().revoke(bob, issued.id(), NOW)).isFalse();
        assertThat(keys().holder(key, NOW)).isPresent();
    }

    @Test
    void the_newest_key_comes_first_and_the_list_goes_on_behind_any() {
        AccountId ada = account();
        List<IssuedKey> issued = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            issued.addFirst(issued(ada, KeyTerms.unlimited("no " + i), ApiKey.generate(RANDOM)));
        }

        assertThat(ring().list(ada, Optional.empty(), 2)).isEqualTo(issued.subList(0, 2));
        assertThat(ring().list(ada, Optional.of(issued.get(1).id()), 10))
                .isEqualTo(issued.subList(2, 5));
    }

    @Test
    void a_revoked_key_leads_nowhere_and_is_listed_with_when_it_was_revoked_first() {
        AccountId ada = account();
        ApiKey key = ApiKey.generate(RANDOM);
        IssuedKey issued = issued(ada, KeyTerms.unlimited("k"), key);

        assertThat(ring().revoke(ada, issued.id(), NOW.plusSeconds(1))).isTrue();
        assertThat(ring().revoke(ada, issued.id(), NOW.plusSeconds(2))).isTrue();

        assertThat(keys().holder(key, NOW)).isEmpty();
        assertThat(ring().find(ada, issued.id()).orElseThrow().revokedAt())
                .contains(NOW.plusSeconds(1));
        assertThat(ring().revoke(ada, nextId(), NOW)).isFalse();
    }

    @Test
    void an_expired_key_leads_nowhere_from_that_very_instant_on() {
        AccountId ada = account();
        ApiKey key = ApiKey.generate(RANDOM);
        issued(ada, until(NOW.plusSeconds(60)), key);

        assertThat(keys().holder(key, NOW.plusSeconds(60).minusMillis(1))).isPresent();
        assertThat(keys().holder(key, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void the_last_use_is_known_to_the_minute() {
        AccountId ada = account();
        ApiKey key = ApiKey.generate(RANDOM);
        KeyId id = issued(ada, until(NOW.plus(Duration.ofHours(1))), key).id();

        keys().holder(key, NOW.plusSeconds(1));
        keys().holder(key, NOW.plusSeconds(60));
        assertThat(ring().find(ada, id).orElseThrow().lastUsedAt()).contains(NOW.plusSeconds(1));

        keys().holder(key, NOW.plusSeconds(61));
        assertThat(ring().find(ada, id).orElseThrow().lastUsedAt()).contains(NOW.plusSeconds(61));

        keys().holder(key, NOW.plus(Duration.ofHours(2)));
        assertThat(ring().find(ada, id).orElseThrow().lastUsedAt()).contains(NOW.plusSeconds(61));
    }

    @Test
    void only_keys_that_are_good_count_and_no_more_than_allowed_are_issued_however_many_ask()
            throws InterruptedException {
        AccountId ada = account();
        IssuedKey revoked = issued(ada, KeyTerms.unlimited("old"), ApiKey.generate(RANDOM));
        ring().revoke(ada, revoked.id(), NOW);
        ring().issue(
                        IssuedKey.fresh(nextId(), ada, until(NOW), NOW.minusSeconds(1)),
                        ApiKey.generate(RANDOM),
                        PLENTY,
                        Optional.empty());
        List<IssuedKey> asked = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            asked.add(fresh(ada, KeyTerms.unlimited("no " + i)));
        }

        List<KeyRing.Outcome> outcomes =
                AtOnce.run(
                        12,
                        i ->
                                ring().issue(
                                                asked.get(i),
                                                ApiKey.generate(RANDOM),
                                                5,
                                                Optional.empty()));

        assertThat(outcomes).filteredOn(ISSUED::equals).hasSize(5);
        assertThat(outcomes).filteredOn(new KeyRing.Outcome.Full()::equals).hasSize(7);
        assertThat(ring().list(ada, Optional.empty(), 100)).hasSize(7);
    }

    @Test
    void of_requests_under_one_idempotency_key_one_issues_and_the_others_are_told_of_it()
            throws InterruptedException {
        AccountId ada = account();
        ApiKey key = ApiKey.generate(RANDOM);
        Idempotency promise = new Idempotency("account:" + ada, "once", "print");
        List<IssuedKey> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(fresh(ada, KeyTerms.unlimited("k")));
        }

        List<KeyRing.Outcome> outcomes =
                AtOnce.run(8, i -> ring().issue(asked.get(i), key, PLENTY, Optional.of(promise)));

        KeyId only = ring().list(ada, Optional.empty(), 10).getFirst().id();
        assertThat(ring().list(ada, Optional.empty(), 10)).hasSize(1);
        assertThat(outcomes).filteredOn(ISSUED::equals).hasSize(1);
        assertThat(outcomes)
                .filteredOn(new KeyRing.Outcome.Repeated(only, "print")::equals)
                .hasSize(7);
    }
}
