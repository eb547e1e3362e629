package com.compareintel.core.staff;

import com.compareintel.core.account.Role;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.util.Optional;

/// What can be done at the operator's desk.
public sealed interface Deed {
    /// The least role that may do it.
    Role needs();

    /// What is done to an account.
    sealed interface ToAccount extends Deed {
        /// Whose.
        AccountId account();
    }

    /// Shuts an account: its sessions end, its keys and password lead nowhere, and its running
    /// comparisons are cancelled as if it had asked for that.
    record Suspend(AccountId account) implements ToAccount {
        @Override
        public Role needs() {
            return Role.SUPPORT;
        }
    }

    /// Opens it again, with the keys it had.
    record Unsuspend(AccountId account) implements ToAccount {
        @Override
        public Role needs() {
            return Role.SUPPORT;
        }
    }

    /// Puts it into another tier; see [TierChange] for what becomes of its credit.
    record ChangeTier(AccountId account, Tier tier) implements ToAccount {
        @Override
        public Role needs() {
            return Role.ADMIN;
        }
    }

    /// Gives credit in the running period, or takes some back.
    ///
    /// @param milli thousandths of a credit, below zero to take; not zero
    record AdjustCredits(AccountId account, long milli) implements ToAccount {
        public AdjustCredits {
            if (milli == 0) {
                throw new IllegalArgumentException("an adjustment of nothing");
            }
        }

        @Override
        public Role needs() {
            return Role.ADMIN;
        }
    }

    /// Gives it another role, or none, and ends its sessions. Nobody is made owner.
    record ChangeRole(AccountId account, Optional<Role> role) implements ToAccount {
        public ChangeRole {
            if (role.filter(Role.OWNER::equals).isPresent()) {
                throw new IllegalArgumentException("there is one owner");
            }
        }

        @Override
        public Role needs() {
            return Role.OWNER;
        }
    }

    /// Sells a model otherwise than its provider and the price list say.
    record ChangeModel(ModelId model, ModelOverride override) implements Deed {
        @Override
        public Role needs() {
            return Role.ADMIN;
        }
    }
}
