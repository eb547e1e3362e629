package com.compareintel.accounts.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.signin.CommonPasswords;
import com.compareintel.core.signin.CommonPasswordsContract;
import com.compareintel.core.signin.Password;
import org.junit.jupiter.api.Test;

class ListedPasswordsTest extends CommonPasswordsContract {
    private final ListedPasswords listed = new ListedPasswords();

    @Override
    protected CommonPasswords common() {
        return listed;
    }

    @Test
    void they_are_more_than_three_thousand_of_those_that_are_long_enough() {
        assertThat(listed.size()).isGreaterThan(3_000);
    }

    @Test
    void so_are_the_name_of_the_product_and_the_seasons() {
        assertThat(common().hold(new Password("CompareIntel"))).isTrue();
        assertThat(common().hold(new Password("Summer2026!"))).isTrue();
        assertThat(common().hold(new Password("Summer2036!"))).isFalse();
    }
}
