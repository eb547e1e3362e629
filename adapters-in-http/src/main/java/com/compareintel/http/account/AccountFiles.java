package com.compareintel.http.account;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Scope;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.http.export.ExportFile;
import com.compareintel.http.export.Exported;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// An account, and where it is logged in; the latter for whoever may read it elsewhere too.
@Singleton
final class AccountFiles implements Exported {
    private final ShowAccount showAccount;
    private final KeepSessions sessions;

    AccountFiles(ShowAccount showAccount, KeepSessions sessions) {
        this.showAccount = showAccount;
        this.sessions = sessions;
    }

    @Override
    public Iterator<ExportFile> of(Caller caller) {
        return switch (caller.owner()) {
            case Owner.Account(var account) -> files(account, caller).iterator();
            case Owner.Visitor visitor -> Collections.emptyIterator();
        };
    }

    private List<ExportFile> files(AccountId account, Caller caller) {
        ExportFile own =
                ExportFile.json("account.json", MeJson.of(showAccount.of(account), caller));
        return caller.has(Scope.MANAGE) ? List.of(own, sessions(account)) : List.of(own);
    }

    private ExportFile sessions(AccountId account) {
        return ExportFile.jsonArray(
                "sessions.json",
                sessions.of(account).stream()
                        .map(session -> SessionJson.of(session, Optional.empty()))
                        .iterator());
    }
}
