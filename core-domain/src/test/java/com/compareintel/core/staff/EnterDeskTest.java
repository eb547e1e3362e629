package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Role;
import com.compareintel.core.account.Scope;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.staff.EnterDesk.Outcome;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnterDeskTest {
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final EnterDesk enter = new EnterDesk(accounts);
    private final Account admin = DeskStage.account(Tier.FREE, Optional.of(Role.ADMIN));

    private Caller with(Account account, Optional<IssuedKey> key) {
        Payer payer = new Payer.Account(account.id());
        return new Caller(
                new Owner.Account(account.id()),
                payer,
                account.tier(),
                account.staff(),
                List.of(),
                payer.key(),
                key);
    }

    private Optional<IssuedKey> key(Set<Scope> scopes, Instant issued) {
        return Optional.of(
                IssuedKey.fresh(
                        new KeyId(UUID.randomUUID()),
                        admin.id(),
                        new KeyTerms("key", scopes, Optional.empty(), KeyCaps.NONE),
                        issued));
    }

    @Test
    void whoever_has_a_role_gets_in_with_a_session() {
        accounts.add(admin);

        assertThat(enter.as(with(admin, Optional.empty())))
                .isEqualTo(
                        new Outcome.Entered(
                                new StaffMember(
                                        admin.id(),
                                        Role.ADMIN,
                                        Optional.empty(),
                                        "account:" + admin.id())));
    }

    @Test
    void visitors_people_without_a_role_and_suspended_staff_do_not() {
        Account ada = DeskStage.account(Tier.PRO_PLUS, Optional.empty());
        accounts.add(ada);
        accounts.add(admin.suspended(Optional.of(NOW)));
        Caller visitor = Samples.visitor(new Payer.Network("net", Optional.empty()));

        for (Caller caller :
                List.of(visitor, with(ada, Optional.empty()), with(admin, Optional.empty()))) {
            assertThat(enter.as(caller)).isEqualTo(new Outcome.Stranger());
        }
    }

    @Test
    void a_key_gets_in_if_it_manages_and_is_no_older_than_the_role() {
        accounts.add(admin);

        assertThat(enter.as(with(admin, key(Set.of(Scope.MANAGE), NOW))))
                .isInstanceOf(Outcome.Entered.class);
        assertThat(enter.as(with(admin, key(EnumSet.allOf(Scope.class), NOW.minusMillis(1)))))
                .isEqualTo(new Outcome.WrongKey());
        assertThat(enter.as(with(admin, key(Set.of(Scope.READ, Scope.COMPARE), NOW))))
                .isEqualTo(new Outcome.WrongKey());
    }
}
