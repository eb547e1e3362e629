package com.compareintel.core.identity;

/// Who owns comparisons and conversations: an account, or the visitor a cookie stands for.
public sealed interface Owner {

    /// A stable text that is the same for the same owner and differs between owners of any kind.
    String key();

    /// An owner that signed up.
    record Account(AccountId id) implements Owner {
        @Override
        public String key() {
            return "account:" + id;
        }
    }

    /// An owner known by a cookie only.
    record Visitor(VisitorId id) implements Owner {
        @Override
        public String key() {
            return "visitor:" + id;
        }
    }
}
