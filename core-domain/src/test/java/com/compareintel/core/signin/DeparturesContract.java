package com.compareintel.core.signin;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Departures] promise. Every test begins with empty books, and without accounts.
public abstract class DeparturesContract {
    protected static final EmailAddress ADA = new EmailAddress("ada@example.org");
    protected static final EmailAddress BOB = new EmailAddress("bob@example.org");
    private static final PasswordHash HASH = new PasswordHash("hash");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Random random = new Random(1);

    protected abstract Accounts accounts();

    protected abstract Registrations registrations();

    protected abstract Sessions sessions();

    protected abstract ApiKeys keys();

    protected abstract Comparisons comparisons();

    protected abstract Departures departures();

    /// An account that is entered with this address.
    protected Account open(EmailAddress address) {
        Account account = RegistrationsContract.account(NOW);
        String token = address.text() + random.nextInt();
        registrations()
                .begin(new Registration(UUID.randomUUID(), address, HASH, token, "00000000", NOW));
        assertThat(registrations().confirm(new Proof.Link(token), account)).isTrue();
        return account;
    }

    /// Calls for an account.
    protected static Caller caller(Account account) {
        Payer payer = new Payer.Account(account.id());
        return new Caller(
                new Owner.Account(account.id()),
                payer,
                Tier.FREE,
                false,
                List.of(new Pool(payer.key(), Samples.daily(1_000))),
                payer.key());
    }

    protected NewComparison admitted(Draft draft) {
        NewComparison comparison = draft.of("a/one").build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    protected void end(NewComparison comparison) {
        AnswerEnding ending = Samples.completed("a/one", "High and low.", "0.01");
        comparisons().record(comparison.fence(), ending);
        comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(comparison.plan().hold(), ending),
                        0,
                        NOW.plusSeconds(1));
    }

    protected ApiKey key(Account account) {
        ApiKey key = ApiKey.generate(random);
        keys().add(
                        IssuedKey.fresh(
                                new KeyId(UUID.randomUUID()),
                                account.id(),
                                KeyTerms.unlimited("key"),
                                NOW),
                        key);
        return key;
    }

    private SessionId logIn(Account account) {
        SessionId id = new SessionId(UUID.randomUUID());
        sessions().begin(new Session(id, account.id(), "a browser", NOW, NOW), HASH);
        return id;
    }

    /// Whether this account, which was opened here, left.
    protected boolean leave(Account account) {
        return departures().leave(account.id(), Optional.of(HASH), NOW);
    }

    @Test
    void nobody_leaves_with_a_password_that_is_another_or_without_the_one_there_is() {
        Account ada = open(ADA);
        registrations().changePassword(ada.id(), HASH, new PasswordHash("another"));

        assertThat(leave(ada)).isFalse();
        assertThat(departures().leave(ada.id(), Optional.empty(), NOW)).isFalse();

        assertThat(accounts().find(ada.id())).isPresent();
        assertThat(registrations().login(ADA)).isPresent();
    }

    @Test
    void an_account_that_is_entered_by_keys_only_leaves_without_one() {
        Account ada = RegistrationsContract.account(NOW);
        accounts().add(ada);
        ApiKey adas = key(ada);

        assertThat(leave(ada)).isFalse();
        assertThat(departures().leave(ada.id(), Optional.empty(), NOW)).isTrue();

        assertThat(accounts().find(ada.id())).isEmpty();
        assertThat(keys().holder(adas, NOW)).isEmpty();
    }

    @Test
    void the_staff_stays() {
        Account ada = RegistrationsContract.account(NOW);
        Account staff = ada.in(Optional.of(new Office(Role.SUPPORT, NOW)));
        accounts().add(staff);

        assertThat(departures().leave(staff.id(), Optional.empty(), NOW)).isFalse();

        assertThat(accounts().find(staff.id())).isPresent();
    }

