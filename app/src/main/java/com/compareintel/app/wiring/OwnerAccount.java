package com.compareintel.app.wiring;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.OpenAccount;
import com.compareintel.core.identity.AccountId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Makes the owner's account on the very first start, and keeps its key in a file that only the
/// owner of the process can read.
///
/// All instances would give the account the same id, so of several that start at once on one
/// database only one makes it.
@Singleton
public final class OwnerAccount {
    private static final AccountId ID =
            new AccountId(UUID.fromString("00000000-0000-7000-8000-000000000001"));

    private final Accounts accounts;
    private final OpenAccount openAccount;

    OwnerAccount(Accounts accounts, ApiKeys keys, SecureRandom random, Clock clock) {
        this.accounts = accounts;
        this.openAccount = new OpenAccount(accounts, keys, ID::value, random, clock);
    }

    /// What became of it.
    public sealed interface Outcome {
        /// It was made, and its key is in the file.
        record Made() implements Outcome {}

        /// There are accounts already; the file may be here or on another machine.
        record Present() implements Outcome {}

        /// The file cannot be written, so nothing was made.
        record Unwritable(String reason) implements Outcome {}
    }

    /// Makes the account if there is none of any kind, and writes its key to `file`. Blocks.
    public Outcome ensure(Path file) {
        if (!accounts.isEmpty()) {
            return new Outcome.Present();
        }
        // The file comes first: an account whose key nobody ever saw would be of no use.
        Path draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            create(draft);
            try {
                Optional<ApiKey> key = openUnlessPresent();
                if (key.isEmpty()) {
                    return new Outcome.Present();
                }
                Files.writeString(draft, key.get().secret() + "\n");
                Files.move(
                        draft,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                return new Outcome.Made();
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException broken) {
            return new Outcome.Unwritable(OneLine.of(broken));
        }
    }

    private static void create(Path draft) throws IOException {
        Files.createDirectories(draft.toAbsolutePath().getParent());
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private Optional<ApiKey> openUnlessPresent() {
        try {
            return openAccount.ownerIfFirst();
        } catch (RuntimeException refused) {
            if (accounts.find(ID).isPresent()) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
