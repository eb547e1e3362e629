package com.compareintel.core.account;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Accounts] and any [ApiKeys] beside it promise. Every test begins without accounts.
public abstract class AccountsContract {
    private static final SecureRandom RANDOM = new SecureRandom();

    protected abstract Accounts accounts();

    protected abstract ApiKeys keys();

    private static Account account(String name, Tier tier, boolean staff) {
        return new Account(
                new AccountId(UUID.randomUUID()),
                name,
                tier,
                staff,
                ZoneId.of("Europe/Berlin"),
                Instant.parse("2026-01-31T10:00:00.5Z"),
                NOW);
    }

    private static IssuedKey issued(Account account) {
        return IssuedKey.fresh(
                new KeyId(UUID.randomUUID()), account.id(), KeyTerms.unlimited("key"), NOW);
    }

    private Optional<Account> owner(ApiKey key) {
        return keys().holder(key, NOW).map(KeyHolder::account);
    }

    @Test
    void there_is_no_account_until_one_is_added() {
        assertThat(accounts().isEmpty()).isTrue();

        accounts().add(account("Ada", Tier.PRO, false));

        assertThat(accounts().isEmpty()).isFalse();
    }

    @Test
    void an_account_is_found_as_it_was_added() {
        Account ada = account("Ada \u0000\ud83d\ude00", Tier.STARTER_PLUS, false);
        Account owner = account("owner", Tier.PRO_PLUS, true);
        accounts().add(ada);
        accounts().add(owner);

        assertThat(accounts().find(ada.id())).contains(ada);
        assertThat(accounts().find(owner.id())).contains(owner);
        assertThat(accounts().find(new AccountId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void a_key_leads_to_its_account() {
        Account ada = account("Ada", Tier.PRO, false);
        accounts().add(ada);
        ApiKey first = ApiKey.generate(RANDOM);
        ApiKey second = ApiKey.generate(RANDOM);

        keys().add(issued(ada), first);
        keys().add(issued(ada), second);

        assertThat(owner(first)).contains(ada);
        assertThat(owner(second)).contains(ada);
    }

    @Test
    void an_account_is_opened_with_its_key_or_not_at_all() {
        Account ada = account("Ada", Tier.PRO, false);
        ApiKey first = ApiKey.generate(RANDOM);
        ApiKey second = ApiKey.generate(RANDOM);

        keys().open(ada, issued(ada), first);
        assertThatIllegalStateException().isThrownBy(() -> keys().open(ada, issued(ada), second));

        assertThat(accounts().find(ada.id())).contains(ada);
        assertThat(owner(first)).contains(ada);
        assertThat(owner(second)).isEmpty();
    }

    @Test
    void a_key_that_was_never_issued_leads_nowhere() {
        assertThat(owner(ApiKey.generate(RANDOM))).isEmpty();
    }
}
