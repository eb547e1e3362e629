package com.compareintel.core.signin;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.InMemoryAccounts;

class InMemoryChallengesTest extends ChallengesContract {
    private final Accounts accounts = new InMemoryAccounts();
    private final Sessions sessions = new InMemorySessions(accounts);
    private final InMemoryRegistrations registrations =
            new InMemoryRegistrations(accounts, sessions);
    private final Challenges challenges = new InMemoryChallenges(registrations);

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Override
    protected Registrations registrations() {
        return registrations;
    }

    @Override
    protected Challenges challenges() {
        return challenges;
    }
}
