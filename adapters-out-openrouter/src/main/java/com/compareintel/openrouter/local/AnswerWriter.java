package com.compareintel.openrouter.local;

/// Puts an answer on the wire, as a stream or as one body.
sealed interface AnswerWriter permits StreamedAnswer, WholeAnswer {
    void open();

    void comment();

    void emptyChoices();

    void role();

    void cite(int kilobytes);

    void say(Piece piece);

    void garble();

    void finish(String reason);

    void usage(Receipt receipt);

    void fail(String code, Receipt receipt);

    void done();

    void end();
}
