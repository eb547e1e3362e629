package com.compareintel.openrouter.local;

import java.util.List;

/// The paragraphs from which demonstration answers are put together. They fit any question, because
/// they answer none.
final class DemoTexts {
    private DemoTexts() {}

    static List<String> of(Persona.Form form) {
        return switch (form) {
            case PROSE -> PROSE;
            case LIST -> LISTS;
            case STEPS -> STEPS;
            case TABLE -> TABLES;
            case CODE -> CODE;
            case VERSE -> VERSES;
            case QUESTIONS -> QUESTIONS;
        };
    }

    static final List<String> PROSE =
            List.of(
                    """
                    Start with the part of the question that could turn out to be false. If it holds, the rest usually follows \
                    within an afternoon; if it does not, you have saved the afternoon. A good question is like a gate in a \
                    hedge: it matters less how handsome it is than whether there is a field behind it.\
                    """,
                    """
                    ### The tide does not hurry

                    Twice a day the sea comes up the same beach and leaves it changed by a few grains. Nobody has ever seen a \
                    coast move, and yet no map of it stays true. Most answers worth having arrive in that way: by small, dull, \
                    repeated corrections, each too modest to be called progress.\
                    """,
                    """
                    A baker once told her apprentice that flour is patient, water is honest and yeast is neither. *Which of \
                    the three do you watch?* he asked. “The clock,” she said. What looks like a problem of ingredients is \
                    often one of time, and what looks like a problem of time is often that nobody tasted the dough.\
                    """,
                    """
                    ### Two ways across a river

                    You may build a bridge, which takes a year and serves everybody, or you may wade, which takes a minute and \
                    wets only you. Both are right. What is wrong is to build half a bridge and then wade from its end, \
                    carrying the planks.\
                    """,
                    """
                    Suppose for a moment that the opposite were true. What would you expect to see on an ordinary Tuesday? \
                    If you cannot name a difference, the two opinions are one opinion wearing two hats. If you can, go and \
                    look: Tuesdays are plentiful, and looking is cheaper than arguing.\
                    """,
                    """
                    Old lighthouse keepers wrote one line a day: wind, ships, oil. Years later those lines were worth more \
                    than any account of a storm, because they said what a *normal* night had been. Keep a plain record of \
                    the quiet days; it is the only thing against which a loud one can be measured.\
                    """,
                    """
                    ### What the map leaves out

                    Every map is mostly omissions, and it is useful because of them. One that showed each leaf would be as \
                    large as the forest and as hard to find your way in. So ask of any explanation first what it decided \
                    not to say, and then whether you need exactly that.\
                    """,
                    """
                    There is a kind of cleverness that makes things shorter and a kind that makes them clearer. On good days \
                    they agree. When they do not, choose clearer: the next reader has more pages than patience, and the next \
                    reader is, as a rule, yourself in spring.\
                    """,
                    """
                    Gardeners distinguish between plants that want to be helped and plants that want to be left alone, and \
                    nearly all mistakes come from confusing the two. Before improving anything, stand in front of it for a \
                    while with your hands in your pockets.\
                    """,
                    """
                    ### A word about doubt

                    Doubt is a tool with a handle at only one end. Held properly it cuts a claim down to the size of its \
                    evidence; held the other way round it cuts the hand. The handle is a number: *how sure, and what would \
                    change it?* Without one, put it back in the drawer.\
                    """);

    static final List<String> LISTS =
            List.of(
                    """
                    Three things I would check first:

                    - **The units.** Half of all surprises are a factor of a thousand in disguise.
                    - **The edges.** Nothing, one, the last, and one past the last.
                    - **The calendar.** Somebody changed something; find out on which day.

                    Only then would I look for anything interesting.\
                    """,
                    """
                    A short list for a long walk:

                    1. Shoes you have already forgotten you are wearing.
                    2. More water than pride allows.
                    3. A turning-back time, said aloud *before* setting out.
                    4. Somebody who knows number three.\
                    """,
                    """
                    What tends to help, in order of price:

                    - saying the problem aloud to someone who does not mind
                    - writing it down in one sentence, **without** the word “just”
                    - sleeping
                    - everything else\
                    """,
                    """
                    Signs that it is going well:

                    - the second draft is shorter than the first
                    - somebody else has explained it back to you, and it was *better*
                    - you can name the part you still do not understand
                    - lunch took place\
                    """);

    static final List<String> STEPS =
            List.of(
                    """
                    Here is how I would go about it:

                    1. Write down what “done” looks like, in words a neighbour would accept.
                    2. Do the smallest thing that touches every part, however badly.
                    3. Look at it from across the room.
                    4. Improve the worst corner, and **only** the worst corner.
                    5. Go back to step 3 until you are bored, then stop: boredom is the finish line.\
                    """,
                    """
                    A recipe, for want of an answer:

                    1. Take one question and remove the parts that are really opinions.
                    2. Set those aside; they rise on their own.
                    3. Cut the remainder into pieces small enough to be wrong about.
                    4. Test each piece, gently.
                    5. Serve while it is still warm, with a list of what was left out.\
                    """,
                    """
                    Step by step:

                    1. Find out who asked it before, and what they wished they had known.
                    2. Repeat their first experiment, not their last.
                    3. Change one thing. *One.*
                    4. If nothing happened, celebrate quietly: that is a result too.\
                    """);

