package com.compareintel.core.signin;

import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// Devices in memory, beside the registrations whose accounts were entered from them. Thread-safe.
public final class InMemoryDevices implements Devices {
    private record Known(DeviceToken device, AccountId account) {}

    private final Registrations registrations;
    private final Map<Known, Instant> seen = new HashMap<>();

    public InMemoryDevices(Registrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public synchronized boolean isKnown(DeviceToken device, EmailAddress address) {
        return registrations
                .login(address)
                .filter(login -> seen.containsKey(new Known(device, login.account())))
                .isPresent();
    }

    @Override
    public synchronized void note(DeviceToken device, AccountId account, Instant at) {
        seen.put(new Known(device, account), at);
        seen.entrySet().stream()
                .filter(one -> one.getKey().account().equals(account))
                .sorted(Map.Entry.<Known, Instant>comparingByValue(Comparator.reverseOrder()))
                .skip(MOST)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(seen::remove);
    }
}
