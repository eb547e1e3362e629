package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Role;
import com.compareintel.core.account.Scope;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.Registration;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.staff.AccountFiles.Found;
import com.compareintel.core.staff.AccountFiles.Search;
import com.compareintel.core.tier.Tier;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any [AccountFiles] promise, beside the ports over the same accounts.
public abstract class AccountFilesContract extends DeskStage {
    private int number;

    protected abstract ApiKeys keys();

    protected abstract Sessions sessions();

    protected abstract Registrations registrations();

    protected abstract AccountFiles files();

    @BeforeEach
    void open_the_accounts() {
        open();
    }

    /// An account that is newer than those before it.
    private Account registered(String address) {
        Account account =
                new Account(
                        new AccountId(new UUID(0xffff_0000_0000_7000L + ++number, Long.MIN_VALUE)),
                        "Name%" + number + "_",
                        Tier.FREE,
                        false,
                        ZoneOffset.UTC,
                        NOW,
                        NOW);
        registrations()
                .begin(
                        new Registration(
                                UUID.randomUUID(),
                                new EmailAddress(address),
                                new PasswordHash("hash"),
                                "token" + number,
                                "12345678",
                                NOW));
        assertThat(registrations().confirm(new Proof.Link("token" + number), account)).isTrue();
        return account;
    }

    private static Search text(String text) {
        return new Search(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private List<AccountId> found(Search search) {
        return files().search(search, Optional.empty(), 100).stream()
                .map(found -> found.account().id())
                .toList();
    }

    @Test
    void accounts_are_found_by_address_name_or_id() {
        Account one = registered("Ada.Lovelace@example.org");
        Account two = registered("bob@example.net");

        assertThat(found(text("LOVELACE@"))).containsExactly(one.id());
        assertThat(found(text("example."))).containsExactly(two.id(), one.id());
        assertThat(found(text("name%2"))).containsExactly(two.id());
        assertThat(found(text("%"))).containsExactly(two.id(), one.id());
        assertThat(found(text(ada.id().toString()))).containsExactly(ada.id());
        assertThat(found(text(ada.id().toString().substring(1)))).isEmpty();
        assertThat(files().search(text("lovelace"), Optional.empty(), 1))
                .containsExactly(
                        new Found(one, Optional.of(new EmailAddress("Ada.Lovelace@example.org"))));
    }

    @Test
    void they_are_found_by_tier_role_and_suspension() {
        done(support, new Deed.Suspend(ada.id()));

        assertThat(
                        found(
                                new Search(
                                        Optional.empty(),
                                        Optional.of(Tier.FREE),
                                        Optional.empty(),
                                        Optional.empty())))
                .containsExactlyInAnyOrder(admin.id(), support.id());
        assertThat(
                        found(
                                new Search(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Role.ADMIN),
                                        Optional.empty())))
                .containsExactly(admin.id());
        assertThat(
                        found(
                                new Search(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(true))))
                .containsExactly(ada.id());
        assertThat(
                        found(
                                new Search(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(false))))
                .containsExactlyInAnyOrder(owner.id(), admin.id(), support.id());
    }

    @Test
    void pages_follow_each_other_newest_first_whoever_comes_meanwhile() {
        List<AccountId> all = found(Search.ALL);
        List<Found> first = files().search(Search.ALL, Optional.empty(), 3);
        Account later = registered("late@example.org");

        List<Found> rest =
                files().search(Search.ALL, Optional.of(first.getLast().account().id()), 100);

        assertThat(first.stream().map(found -> found.account().id())).isEqualTo(all.subList(0, 3));
        assertThat(rest.stream().map(found -> found.account().id())).isEqualTo(all.subList(3, 4));
        assertThat(found(Search.ALL).getFirst()).isEqualTo(later.id());
    }

    @Test
    void a_suspended_account_is_entered_by_nobody_until_it_is_opened_again() {
        Account account = registered("ada@example.org");
        EmailAddress address = new EmailAddress("ada@example.org");

        done(support, new Deed.Suspend(account.id()));
        assertThat(registrations().login(address)).isEmpty();
        assertThat(registrations().address(account.id())).contains(address);

        done(support, new Deed.Unsuspend(account.id()));
        assertThat(registrations().login(address)).isPresent();
    }

    @Test
    void a_file_counts_what_is_good_now() {
        sessions()
                .begin(
                        new Session(new SessionId(UUID.randomUUID()), ada.id(), "phone", NOW, NOW),
                        new PasswordHash("shown"));
        keys().add(
                        IssuedKey.fresh(
                                new KeyId(UUID.randomUUID()),
                                ada.id(),
                                KeyTerms.unlimited("key"),
                                NOW),
                        ApiKey.generate(new SecureRandom()));
        keys().add(
                        IssuedKey.fresh(
                                new KeyId(UUID.randomUUID()),
                                ada.id(),
                                new KeyTerms(
                                        "short",
                                        Set.of(Scope.READ),
                                        Optional.of(NOW.plusSeconds(1)),
                                        KeyCaps.NONE),
                                NOW),
                        ApiKey.generate(new SecureRandom()));
        holds(ada, 3, NOW);
        holds(admin, 3, NOW);

        AccountFiles.File file = files().find(ada.id(), NOW.plusSeconds(1)).orElseThrow();

        assertThat(file)
                .isEqualTo(new AccountFiles.File(new Found(ada, Optional.empty()), 1, 1, 1));
        assertThat(files().find(ada.id(), NOW.plus(Session.LASTS)).orElseThrow().sessions())
                .isZero();
        assertThat(files().find(new AccountId(UUID.randomUUID()), NOW)).isEmpty();
    }
}
