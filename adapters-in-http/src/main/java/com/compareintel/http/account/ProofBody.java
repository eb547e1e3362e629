package com.compareintel.http.account;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Proof;
import com.compareintel.http.body.Fields;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What shows that an address is one's own: the token of a link, or an address and its code.
final class ProofBody {
    private static final int MOST = 100;

    private ProofBody() {}

    /// What a body shows that holds nothing else.
    static Proof of(JsonNode json) {
        Fields fields = Fields.of(json);
        Optional<Proof> proof = read(json, fields);
        fields.done();
        return proof.orElseThrow();
    }

    /// What a body shows, among the other fields of it.
    static Optional<Proof> read(JsonNode json, Fields fields) {
        if (json.hasNonNull("token")) {
            return fields.requiredText("token", MOST).map(Proof.Link::new);
        }
        fields.text("token", MOST);
        Optional<EmailAddress> address = Addresses.read(fields);
        Optional<String> code = fields.requiredText("code", MOST);
        return address.flatMap(known -> code.map(typed -> new Proof.Code(known, typed)));
    }

    /// That this shows nothing.
    static ProblemFound refused(Proof proof) {
        return new ProblemFound(
                Problem.invalid(
                        switch (proof) {
                            case Proof.Link link -> "token";
                            case Proof.Code code -> "code";
                        },
                        "was never good, or is no longer"));
    }
}
