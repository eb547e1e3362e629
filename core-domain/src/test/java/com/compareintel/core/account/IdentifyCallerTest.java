package com.compareintel.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// [IdentifyCaller] and [OpenAccount].
class IdentifyCallerTest {
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final ApiKeys keys = new InMemoryApiKeys(accounts);
    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final Visits visits = new Visits();
    private final IdentifyCaller identify =
            new IdentifyCaller(keys, TierTable.standard(), visits, clock);
    private final SecureRandom random = new SecureRandom();
    private final OpenAccount open =
            new OpenAccount(accounts, keys, UUID::randomUUID, random, clock);

    private static final VisitorId VISITOR = new VisitorId(UUID.randomUUID());
    private static final Payer.Network IPV4 = new Payer.Network("home", Optional.empty());
    private static final Payer.Network IPV6 = new Payer.Network("lan", Optional.of("site"));

    private static Allowance daily(long credits) {
        return new Allowance(Credits.of(credits), PeriodKind.DAY, ZoneOffset.UTC, Instant.EPOCH);
    }

    @Test
    void a_key_makes_its_account_owner_and_payer_with_a_pool_of_its_own() {
        Account ada =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        Tier.PRO,
                        true,
                        ZoneId.of("Europe/Berlin"),
                        Samples.NOW,
                        Samples.NOW);
        ApiKey key = ApiKey.generate(random);
        accounts.add(ada);
        keys.add(
                IssuedKey.fresh(
                        new KeyId(UUID.randomUUID()),
                        ada.id(),
                        KeyTerms.unlimited("key"),
                        Samples.NOW),
                key);

        Caller caller = identify.by(new Credential.Key(key)).orElseThrow();

        assertThat(caller.owner()).isEqualTo(new Owner.Account(ada.id()));
        assertThat(caller.payer()).isEqualTo(new Payer.Account(ada.id()));
        assertThat(caller.tier()).isEqualTo(Tier.PRO);
        assertThat(caller.staff()).isTrue();
        assertThat(caller.pools())
                .containsExactly(
                        new Pool(
                                "account:" + ada.id(),
                                new Allowance(
                                        Credits.of(3_300),
                                        PeriodKind.MONTH,
                                        ZoneId.of("Europe/Berlin"),
                                        Samples.NOW),
                                Pool.Limit.CREDITS,
                                true));
    }

    @Test
    void a_key_that_is_no_longer_good_is_nobody() {
        assertThat(identify.by(new Credential.Key(ApiKey.generate(random)))).isEmpty();
    }

    @Test
    void the_cookie_owns_and_the_network_pays() {
        Caller caller = identify.by(new Credential.Visit(VISITOR, false, IPV4)).orElseThrow();

        assertThat(caller.owner()).isEqualTo(new Owner.Visitor(VISITOR));
        assertThat(caller.payer()).isEqualTo(IPV4);
        assertThat(caller.tier()).isEqualTo(Tier.ANONYMOUS);
        assertThat(caller.staff()).isFalse();
        assertThat(caller.pools())
                .containsExactly(
                        new Pool("network:home", daily(50)), new Pool("visitors", daily(5_000)));
    }

    @Test
    void an_ipv6_network_draws_on_its_site_as_well_which_has_four_allowances() {
        Caller caller = identify.by(new Credential.Visit(VISITOR, false, IPV6)).orElseThrow();

        assertThat(caller.pools())
                .containsExactly(
                        new Pool("network:lan", daily(50)),
                        new Pool("site:site", daily(200)),
                        new Pool("visitors", daily(5_000)));
    }

    @Test
    void idempotency_keys_belong_to_the_cookie_or_without_one_to_the_network() {
        Credential known = new Credential.Visit(VISITOR, false, IPV4);
        Credential fresh = new Credential.Visit(VISITOR, true, IPV4);

        assertThat(List.of(known, fresh))
                .extracting(visit -> identify.by(visit).orElseThrow().idempotencyScope())
                .containsExactly("visitor:" + VISITOR, "network:home");
    }

    @Test
    void the_first_account_is_the_owners_and_there_is_one_only() {
        ApiKey ownerKey = open.newKey();
        assertThat(open.ownerIfFirst(ownerKey)).isTrue();
        Caller owner = identify.by(new Credential.Key(ownerKey)).orElseThrow();

        assertThat(owner.tier()).isEqualTo(Tier.PRO_PLUS);
        assertThat(owner.staff()).isTrue();
        assertThat(open.ownerIfFirst(open.newKey())).isFalse();
    }

    @Test
    void an_opened_account_has_the_tier_asked_for_and_no_more() {
        ApiKey key = open.withKey("Bob", Tier.STARTER);

        Caller bob = identify.by(new Credential.Key(key)).orElseThrow();

        assertThat(bob.tier()).isEqualTo(Tier.STARTER);
        assertThat(bob.staff()).isFalse();
    }

    @Test
    void a_suspended_account_is_nobody_with_a_key_or_a_session() {
        ApiKey key = open.withKey("ada", Tier.PRO);
        Account ada = keys.holder(key, Samples.NOW).orElseThrow().account();
        accounts.replace(ada.suspended(Optional.of(Samples.NOW)));

        assertThat(identify.by(new Credential.Key(key))).isEmpty();
        assertThat(identify.by(new Credential.SignedIn(accounts.find(ada.id()).orElseThrow())))
                .isEmpty();
    }
}
