package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyHolder;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Role;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.staff.Authority.Lack;
import com.compareintel.core.tier.Tier;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any [Desk] promises, beside the ports over the same accounts. Every test begins without
/// any.
public abstract class DeskContract extends DeskStage {
    private static final Instant LATER = NOW.plusSeconds(60);

    protected abstract ApiKeys keys();

    protected abstract Sessions sessions();

    @BeforeEach
    void open_the_accounts() {
        open();
    }

    private SessionId session(Account account) {
        SessionId id = new SessionId(UUID.randomUUID());
        sessions()
                .begin(new Session(id, account.id(), "phone", NOW, NOW), new PasswordHash("shown"));
        return id;
    }

    @Test
    void a_suspended_account_has_no_sessions_and_its_keys_tell_so() {
        ApiKey key = ApiKey.generate(new SecureRandom());
        keys().add(
                        IssuedKey.fresh(
                                new KeyId(UUID.randomUUID()),
                                ada.id(),
                                KeyTerms.unlimited("key"),
                                NOW),
                        key);
        SessionId session = session(ada);

        AuditEntry entry = done(support, new Deed.Suspend(ada.id()), LATER);

        assertThat(sessions().account(session, LATER)).isEmpty();
        assertThat(keys().holder(key, LATER).map(KeyHolder::account).filter(Account::isSuspended))
                .isPresent();
        assertThat(now(ada)).isEqualTo(ada.suspended(Optional.of(LATER)));
        assertThat(entry.subject()).isEqualTo(ada.id().toString());
        assertThat(entry.role()).isEqualTo(Role.SUPPORT);
        assertThat(entry.reason()).isEqualTo("because");
        assertThat(audit()).containsExactly(entry);
    }

    @Test
    void what_a_suspended_account_has_running_is_to_be_cancelled_and_nobody_elses() {
        NewComparison own = holds(ada, 3, NOW);
        NewComparison other = holds(admin, 3, NOW);

        done(support, new Deed.Suspend(ada.id()));

        assertThat(comparisons().cancelsAsked(own.fence().instance()))
                .containsExactlyEntriesOf(
                        Map.of(own.id(), Set.of(new ModelId("a/one"), new ModelId("b/two"))));
        assertThat(comparisons().cancelsAsked(other.fence().instance())).isEmpty();
    }

    private AdmitOutcome admitted(Account account) {
        return comparisons().admit(Draft.of(caller(account)).holding(1).at(NOW).build());
    }

    @Test
    void what_was_on_its_way_in_when_an_account_was_suspended_finds_it_shut() {
        done(support, new Deed.Suspend(ada.id()));

        assertThat(admitted(ada)).isEqualTo(new AdmitOutcome.Shut());
        assertThat(admitted(admin)).isEqualTo(new AdmitOutcome.Admitted());

        done(support, new Deed.Unsuspend(ada.id()));
        assertThat(admitted(ada)).isEqualTo(new AdmitOutcome.Admitted());
    }

    @Test
    void whatever_is_admitted_while_an_account_is_suspended_is_to_be_cancelled()
            throws InterruptedException {
        List<NewComparison> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(Draft.of(caller(ada)).holding(1).at(NOW).build());
        }

        List<Boolean> running =
                AtOnce.run(
                        asked.size() + 1,
                        i ->
                                i == asked.size() / 2
                                        ? does(support, new Deed.Suspend(ada.id()), NOW) == null
                                        : comparisons()
                                                .admit(asked.get(i < asked.size() / 2 ? i : i - 1))
                                                .equals(new AdmitOutcome.Admitted()));

