package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.staff.CaseFile.AnswerCase;
import com.compareintel.core.staff.CaseFile.HoldCase;
import com.compareintel.core.tier.Tier;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [CaseFiles] promise of what [Comparisons] keep.
public abstract class CaseFilesContract {
    protected abstract Comparisons comparisons();

    protected abstract CaseFiles files();

    private NewComparison started(Caller caller) {
        NewComparison comparison = Draft.of(caller).build();
        comparisons().admit(comparison);
        return comparison;
    }

    @Test
    void a_comparison_that_runs_shows_what_it_holds() {
        Caller ada = Samples.account(100);
        NewComparison running = started(ada);
        AnswerEnding failed = Samples.failed("a/one", "never shown", "0.002");
        comparisons().record(running.fence(), failed);

        CaseFile file = files().find(running.id()).orElseThrow();

        assertThat(file.owner()).contains(((Owner.Account) ada.owner()).id());
        assertThat(file.tier()).contains(Tier.PRO_PLUS);
        assertThat(file.status()).isEqualTo(ComparisonStatus.RUNNING);
        assertThat(file.createdAt()).isEqualTo(NOW);
        assertThat(file.instance()).isEqualTo(running.fence().instance());
        assertThat(file.epoch()).isEqualTo(1);
        assertThat(file.stored()).isFalse();
        assertThat(file.charged()).isEmpty();
        assertThat(file.holds())
                .containsExactly(new HoldCase("account", Credits.of(3), HoldCase.State.HELD));
        assertThat(file.answers())
                .containsExactly(
                        new AnswerCase(
                                failed.answer().model(),
                                AnswerStatus.FAILED,
                                1,
                                failed.answer().failure(),
                                Optional.empty(),
                                Optional.of(failed.bill())),
                        new AnswerCase(
                                running.plan().answers().get(1).card().id(),
                                AnswerStatus.QUEUED,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(file.toString()).doesNotContain("never shown").doesNotContain("tides");
    }

    @Test
    void one_that_ended_shows_what_it_cost_and_who_pays() {
        NewComparison ended = started(Samples.account(100));
        AnswerEnding one = Samples.completed("a/one", "x", "0.02");
        AnswerEnding two = Samples.completed("b/two", "y", "0.001");
        comparisons().record(ended.fence(), one);
        comparisons().record(ended.fence(), two);
        comparisons()
                .finish(
                        ended.fence(),
                        Samples.settlement(Credits.of(3), one, two),
                        0,
                        NOW.plusSeconds(9));

        CaseFile file = files().find(ended.id()).orElseThrow();

        assertThat(file.status()).isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(file.finishedAt()).contains(NOW.plusSeconds(9));
        assertThat(file.charged()).contains(Credits.of(3));
        assertThat(file.cost()).contains(Usd.of("0.021"));
        assertThat(file.holds().getFirst().state()).isEqualTo(HoldCase.State.SETTLED);
        assertThat(file.answers().getFirst().usage()).isEqualTo(one.answer().usage());
        assertThat(file.answers().getFirst().bill()).contains(one.bill());
    }

    @Test
    void one_that_charged_nothing_has_released_its_hold() {
        NewComparison ended = started(Samples.account(100));
        AnswerEnding one = Samples.failed("a/one", "", "0");
        AnswerEnding two = Samples.failed("b/two", "", "0");
        comparisons().record(ended.fence(), one);
        comparisons().record(ended.fence(), two);
        comparisons().finish(ended.fence(), Samples.settlement(Credits.of(3), one, two), 0, NOW);

        CaseFile file = files().find(ended.id()).orElseThrow();

        assertThat(file.charged()).contains(Credits.NONE);
        assertThat(file.holds().getFirst().state()).isEqualTo(HoldCase.State.RELEASED);
    }

    @Test
    void a_visitors_tells_nothing_of_who_it_is() {
        Payer.Network network = new Payer.Network("0123abcd", Optional.of("4567"));
        Caller visitor =
                Samples.visitor(
                        network,
                        new Pool(network.key(), Samples.daily(50)),
                        new Pool("site:4567", Samples.daily(50)),
                        new Pool("visitors", Samples.daily(50)));

        CaseFile file = files().find(started(visitor).id()).orElseThrow();

        assertThat(file.owner()).isEmpty();
        assertThat(file.holds())
                .extracting(HoldCase::pool)
                .isEqualTo(List.of("network", "site", "visitors"));
        assertThat(file.toString())
                .doesNotContain("0123abcd")
                .doesNotContain(visitor.owner().key().substring(8));
    }

    @Test
    void one_that_does_not_exist_is_not_found() {
        assertThat(files().find(new ComparisonId(UUID.randomUUID()))).isEmpty();
    }
}
