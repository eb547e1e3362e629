package com.compareintel.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {
    @Test
    void each_role_is_above_the_one_before_it_and_includes_itself() {
        assertThat(Role.OWNER.isAbove(Role.ADMIN)).isTrue();
        assertThat(Role.ADMIN.isAbove(Role.SUPPORT)).isTrue();
        assertThat(Role.SUPPORT.isAbove(Role.ADMIN)).isFalse();
        assertThat(Role.ADMIN.includes(Role.OWNER)).isFalse();
        for (Role role : Role.values()) {
            assertThat(role.isAbove(role)).isFalse();
            assertThat(role.includes(role)).isTrue();
            assertThat(Role.named(role.wireName())).contains(role);
        }
        assertThat(Role.named("root")).isEmpty();
    }
}
