package com.compareintel.core.signin;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Devices] promise. Every test begins with none, and without accounts.
public abstract class DevicesContract {
    protected static final EmailAddress ADA = new EmailAddress("Ada@Example.org");
    private static final EmailAddress BOB = new EmailAddress("bob@example.org");

    protected abstract Registrations registrations();

    protected abstract Devices devices();

    /// An account that is entered with this address.
    protected Account open(EmailAddress address) {
        Account account = RegistrationsContract.account(NOW);
        registrations()
                .begin(
                        new Registration(
                                UUID.randomUUID(),
                                address,
                                new PasswordHash("hash"),
                                "open " + address.text(),
                                "00000000",
                                NOW));
        registrations().confirm(new Proof.Link("open " + address.text()), account);
        return account;
    }

    /// A token that is told from others by this number.
    protected static DeviceToken device(int number) {
        return new DeviceToken("device-%036d".formatted(number));
    }

    @Test
    void a_device_is_known_to_the_account_that_was_entered_from_it_and_to_no_other() {
        Account ada = open(ADA);
        open(BOB);
        assertThat(devices().isKnown(device(1), ADA)).isFalse();

        devices().note(device(1), ada.id(), NOW);

        assertThat(devices().isKnown(device(1), new EmailAddress("ada@EXAMPLE.org"))).isTrue();
        assertThat(devices().isKnown(device(2), ADA)).isFalse();
        assertThat(devices().isKnown(device(1), BOB)).isFalse();
        assertThat(devices().isKnown(device(1), new EmailAddress("eve@example.org"))).isFalse();
    }

    @Test
    void a_device_may_be_known_to_several_accounts() {
        devices().note(device(1), open(ADA).id(), NOW);
        devices().note(device(1), open(BOB).id(), NOW);

        assertThat(devices().isKnown(device(1), ADA)).isTrue();
        assertThat(devices().isKnown(device(1), BOB)).isTrue();
    }

    @Test
    void one_device_too_many_and_the_one_seen_longest_ago_is_unknown() {
        Account ada = open(ADA);
        for (int i = 0; i < Devices.MOST; i++) {
            devices().note(device(i), ada.id(), NOW.plusSeconds(i));
        }
        devices().note(device(0), ada.id(), NOW.plusSeconds(100));

        devices().note(device(99), ada.id(), NOW.plusSeconds(101));

        assertThat(devices().isKnown(device(0), ADA)).isTrue();
        assertThat(devices().isKnown(device(1), ADA)).isFalse();
        assertThat(devices().isKnown(device(2), ADA)).isTrue();
        assertThat(devices().isKnown(device(99), ADA)).isTrue();
    }

    @Test
    void however_many_are_noted_at_once_all_are_known() throws InterruptedException {
        Account ada = open(ADA);

        AtOnce.run(
                8,
                i -> {
                    devices().note(device(i / 2), ada.id(), NOW);
                    return true;
                });

        for (int i = 0; i < 4; i++) {
            assertThat(devices().isKnown(device(i), ADA)).isTrue();
        }
    }
}
