package com.compareintel.http.account;

import com.compareintel.core.account.Caller;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.http.json.Instants;
import org.jspecify.annotations.Nullable;

/// An account as its owner sees it.
record MeJson(
        String id,
        String name,
        @Nullable String email,
        String tier,
        boolean staff,
        String timeZone,
        String createdAt,
        @Nullable String trialUntil) {
    static MeJson of(ShowAccount.Shown shown, Caller caller) {
        return new MeJson(
                shown.account().id().toString(),
                shown.account().name(),
                shown.address().map(EmailAddress::text).orElse(null),
                shown.account().tier().wireName(),
                shown.account().staff(),
                shown.account().zone().getId(),
                Instants.text(shown.account().createdAt()),
                caller.trialUntil().map(Instants::text).orElse(null));
    }
}
