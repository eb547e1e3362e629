package com.compareintel.http.account;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Proof;
import com.compareintel.http.body.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What shows that an address is one's own: the token of a link, or an address and its code.
final class ProofBody {
    private static final int MOST = 100;

    private ProofBody() {}

    static Proof of(JsonNode json) {
        Fields fields = Fields.of(json);
        if (json.hasNonNull("token")) {
            Optional<String> token = fields.requiredText("token", MOST);
            fields.done();
            return new Proof.Link(token.orElseThrow());
        }
        fields.text("token", MOST);
        Optional<EmailAddress> address = Addresses.read(fields);
        Optional<String> code = fields.requiredText("code", MOST);
        fields.done();
        return new Proof.Code(address.orElseThrow(), code.orElseThrow());
    }
}
