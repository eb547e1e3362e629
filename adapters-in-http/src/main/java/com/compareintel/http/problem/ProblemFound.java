package com.compareintel.http.problem;

/// A foreseeable problem found while a request is read. It carries no stack: it is an answer, not
/// an accident.
public final class ProblemFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemFound(Problem problem) {
        super(problem.code().wireName(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
