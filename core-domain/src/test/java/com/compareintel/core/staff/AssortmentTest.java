package com.compareintel.core.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssortmentTest {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");
    private static final Rates DEAR =
            new Rates(Usd.of("0.00001"), Usd.of("0.00002"), Usd.of("0.01"));
    private static final Catalogue PROVIDED =
            Catalogue.of("7", List.of(Samples.card("a/one"), Samples.card("b/two")));

    private static Assortment with(ModelOverride override) {
        return new Assortment(Map.of(ONE, override), TierRule.standard());
    }

    @Test
    void without_overrides_models_are_sold_as_provided() {
        Assortment plain = new Assortment(Map.of(), TierRule.standard());

        assertThat(plain.onSale(PROVIDED)).isSameAs(PROVIDED);
    }

    @Test
    void a_hidden_model_is_not_on_sale_but_known_to_what_runs() {
        Assortment hiding = with(new ModelOverride(true, Optional.empty(), Optional.empty()));

        assertThat(hiding.onSale(PROVIDED).models()).containsOnlyKeys(TWO);
        assertThat(hiding.evenHidden(PROVIDED).models()).isEqualTo(PROVIDED.models());
    }

    @Test
    void a_price_replaces_all_that_the_provider_tells_and_the_tier_follows_it() {
        Assortment dear = with(new ModelOverride(false, Optional.empty(), Optional.of(DEAR)));

        ModelCard card = dear.onSale(PROVIDED).find(ONE).orElseThrow();

        assertThat(card.price()).isEqualTo(ModelPrice.flat(DEAR));
        assertThat(card.minimumTier()).isEqualTo(Tier.STARTER);
        assertThat(dear.onSale(PROVIDED).find(TWO)).isEqualTo(PROVIDED.find(TWO));
    }

    @Test
    void a_tier_that_was_set_holds_whatever_the_price() {
        Assortment set =
                with(new ModelOverride(false, Optional.of(Tier.PRO), Optional.of(Rates.FREE)));

        ModelCard card = set.onSale(PROVIDED).find(ONE).orElseThrow();

        assertThat(card.minimumTier()).isEqualTo(Tier.PRO);
        assertThat(card.price().base().isFree()).isTrue();
    }

    @Test
    void the_version_differs_with_every_change_and_is_the_same_for_the_same() {
        ModelOverride hidden = new ModelOverride(true, Optional.empty(), Optional.empty());
        ModelOverride pro = new ModelOverride(false, Optional.of(Tier.PRO), Optional.empty());

        assertThat(
                        List.of(
                                PROVIDED.version(),
                                with(hidden).onSale(PROVIDED).version(),
                                with(pro).onSale(PROVIDED).version()))
                .doesNotHaveDuplicates();
        assertThat(with(hidden).onSale(PROVIDED).version())
                .isEqualTo(with(hidden).onSale(PROVIDED).version());
        assertThat(with(hidden).onSale(Catalogue.NEVER_READ).wasRead()).isFalse();
    }
}
