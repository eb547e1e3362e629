package com.compareintel.core.signin;

class FewCommonPasswordsTest extends CommonPasswordsContract {
    @Override
    protected CommonPasswords common() {
        return new FewCommonPasswords();
    }
}
