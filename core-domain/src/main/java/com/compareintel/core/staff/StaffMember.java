package com.compareintel.core.staff;

import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.Role;
import com.compareintel.core.identity.AccountId;
import java.util.Optional;

/// Somebody at the operator's desk.
///
/// @param role when it came in; whatever it does is decided by the one it has then
/// @param key the API key it came with, if it did
/// @param idempotencyScope whose idempotency keys are its own
public record StaffMember(
        AccountId account, Role role, Optional<KeyId> key, String idempotencyScope) {}
