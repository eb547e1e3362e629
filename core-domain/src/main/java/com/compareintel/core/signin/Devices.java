package com.compareintel.core.signin;

import com.compareintel.core.Port;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;

/// Keeps from which devices accounts were entered. Of tokens only hashes are kept. Each method is
/// one transaction.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Devices {
    /// How many are known of an account; one more, and the one seen longest ago is not.
    int MOST = 20;

    /// Whether the account with this address was entered from this device.
    boolean isKnown(DeviceToken device, EmailAddress address);

    /// Notes that an account was entered from this device at this time, if it is still there.
    void note(DeviceToken device, AccountId account, Instant at);
}
