package com.compareintel.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import org.junit.jupiter.api.Test;

class ConversationCapTest {
    @Test
    void as_many_are_shown_as_the_tier_says() {
        ConversationCap cap = ConversationCap.of(TierTable.standard().of(Tier.ANONYMOUS));

        assertThat(cap).isEqualTo(new ConversationCap(2));
        assertThat(cap.shows(0)).isTrue();
        assertThat(cap.shows(1)).isTrue();
        assertThat(cap.shows(2)).isFalse();
        assertThat(cap.shows(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void at_least_one_is_shown() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConversationCap(0));
    }
}