    private boolean isKept(Caller caller, NewComparison comparison) {
        return comparisons().find(caller.owner(), comparison.id()).isPresent();
    }

    @Test
    void nothing_lets_into_an_account_that_left_and_all_into_the_others() {
        Account ada = open(ADA);
        Account bob = open(BOB);
        ApiKey adas = key(ada);
        ApiKey bobs = key(bob);
        SessionId adasSession = logIn(ada);
        SessionId bobsSession = logIn(bob);

        assertThat(leave(ada)).isTrue();

        assertThat(accounts().find(ada.id())).isEmpty();
        assertThat(registrations().login(ADA)).isEmpty();
        assertThat(sessions().account(adasSession, NOW)).isEmpty();
        assertThat(keys().holder(adas, NOW)).isEmpty();
        assertThat(registrations().login(BOB)).isPresent();
        assertThat(sessions().account(bobsSession, NOW)).isPresent();
        assertThat(keys().holder(bobs, NOW)).isPresent();
        assertThat(leave(ada)).isFalse();
    }

    @Test
    void its_address_may_open_another_account_which_owns_nothing_of_it() {
        Account ada = open(ADA);
        NewComparison old = admitted(Draft.of(caller(ada)).inNewConversation("Tides"));
        end(old);
        leave(ada);
        departures().erase(ada.id());

        Account again = open(ADA);

        assertThat(registrations().login(ADA).orElseThrow().account()).isEqualTo(again.id());
        assertThat(isKept(caller(again), old)).isFalse();
    }

    @Test
    void what_it_owned_is_erased_and_what_others_own_is_not() {
        Account ada = open(ADA);
        Account bob = open(BOB);
        NewComparison stored = admitted(Draft.of(caller(ada)).inNewConversation("Tides"));
        NewComparison unstored = admitted(Draft.of(caller(ada)));
        NewComparison bobs = admitted(Draft.of(caller(bob)).inNewConversation("Tides"));
        end(stored);
        end(unstored);
        end(bobs);
        leave(ada);

        assertThat(departures().erase(ada.id())).isTrue();

        assertThat(isKept(caller(ada), stored)).isFalse();
        assertThat(isKept(caller(ada), unstored)).isFalse();
        assertThat(isKept(caller(bob), bobs)).isTrue();
        assertThat(departures().erase(ada.id())).isTrue();
    }

    @Test
    void what_runs_ends_first() {
        Account ada = open(ADA);
        NewComparison running = admitted(Draft.of(caller(ada)).inNewConversation("Tides"));
        leave(ada);

        assertThat(departures().erase(ada.id())).isFalse();
        assertThat(departures().conclude(LATER, 10)).isZero();
        assertThat(isKept(caller(ada), running)).isTrue();
        end(running);

        assertThat(departures().conclude(LATER, 10)).isEqualTo(1);
        assertThat(isKept(caller(ada), running)).isFalse();
        assertThat(departures().conclude(LATER, 10)).isZero();
    }

    @Test
    void what_was_admitted_at_the_last_moment_goes_in_time() {
        Account ada = open(ADA);
        end(admitted(Draft.of(caller(ada))));
        leave(ada);
        departures().erase(ada.id());
        NewComparison late = admitted(Draft.of(caller(ada)).inNewConversation("late"));
        end(late);

        assertThat(departures().conclude(NOW.minusMillis(1), 10)).isZero();
        assertThat(isKept(caller(ada), late)).isTrue();
        assertThat(departures().conclude(NOW, 10)).isEqualTo(1);
        assertThat(isKept(caller(ada), late)).isFalse();
    }

    @Test
    void who_has_left_is_forgotten_in_batches() {
        leave(open(ADA));
        leave(open(BOB));

        assertThat(departures().conclude(LATER, 1)).isEqualTo(1);
        assertThat(departures().conclude(LATER, 10)).isEqualTo(1);
        assertThat(departures().conclude(LATER, 10)).isZero();
    }
}