        Set<ComparisonId> cancelled = new HashSet<>();
        asked.forEach(one ->
                cancelled.addAll(comparisons().cancelsAsked(one.fence().instance()).keySet()));
        assertThat(cancelled).hasSize((int) running.stream().filter(yes -> yes).count());
    }

    @Test
    void an_account_that_is_opened_again_is_as_it_was() {
        done(support, new Deed.Suspend(ada.id()));
        done(support, new Deed.Unsuspend(ada.id()));

        assertThat(now(ada)).isEqualTo(ada);
        assertThat(audit())
                .extracting(AuditEntry::kind)
                .containsExactly(AuditEntry.Kind.UNSUSPEND, AuditEntry.Kind.SUSPEND);
    }

    @Test
    void what_stands_like_that_already_is_not_done_or_written_down_again() {
        done(support, new Deed.Suspend(ada.id()));

        assertThat(does(support, new Deed.Suspend(ada.id()), LATER))
                .isEqualTo(new Desk.Outcome.Unchanged());
        assertThat(does(owner, new Deed.Unsuspend(admin.id()), LATER))
                .isEqualTo(new Desk.Outcome.Unchanged());
        assertThat(does(owner, new Deed.ChangeTier(ada.id(), Tier.STARTER), LATER))
                .isEqualTo(new Desk.Outcome.Unchanged());
        assertThat(does(owner, new Deed.ChangeRole(ada.id(), Optional.empty()), LATER))
                .isEqualTo(new Desk.Outcome.Unchanged());
        assertThat(now(ada).suspendedAt()).contains(NOW);
        assertThat(audit()).hasSize(1);
    }

    @Test
    void a_role_is_given_and_taken_and_ends_all_sessions() {
        SessionId session = session(ada);

        AuditEntry given =
                done(owner, new Deed.ChangeRole(ada.id(), Optional.of(Role.ADMIN)), LATER);

        assertThat(sessions().account(session, LATER)).isEmpty();
        assertThat(now(ada).role()).contains(Role.ADMIN);
        assertThat(now(ada).office().orElseThrow().since()).isEqualTo(LATER);
        assertThat(given.before()).isEmpty();
        assertThat(given.after()).contains("admin");

        AuditEntry taken = done(owner, new Deed.ChangeRole(ada.id(), Optional.empty()), LATER);
        assertThat(now(ada)).isEqualTo(ada);
        assertThat(taken.before()).contains("admin");
        assertThat(taken.after()).isEmpty();
    }

    @Test
    void whoever_may_not_changes_nothing_and_leaves_no_entry() {
        record Attempt(Account by, Deed deed, Lack lack) {}
        Deed.ChangeTier pro = new Deed.ChangeTier(ada.id(), Tier.PRO);
        Deed.ChangeRole role = new Deed.ChangeRole(ada.id(), Optional.of(Role.SUPPORT));
        List<Attempt> attempts =
                List.of(
                        new Attempt(ada, new Deed.Suspend(support.id()), Lack.STRANGER),
                        new Attempt(ada, new Deed.Suspend(ada.id()), Lack.STRANGER),
                        new Attempt(support, pro, Lack.TOO_LOW),
                        new Attempt(support, new Deed.AdjustCredits(ada.id(), 1), Lack.TOO_LOW),
                        new Attempt(support, role, Lack.TOO_LOW),
                        new Attempt(admin, role, Lack.TOO_LOW),
                        new Attempt(support, new Deed.Suspend(support.id()), Lack.SELF),
                        new Attempt(owner, new Deed.AdjustCredits(owner.id(), 1), Lack.SELF),
                        new Attempt(support, new Deed.Suspend(admin.id()), Lack.NOT_ABOVE),
                        new Attempt(admin, new Deed.Suspend(owner.id()), Lack.NOT_ABOVE),
                        new Attempt(
                                support,
                                new Deed.ChangeModel(new ModelId("a/one"), ModelOverride.NONE),
                                Lack.TOO_LOW));

        for (Attempt attempt : attempts) {
            assertThat(does(attempt.by(), attempt.deed(), NOW))
                    .as(attempt.toString())
                    .isEqualTo(new Desk.Outcome.Lacking(attempt.lack()));
        }

        assertThat(audit()).isEmpty();
        for (Account account : List.of(owner, admin, support, ada)) {
            assertThat(now(account)).isEqualTo(account);
            assertThat(ledger().entries("account:" + account.id(), 1)).isEmpty();
        }
    }

    @Test
    void equals_do_not_act_on_each_other() {
        Account second = account(Tier.FREE, Optional.of(Role.ADMIN));
        accounts().add(second);

        assertThat(does(admin, new Deed.Suspend(second.id()), NOW))
                .isEqualTo(new Desk.Outcome.Lacking(Lack.NOT_ABOVE));
        done(owner, new Deed.Suspend(second.id()));
    }

    @Test
    void a_role_counts_as_it_is_when_the_act_is_done() {
        StaffMember before = as(admin);
        done(owner, new Deed.ChangeRole(admin.id(), Optional.empty()));
        Act act =
                new Act(
                        UUID.randomUUID(),
                        NOW,
                        before,
                        new Deed.AdjustCredits(ada.id(), 1_000),
                        "late");

        assertThat(desk().act(act, Optional.empty()))
                .isEqualTo(new Desk.Outcome.Lacking(Lack.STRANGER));
    }

    @Test
    void suspended_staff_does_nothing() {
        done(owner, new Deed.Suspend(admin.id()));

        assertThat(does(admin, new Deed.Suspend(ada.id()), NOW))
                .isEqualTo(new Desk.Outcome.Lacking(Lack.STRANGER));
    }

    @Test
    void an_account_that_does_not_exist_is_missing() {
        AccountId nobody = new AccountId(UUID.randomUUID());

        assertThat(does(owner, new Deed.Suspend(nobody), NOW))
                .isEqualTo(new Desk.Outcome.Missing());
        assertThat(audit()).isEmpty();
    }

    @Test
    void the_audit_is_read_in_pages_by_whom_and_to_whom() {
        List<AuditEntry> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.addFirst(done(i % 2 == 0 ? admin : owner, new Deed.AdjustCredits(ada.id(), 1)));
        }
        all.addFirst(done(owner, new Deed.Suspend(support.id())));

        List<AuditEntry> first = desk().audit(Desk.About.ALL, Optional.empty(), 2).orElseThrow();
        done(owner, new Deed.Unsuspend(support.id()));
        List<AuditEntry> rest =
                desk().audit(Desk.About.ALL, Optional.of(first.getLast().id()), 100).orElseThrow();

        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(rest).isEqualTo(all.subList(2, 6));
        assertThat(
                        desk().audit(
                                        new Desk.About(Optional.of(admin.id()), Optional.empty()),
                                        Optional.empty(),
                                        100)
                                .orElseThrow())
                .isEqualTo(List.of(all.get(1), all.get(3), all.get(5)));
        assertThat(
                        desk().audit(
                                        new Desk.About(
                                                Optional.empty(),
                                                Optional.of(support.id().toString())),
                                        Optional.empty(),
                                        100)
                                .orElseThrow())
                .hasSize(2);
        assertThat(desk().audit(Desk.About.ALL, Optional.of(UUID.randomUUID()), 1)).isEmpty();
    }

    @Test
    void acts_at_the_same_time_are_all_written_down_and_done_once() throws Exception {
        List<Desk.Outcome> outcomes =
                AtOnce.run(
                        12,
                        i ->
                                i % 2 == 0
                                        ? does(support, new Deed.Suspend(ada.id()), NOW)
                                        : does(
                                                admin,
                                                new Deed.AdjustCredits(ada.id(), 1_000),
                                                NOW));

        assertThat(outcomes.stream().filter(Desk.Outcome.Unchanged.class::isInstance)).hasSize(5);
        assertThat(audit()).hasSize(7);
        assertThat(funds(ada, NOW).available().milli()).isEqualTo(726_000);
    }
}
