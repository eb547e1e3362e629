package com.compareintel.openrouter.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The tokens of an answer: reasoning first, then text.
final class Speech {
    /// Every so many tagged tokens one carries signs of two, three and four bytes.
    private static final int MULTI_BYTE_EVERY = 5;

    private static final String MULTI_BYTE = "é漢😀";

    private Speech() {}

    static List<Piece> pieces(ChatCall call, Random random) {
        var pieces = new ArrayList<Piece>();
        if (call.request().reasons()) {
            pieces.addAll(reasoning(call, random));
        }
        pieces.addAll(text(call, random));
        return pieces;
    }

    private static List<Piece> reasoning(ChatCall call, Random random) {
        var count = call.script().at(Dial.REASONING);
        return switch (call.script().voice()) {
            case Voice.Demonstrates(var persona) when call.model().supports("reasoning") ->
                    Piece.of(
                            Piece.Kind.REASONING,
                            Storyteller.reasoning(persona, call.request(), random));
            case Voice.Tags(var tag) ->
                    numbered(
                            Piece.Kind.REASONING,
                            count,
                            i -> "%s#r%06d ".formatted(mark(tag, call), i));
            case Voice.Demonstrates _, Voice.Counts _, Voice.Drones _, Voice.StaysMute _ ->
                    numbered(Piece.Kind.REASONING, count, i -> "thought-" + i + " ");
        };
    }

    private static List<Piece> text(ChatCall call, Random random) {
        var count = call.script().at(Dial.COUNT);
        return switch (call.script().voice()) {
            case Voice.Demonstrates(var persona) ->
                    Piece.of(Piece.Kind.TEXT, Storyteller.answer(persona, call.request(), random));
            case Voice.Counts() ->
                    numbered(
                            Piece.Kind.TEXT,
                            count,
                            i -> i % MULTI_BYTE_EVERY == 0 ? "wörd-" + i + " " : "word-" + i + " ");
            case Voice.Tags(var tag) ->
                    numbered(
                            Piece.Kind.TEXT,
                            count,
                            i ->
                                    "%s#%06d%s "
                                            .formatted(
                                                    mark(tag, call),
                                                    i,
                                                    i % MULTI_BYTE_EVERY == 0 ? MULTI_BYTE : ""));
            case Voice.Drones(var pieces, var bytesEach) ->
                    Collections.nCopies(
                            pieces, new Piece(Piece.Kind.TEXT, "drone ".repeat(bytesEach / 6 + 1)));
            case Voice.StaysMute() -> List.of();
        };
    }

    /// The tag of a model, and of the conversation: neither another model's tokens nor another
    /// conversation's look alike.
    private static String mark(String tag, ChatCall call) {
        return "%s.%04x".formatted(tag, call.request().fingerprint() & 0xffff);
    }

    private static List<Piece> numbered(Piece.Kind kind, int count, IntFunction<String> text) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Piece(kind, text.apply(i)))
                .toList();
    }
}
