package com.compareintel.core.staff;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All accounts in memory. Thread-safe.
public record InMemoryAccountFiles(
        InMemoryAccounts accounts,
        Registrations registrations,
        InMemoryApiKeys keys,
        Sessions sessions,
        InMemoryComparisons comparisons)
        implements AccountFiles {

    @Override
    public List<Found> search(Search search, Optional<AccountId> after, int limit) {
        return accounts.all().stream()
                .filter(account ->
                        after.filter(last ->
                                        account.id().toString().compareTo(last.toString()) >= 0)
                                .isEmpty())
                .map(this::found)
                .filter(found -> isLike(found, search))
                .limit(limit)
                .toList();
    }

    private Found found(Account account) {
        return new Found(account, registrations.address(account.id()));
    }

    private static boolean isLike(Found found, Search search) {
        Account account = found.account();
        return search.text().map(text -> holds(found, text.toLowerCase(Locale.ROOT))).orElse(true)
                && search.tier().map(account.tier()::equals).orElse(true)
                && search.staff().map(role -> account.role().equals(Optional.of(role))).orElse(true)
                && search.suspended().map(is -> is == account.isSuspended()).orElse(true);
    }

    private static boolean holds(Found found, String text) {
        return found.address().map(EmailAddress::key).filter(key -> key.contains(text)).isPresent()
                || found.account().name().toLowerCase(Locale.ROOT).contains(text)
                || found.account().id().toString().equals(text);
    }

    @Override
    public Optional<File> find(AccountId id, Instant now) {
        return accounts.find(id)
                .map(account ->
                        new File(
                                found(account),
                                (int)
                                        keys.of(id).stream()
                                                .filter(key ->
                                                        key.stateAt(now) == IssuedKey.State.ACTIVE)
                                                .count(),
                                sessions.of(id, now).size(),
                                comparisons.runningOf(new Owner.Account(id))));
    }
}