    static final List<String> TABLES =
            List.of(
                    """
                    | way | costs | suits you if |
                    |---|---|---|
                    | by foot | an afternoon | the view matters |
                    | by boat | a friend | the wind is kind |
                    | by bridge | a toll | you come this way often |
                    | by waiting | nothing | the river is only a tide |

                    I would take the boat, and keep the toll in my pocket for the way home.\
                    """,
                    """
                    | | first guess | second look |
                    |---|---:|---:|
                    | how long | 2 days | 5 days |
                    | how many people | 1 | 1, but rested |
                    | how much tea | 3 cups | 11 cups |

                    The second column is always right, and nobody has ever planned with it.\
                    """,
                    """
                    | bird | sings | lesson |
                    |---|---|---|
                    | blackbird | at dusk | end well |
                    | skylark | in flight | do both |
                    | cuckoo | in spring, elsewhere | check whose nest it is |\
                    """);

    static final List<String> CODE =
            List.of(
                    """
                    In code it is shorter than in words:

                    ```python
                    def answer(question, patience=3):
                        for attempt in range(patience):
                            guess = simplest_thing_that_could_be_true(question)
                            if survives_contact_with_tuesday(guess):
                                return guess
                            question = what_it_should_have_been(question, guess)
                        raise NeedsMoreTea(question)
                    ```

                    Note that the loop changes the *question*, not the answer.\
                    """,
                    """
                    ```java
                    record Opinion(String claim, double confidence) {
                        Opinion after(Evidence seen) {
                            return seen.contradicts(claim)
                                    ? new Opinion(claim, confidence / 2)
                                    : this;
                        }
                    }
                    ```

                    It only ever grows more modest. That is not a bug; agreement is cheap and should not move the needle.\
                    """,
                    """
                    ```sql
                    SELECT reason, count(*) AS times_given
                    FROM excuses
                    WHERE discovered_to_be_true
                    GROUP BY reason
                    ORDER BY times_given DESC;
                    ```

                    The result fits on a postcard: *it was plugged out*, and *it was Friday*.\
                    """);

    static final List<String> VERSES =
            List.of(
                    """
                    > The lamp is lit, the page is bare,
                    > the cat has claimed the better chair;
                    > the question that was mine alone
                    > has put its coat on and gone home.\
                    """,
                    """
                    > A hundred sparrows in a tree
                    > discuss what it is like to be.
                    > Then one flies up, and, feather-light,
                    > the argument goes out of sight.\
                    """,
                    """
                    > I asked the river where it went.
                    > It said: *downhill*, and was content.
                    > I asked the hill. It said: *I stay,
                    > and things go past, and that's the day.*\
                    """,
                    """
                    > Between the number and the name
                    > there lies a field without a claim,
                    > where all we have not thought of yet
                    > stands up to its knees, and wet.\
                    """);

    static final List<String> QUESTIONS =
            List.of(
                    """
                    Before answering I would ask you three things back:

                    - Who will be disappointed if the answer is *no*?
                    - What did you try that nearly worked?
                    - If it were settled by tomorrow, what would you do the day after?

                    The third one is usually the real question.\
                    """,
                    """
                    Two questions are folded into this one. The first is *what is so?*, and it can be looked up. The second is \
                    *what should I do?*, and it cannot. They like to travel together because the first lends the second its \
                    good reputation.\
                    """,
                    """
                    What would count as an answer here? A number, a plan, a reason to stop? I find that naming the **shape** \
                    of an answer before looking for it halves the search, the way knowing it is a key makes you look on \
                    hooks and not in books.\
                    """);

    static final List<String> REASONING =
            List.of(
                    """
                    The question has two readings. The narrow one is easy; the wide one is what was probably meant. \
                    Check the wide one against an everyday case. It holds, with one exception that should be mentioned. \
                    Keep the answer short, give the exception its own sentence, and do not sound surer than that.\
                    """,
                    """
                    First, what is given and what is assumed? One assumption carries most of the weight. Try removing it: \
                    the conclusion weakens but does not fall. So say it openly. Then order the points from firm to loose, \
                    and stop before the loose ones begin to repeat each other.\
                    """,
                    """
                    Tempting to begin with a story. Better to begin with the distinction, because the story only makes sense \
                    afterwards. Two examples are enough; a third would be decoration. Finish with something the reader can \
                    try today.\
                    """);

    static final List<String> CLOSINGS =
            List.of(
                    "That is all I have; I was written down in advance and have stayed that way.",
                    "A real model would have more to say, and would charge you for it.",
                    "Compare this with the other columns: they disagree with me at different speeds.",
                    "If this was pleasant to read, the demonstration has done its work.",
                    "Add a key for a real provider, and somebody better informed will take my place.",
                    "I remain, predictably, yours.",
                    "Ask again and I shall say the same; it is my one reliable quality.");
}
