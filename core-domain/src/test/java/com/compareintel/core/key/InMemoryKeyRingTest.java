package com.compareintel.core.key;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.comparison.Samples;

class InMemoryKeyRingTest extends KeyRingContract {
    private final Accounts accounts = new InMemoryAccounts();
    private final InMemoryApiKeys keys = new InMemoryApiKeys(accounts);
    private final KeyRing ring =
            new InMemoryKeyRing(
                    keys, InMemoryBooks.empty(new ManualClock(Samples.NOW)).comparisons());

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected ApiKeys keys() {
        return keys;
    }

    @Override
    protected KeyRing ring() {
        return ring;
    }
}
