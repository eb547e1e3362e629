package com.compareintel.core.signin;

import com.compareintel.core.account.InMemoryAccounts;

class InMemoryDevicesTest extends DevicesContract {
    private final Registrations registrations = new InMemoryRegistrations(new InMemoryAccounts());
    private final Devices devices = new InMemoryDevices(registrations);

    @Override
    protected Registrations registrations() {
        return registrations;
    }

    @Override
    protected Devices devices() {
        return devices;
    }
}
