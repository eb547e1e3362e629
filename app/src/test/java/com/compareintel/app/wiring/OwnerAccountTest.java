package com.compareintel.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerAccountTest {
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryApiKeys keys = new InMemoryApiKeys(accounts);

    @TempDir private Path directory;

    @Test
    void the_first_start_makes_the_owner_and_a_file_that_only_its_owner_reads() throws IOException {
        var file = directory.resolve("new/owner.key");

        var outcome = owner(accounts).ensure(file);

        assertThat(outcome).isEqualTo(new OwnerAccount.Outcome.Made());
        var owner = keys.holder(keyIn(file), Instant.now()).orElseThrow().account();
        assertThat(owner.tier()).isEqualTo(Tier.PRO_PLUS);
        assertThat(owner.staff()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(filesIn(directory.resolve("new"))).isEqualTo(1);
    }

    @Test
    void later_starts_leave_the_file_alone() throws IOException {
        var file = directory.resolve("owner.key");
        owner(accounts).ensure(file);
        var first = Files.readString(file);

        assertThat(owner(accounts).ensure(file)).isEqualTo(new OwnerAccount.Outcome.Present());

        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void of_two_that_start_at_once_one_makes_the_owner() throws Exception {
        Accounts seenEmptyByBoth = new AlwaysEmpty(accounts);

        var outcomes =
                AtOnce.run(
                        2,
                        number ->
                                owner(seenEmptyByBoth)
                                        .ensure(directory.resolve(number + "/owner.key")));

        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        new OwnerAccount.Outcome.Made(), new OwnerAccount.Outcome.Present());
        assertThat(filesIn(directory.resolve("0")) + filesIn(directory.resolve("1"))).isEqualTo(1);
    }

    @Test
    void of_two_that_start_at_once_in_one_directory_one_makes_the_owner_and_the_key_is_there()
            throws Exception {
        Accounts seenEmptyByBoth = new AlwaysEmpty(accounts);
        var file = directory.resolve("owner.key");

        var outcomes = AtOnce.run(2, number -> owner(seenEmptyByBoth).ensure(file));

        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        new OwnerAccount.Outcome.Made(), new OwnerAccount.Outcome.Present());
        assertThat(keys.holder(keyIn(file), Instant.now())).isPresent();
        assertThat(filesIn(directory)).isEqualTo(1);
    }

    @Test
    void a_start_that_ended_before_the_account_was_made_costs_nobody_the_key() throws IOException {
        var file = directory.resolve("owner.key");
        assertThatIllegalStateException().isThrownBy(() -> owner(new Broken()).ensure(file));
        var written = keyIn(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(owner(accounts).ensure(file)).isEqualTo(new OwnerAccount.Outcome.Made());

        assertThat(keyIn(file)).isEqualTo(written);
        assertThat(keys.holder(written, Instant.now())).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void what_is_no_key_is_replaced() throws IOException {
        var file = Files.writeString(directory.resolve("owner.key"), "ci_");

        owner(accounts).ensure(file);

        assertThat(keys.holder(keyIn(file), Instant.now())).isPresent();
    }

    @Test
    void an_account_whose_key_cannot_be_kept_is_not_made() throws IOException {
        var occupied = Files.writeString(directory.resolve("occupied"), "a file, no directory");

        var outcome = owner(accounts).ensure(occupied.resolve("owner.key"));

        assertThat(outcome).isInstanceOf(OwnerAccount.Outcome.Unwritable.class);
        assertThat(accounts.isEmpty()).isTrue();
    }

    private OwnerAccount owner(Accounts seen) {
        var keysOfSeen = seen instanceof Broken ? new InMemoryApiKeys(seen) : keys;
        return new OwnerAccount(seen, keysOfSeen, new SecureRandom(), Clock.systemUTC());
    }

    private static ApiKey keyIn(Path file) throws IOException {
        return ApiKey.parse(Files.readString(file).strip()).orElseThrow();
    }

    private static long filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    /// A database that is empty and then gone.
    private record Broken() implements Accounts {
        @Override
        public void add(Account account) {
            throw new IllegalStateException("gone");
        }

        @Override
        public Optional<Account> find(AccountId id) {
            return Optional.empty();
        }

        @Override
        public boolean isEmpty() {
            return true;
        }
    }

    /// Accounts as somebody sees them who looked a moment too early.
    private record AlwaysEmpty(Accounts accounts) implements Accounts {
        @Override
        public void add(Account account) {
            accounts.add(account);
        }

        @Override
        public Optional<Account> find(AccountId id) {
            return accounts.find(id);
        }

        @Override
        public boolean isEmpty() {
            return true;
        }
    }
}
