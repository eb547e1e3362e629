package com.compareintel.core.preference;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.ReasoningEffort;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Preferences] promises, and the [Accounts] that it is about.
public abstract class PreferencesContract {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Parameters PARAMETERS =
            new Parameters(
                    Optional.of(new BigDecimal("0.7")),
                    Optional.of(BigDecimal.ONE),
                    OptionalInt.of(2_000),
                    OptionalLong.of(-5),
                    Optional.of(ReasoningEffort.LOW));

    protected abstract Accounts accounts();

    protected abstract Preferences preferences();

    private AccountId account() {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        Tier.FREE,
                        false,
                        BERLIN,
                        NOW,
                        NOW);
        accounts().add(account);
        return account.id();
    }

    @Test
    void whoever_chose_nothing_has_its_zone_and_nothing_else() {
        assertThat(preferences().of(account()))
                .contains(new Preference(BERLIN, Theme.SYSTEM, List.of(), Parameters.DEFAULTS));
    }

    @Test
    void what_was_chosen_last_is_kept_as_a_whole_and_the_zone_is_the_accounts() {
        AccountId ada = account();
        AccountId bob = account();
        Preference first =
                new Preference(
                        ZoneId.of("Asia/Tokyo"),
                        Theme.DARK,
                        List.of(new ModelId("b/two"), new ModelId("a/one")),
                        PARAMETERS);
        Preference second =
                new Preference(ZoneId.of("UTC"), Theme.LIGHT, List.of(), Parameters.DEFAULTS);

        assertThat(preferences().keep(ada, first)).isTrue();
        assertThat(preferences().of(ada)).contains(first);
        assertThat(accounts().find(ada).orElseThrow().zone()).isEqualTo(first.zone());
        assertThat(preferences().keep(ada, second)).isTrue();

        assertThat(preferences().of(ada)).contains(second);
        assertThat(preferences().of(bob).orElseThrow().theme()).isEqualTo(Theme.SYSTEM);
        assertThat(accounts().find(bob).orElseThrow().zone()).isEqualTo(BERLIN);
    }

    @Test
    void nobody_chooses_nothing() {
        AccountId nobody = new AccountId(UUID.randomUUID());

        assertThat(preferences().of(nobody)).isEmpty();
        assertThat(
                        preferences()
                                .keep(
                                        nobody,
                                        new Preference(
                                                BERLIN,
                                                Theme.DARK,
                                                List.of(),
                                                Parameters.DEFAULTS)))
                .isFalse();
    }
}
