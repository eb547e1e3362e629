package com.compareintel.persistence.postgres;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.staff.Act;
import com.compareintel.core.staff.Deed;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.DeskContract;
import com.compareintel.core.staff.StaffMember;
import com.compareintel.core.tier.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PostgresDeskTest extends DeskContract {
    @Override
    protected void open() {
        try {
            Fixture.clear();
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
        super.open();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
    }

    @Override
    protected ApiKeys keys() {
        return Fixture.get(ApiKeys.class);
    }

    @Override
    protected Sessions sessions() {
        return Fixture.get(Sessions.class);
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected CreditLedger ledger() {
        return Fixture.get(CreditLedger.class);
    }

    @Override
    protected Desk desk() {
        return Fixture.get(Desk.class);
    }

    private Account opened(Optional<Role> role) {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "somebody",
                        Tier.STARTER,
                        ZoneOffset.UTC,
                        NOW,
                        NOW,
                        role.map(one -> new Office(one, NOW)),
                        Optional.empty());
        accounts().add(account);
        return account;
    }

    private AdmitOutcome admitted(Account account) {
        Payer payer = new Payer.Account(account.id());
        Caller caller =
                new Caller(
                        new Owner.Account(account.id()),
                        payer,
                        account.tier(),
                        false,
                        List.of(new Pool(payer.key(), Samples.daily(100))),
                        payer.key());
        return comparisons().admit(Draft.of(caller).holding(1).at(NOW).build());
    }

    @Test
    void credit_is_free_while_an_admission_waits_for_the_account_that_is_being_suspended()
            throws Exception {
        Account account = opened(Optional.empty());
        Account known = opened(Optional.of(Role.SUPPORT));
        StaffMember staff =
                new StaffMember(
                        known.id(), Role.SUPPORT, Optional.empty(), "account:" + known.id());
        Act suspension =
                new Act(UUID.randomUUID(), NOW, staff, new Deed.Suspend(account.id()), "because");
        assertThat(admitted(account)).isEqualTo(new AdmitOutcome.Admitted());
        try (Connection ending = Fixture.database().connect();
                Statement sql = ending.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ending.setAutoCommit(false);
            // what a finish does, in its order
            sql.execute("SELECT id FROM comparisons FOR NO KEY UPDATE");
            var suspending = threads.submit(() -> desk().act(suspension, Optional.empty()));
            LockWaiters.await(1);
            var beginning = threads.submit(() -> admitted(account));
            LockWaiters.await(2);
            sql.execute("SET LOCAL lock_timeout = '5s'");
            sql.execute("SELECT key FROM credit_pools FOR NO KEY UPDATE");
            ending.commit();

            assertThat(suspending.get()).isInstanceOf(Desk.Outcome.Done.class);
            assertThat(beginning.get()).isEqualTo(new AdmitOutcome.Shut());
        }
    }
}
