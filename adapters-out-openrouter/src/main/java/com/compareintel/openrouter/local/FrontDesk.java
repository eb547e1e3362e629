package com.compareintel.openrouter.local;

import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Decides what becomes of a chat request: an accepted call, an error response, or nothing but a
/// closed connection. Thread-safe.
final class FrontDesk {
    private static final String ID_SIGNS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 20;

    /// Spreads consecutive calls over the seeds; any large odd number would do.
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    /// What became of a request.
    sealed interface Admission {
        record Admitted(ChatCall call) implements Admission {}

        record Refused(Reply reply) implements Admission {}

        /// The connection ends without a response.
        record Dropped(boolean abruptly) implements Admission {}
    }

    private final ModelShelf shelf;
    private final LocalUpstreamOptions options;
    private final Clock clock;
    private final Attempts attempts = new Attempts();
    private final PromptCache cache = new PromptCache();
    private final AtomicLong calls = new AtomicLong();
    private final long startedAt;

    FrontDesk(ModelShelf shelf, LocalUpstreamOptions options) {
        this.shelf = shelf;
        this.options = options;
        this.clock = options.clock();
        this.startedAt = clock.millis();
    }

    /// `behaviour` is a wish for this one call, in words of the [Vocabulary]; heard only by an
    /// upstream with faults.
    Admission admit(String body, Optional<String> behaviour) {
        var parsed = Json.parseObject(body);
        if (parsed.isEmpty()) {
            return refuse(400, "invalid_request", "The body is not a JSON object");
        }
        var objection = RequestRules.objection(parsed.get());
        if (objection.isPresent()) {
            return new Admission.Refused(objection.get());
        }
        var request = ChatRequest.read(parsed.get());
        var model = request.models().stream().flatMap(id -> shelf.find(id).stream()).findFirst();
        if (model.isEmpty()) {
            return refuse(
                    404,
                    "not_found",
                    "No endpoints found for " + request.models().getFirst() + ".");
        }
        var unfit = RequestRules.objection(parsed.get(), request, model.get());
        if (unfit.isPresent()) {
            return new Admission.Refused(unfit.get());
        }
        return behaviour
                .filter(wish -> options.faults())
                .map(wish ->
                        Vocabulary.parse(wish)
                                .map(script -> open(model.get(), request, script))
                                .orElseGet(() ->
                                        refuse(
                                                400,
                                                "invalid_request",
                                                "Not in the vocabulary: " + wish)))
                .orElseGet(() ->
                        open(
                                model.get(),
                                request,
                                shelf.substitute(model.get()).orElse(model.get().script())));
    }

    private Admission open(FakeModel model, ChatRequest request, Script script) {
        return switch (script.opening()) {
            case Opening.Answers(), Opening.KeepsSilent() -> accept(model, request, script);
            case Opening.Refuses refusal ->
                    new Admission.Refused(Refusals.scripted(refusal, script, model.id()));
            case Opening.Redirects() ->
                    new Admission.Refused(
                            Reply.html(302, "elsewhere")
                                    .header("Location", LocalUpstream.BASE_PATH + "/redirected"));
            case Opening.HangsUp(var abruptly) -> new Admission.Dropped(abruptly);
            case Opening.FailsFirst(var times, var failing) -> {
                var question = model.id() + "/" + request.session() + "/" + request.fingerprint();
                var usual = script.equals(model.script()) ? Script.ORDINARY : model.script();
                yield open(model, request, attempts.fails(question, times) ? failing : usual);
            }
        };
    }

    private Admission accept(FakeModel model, ChatRequest request, Script script) {
        var now = clock.instant();
        var share = cache.use(model, request, now);
        return new Admission.Admitted(
                new ChatCall(generationId(), model, script, request, share, now));
    }

    private String generationId() {
        var random =
                new SplittableRandom(
                        options.seed() ^ startedAt ^ (STRIDE * calls.incrementAndGet()));
        var id = new StringBuilder("gen-").append(clock.instant().getEpochSecond()).append('-');
        for (var i = 0; i < ID_LENGTH; i++) {
            id.append(ID_SIGNS.charAt(random.nextInt(ID_SIGNS.length())));
        }
        return id.toString();
    }

    private static Admission refuse(int status, String type, String message) {
        return new Admission.Refused(Refusals.because(status, type, message));
    }
}
