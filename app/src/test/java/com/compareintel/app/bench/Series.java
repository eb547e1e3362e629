package com.compareintel.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The rounds of one load. What is void is played again, but not without end; that chunks were lost
/// voids all.
record Series(String name, Load load, int wanted, List<Round> rounds) {
    /// Plays as many rounds as are wanted, and up to as many again in the place of void ones.
    static Series play(Stage stage, String name, Load load, int wanted) {
        List<Round> rounds = new ArrayList<>();
        int valid = 0;
        while (valid < wanted && rounds.size() < 2 * wanted) {
            List<Cell> cells = new ArrayList<>();
            for (Target.Kind kind : Round.ORDER) {
                cells.add(new Play(stage.ground(), load, stage.target(kind)).run());
            }
            Round round = new Round(cells);
            rounds.add(round);
            if (round.isVoid().isEmpty()) {
                valid++;
            }
            System.err.printf(
                    "%s, round %d: %.2f times Ref's CPU; %.1f processors busy, %.2f of them with other things; %s%n",
                    name,
                    rounds.size(),
                    round.cpuRatio(),
                    cells.stream().mapToDouble(Cell::busy).average().orElse(0),
                    cells.stream().mapToDouble(Cell::strangers).average().orElse(0),
                    round.isVoid().map(why -> "void: " + why).orElse("valid"));
        }
        return new Series(name, load, wanted, List.copyOf(rounds));
    }

    List<Round> valid() {
        return rounds.stream().anyMatch(round -> round.fault().isPresent())
                ? List.of()
                : rounds.stream().filter(round -> round.isVoid().isEmpty()).toList();
    }

    /// Enough of it is valid to be told.
    boolean counts() {
        return valid().size() >= wanted;
    }

    /// The middle, the least and the most of something over the valid rounds; of nothing unless
    /// there are as many as were wanted.
    Spread spread(ToDoubleFunction<Round> what) {
        return counts() ? Spread.of(valid().stream().mapToDouble(what).toArray()) : Spread.of();
    }
}
