package com.compareintel.http.conversation;

import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations.Bookmark;
import com.compareintel.core.conversation.Listing;
import com.compareintel.core.conversation.Search;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.Problem.FieldError;
import com.compareintel.http.problem.ProblemFound;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a client wants of the list of conversations.
record ListQuery(Listing listing, Optional<Bookmark> after, int size) {
    private static final int LONGEST_PAGE = 100;
    private static final int STANDARD_PAGE = 20;

    /// Reads the query.
    ///
    /// @throws ProblemFound with everything that is wrong about it
    static ListQuery of(HttpRequest<?> request) {
        List<FieldError> errors = new ArrayList<>();
        ConversationState state =
                switch (parameter(request, "state").orElse("active")) {
                    case "active" -> ConversationState.ACTIVE;
                    case "archived" -> ConversationState.ARCHIVED;
                    default -> {
                        errors.add(new FieldError("state", "must be one of active, archived"));
                        yield ConversationState.ACTIVE;
                    }
                };
        Optional<String> q = parameter(request, "q").filter(text -> !text.isBlank());
        if (q.isPresent() && q.get().length() > Search.MAX_LENGTH) {
            errors.add(
                    new FieldError("q", "must have at most " + Search.MAX_LENGTH + " characters"));
            q = Optional.empty();
        }
        Optional<String> cursor = parameter(request, "cursor");
        Optional<Bookmark> after = cursor.flatMap(Cursor::parse);
        if (cursor.isPresent() && after.isEmpty()) {
            errors.add(new FieldError("cursor", "is not one of ours"));
        }
        int size = parameter(request, "limit").map(ListQuery::size).orElse(STANDARD_PAGE);
        if (size == 0) {
            errors.add(new FieldError("limit", "must be between 1 and " + LONGEST_PAGE));
        }
        if (!errors.isEmpty()) {
            throw new ProblemFound(Problem.invalid(errors));
        }
        return new ListQuery(new Listing(state, q.map(Search::of)), after, size);
    }

    private static Optional<String> parameter(HttpRequest<?> request, String name) {
        return Optional.ofNullable(request.getParameters().get(name));
    }

    /// Zero for what is no size.
    private static int size(String limit) {
        int size = limit.matches("\\d{1,3}") ? Integer.parseInt(limit) : 0;
        return size <= LONGEST_PAGE ? size : 0;
    }
}
