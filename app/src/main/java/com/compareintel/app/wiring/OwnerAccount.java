package com.compareintel.app.wiring;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.OpenAccount;
import com.compareintel.core.identity.AccountId;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Accounts accounts;
    private final ApiKeys keys;
    private final Clock clock;
    private final OpenAccount openAccount;

    OwnerAccount(Accounts accounts, ApiKeys keys, SecureRandom random, Clock clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.clock = clock;
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

    /// Makes the account if there is none of any kind, with the key in `file`. The file comes
    /// first: an account whose key nobody ever saw would be of no use, while a key without an
    /// account, left by a start that went no further, is the account's in the next. Blocks.
    public Outcome ensure(Path file) {
        if (!accounts.isEmpty()) {
            return new Outcome.Present();
        }
        try {
            Optional<ApiKey> left = keyIn(file);
            ApiKey key = left.isPresent() ? left.get() : newKeyIn(file);
            if (openUnlessPresent(key)) {
                return new Outcome.Made();
            }
            if (keys.holder(key, clock.instant()).isEmpty()) {
                Files.deleteIfExists(file);
            }
            return new Outcome.Present();
        } catch (IOException broken) {
            return new Outcome.Unwritable(OneLine.of(broken));
        }
    }

    private static Optional<ApiKey> keyIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<ApiKey> key = ApiKey.parse(Files.readString(file).strip());
        if (key.isPresent()) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        } else {
            Files.delete(file);
        }
        return key;
    }

    /// The key that is in the file from now on: a new one, or that of another start, if that was
    /// quicker.
    private ApiKey newKeyIn(Path file) throws IOException {
        ApiKey key = openAccount.newKey();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "owner", ".new");
        try {
            Files.setPosixFilePermissions(draft, OWNER_ONLY);
            Files.writeString(draft, key.secret() + "\n");
            link(file, draft);
        } finally {
            Files.delete(draft);
        }
        return keyIn(file).orElseThrow(() -> new FileNotFoundException(file.toString()));
    }

    /// Gives the draft its name, unless that is taken. Where a file cannot have two names, a copy
    /// is the next best.
    private static void link(Path file, Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException taken) {
            // Another start was quicker.
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.copy(draft, file, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private boolean openUnlessPresent(ApiKey key) {
        try {
            return openAccount.ownerIfFirst(key);
        } catch (RuntimeException refused) {
            if (accounts.find(ID).isPresent()) {
                return false;
            }
            throw refused;
        }
    }
}
