package com.compareintel.http.security;

import static com.compareintel.core.account.Role.ADMIN;
import static com.compareintel.core.account.Role.OWNER;
import static com.compareintel.core.account.Role.SUPPORT;
import static java.util.Map.entry;

import com.compareintel.core.account.Role;
import java.util.Map;

/// The least role that each operation of the operator's desk takes. A key needs the scope `manage`
/// besides.
final class DeskAccess {
    private static final Map<String, Role> ROLES =
            Map.ofEntries(
                    entry("GET /v1/admin/accounts", SUPPORT),
                    entry("GET /v1/admin/accounts/{id}", SUPPORT),
                    entry("POST /v1/admin/accounts/{id}/suspend", SUPPORT),
                    entry("POST /v1/admin/accounts/{id}/unsuspend", SUPPORT),
                    entry("PUT /v1/admin/accounts/{id}/tier", ADMIN),
                    entry("POST /v1/admin/accounts/{id}/credits", ADMIN),
                    entry("PUT /v1/admin/accounts/{id}/role", OWNER),
                    entry("GET /v1/admin/comparisons/{id}", SUPPORT),
                    entry("GET /v1/admin/models", SUPPORT),
                    entry("PUT /v1/admin/models/{id}", ADMIN),
                    entry("GET /v1/admin/limits", SUPPORT),
                    entry("GET /v1/admin/retention", SUPPORT),
                    entry("GET /v1/admin/state", SUPPORT),
                    entry("GET /v1/admin/statistics", ADMIN),
                    entry("GET /v1/admin/audit", ADMIN));

    private DeskAccess() {}

    /// The operations, such as `GET /v1/admin/accounts/{id}`, and the least role each takes.
    static Map<String, Role> roles() {
        return ROLES;
    }
}
