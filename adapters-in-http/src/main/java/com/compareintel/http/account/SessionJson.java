package com.compareintel.http.account;

import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.http.json.Instants;
import java.util.Optional;

/// A session as its owner sees it.
record SessionJson(
        String id, String device, String createdAt, String refreshedAt, boolean current) {
    /// @param current the session it is asked from
    static SessionJson of(Session session, Optional<SessionId> current) {
        return new SessionJson(
                session.id().toString(),
                session.device(),
                Instants.text(session.createdAt()),
                Instants.text(session.refreshedAt()),
                current.filter(session.id()::equals).isPresent());
    }
}
