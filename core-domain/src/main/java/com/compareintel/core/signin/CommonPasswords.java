package com.compareintel.core.signin;

import java.util.Locale;
import java.util.Set;

/// Passwords of at least eight characters that are tried before any others.
final class CommonPasswords {
    private static final String ALL =
            """
            00000000 000000000 01234567 012345678 0123456789 0987654321 10203040 11111111
            111111111 11112222 11223344 12121212 123123123 123321123 12341234 12344321
            12345678 123456789 1234567890 12345678910 123456aa 123456abc 123456qwerty
            12345abc 12345qwert 1234abcd 1234qwer 123qwe123 123qweasd 13131313 13579246
            14141414 147258369 159357456 159753456 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc
            20202020 21212121 22222222 24682468 55555555 66666666 741852963 77777777
            789456123 87654321 88888888 963852741 98765432 987654321 99999999 a12345678
            a1b2c3d4 aa123456 aaaaaaaa abababab abc12345 abcd1234 abcdefg1 abcdefgh access14
            admin123 admin1234 administrator alexander alexandra america1 anything arsenal1
            asd12345 asdfasdf asdfghjk asdfghjkl asshole1 australia autumn2025 autumn2026
            azertyuiop babygirl babygirl1 barcelona baseball baseball1 basketball batman123
            blahblah blessed1 blueberry butterfly butterfly1 california changeme changeme1
            changeme123 charlie1 chelsea1 chocolate chocolate1 christian christopher
            compare-intel compare1 compareintel computer computer1 contrasena correcthorse
            corvette crystal1 cupcake1 darling1 december december1 default1 diamond1
            dragon123 einstein elizabeth england1 facebook facebook1 ferrari1 football
            football1 forever1 forever21 freedom1 fuckyou1 fuckyou123 germany1 gladiator
            google123 guest123 harley123 hello123 hello1234 helloworld hunter12 hunter123
            ilovegod iloveyou iloveyou1 iloveyou2 internet internet1 january1 jennifer
            jesus123 jesuschrist jonathan jordan23 juventus killer123 letmein1 letmein123
            liberty1 linkedin linkedin1 liverpool liverpool1 lkjhgfdsa login123 lovelove
            loveyou1 manchester master123 maverick mercedes michael1 michelle midnight
            midnight1 minecraft minecraft1 mnbvcxz1 monkey123 motdepasse mustang1 newyork1
            nicholas nothing1 november openrouter p@ssw0rd p@ssword panther1 passpass
            passphrase passw0rd password password! password1 password1! password12
            password123 password1234 passwort passwort1 passwort123 phoenix1 poiuytrewq
            pokemon1 pokemon123 porsche1 princess princess1 q1w2e3r4 q1w2e3r4t5 qazwsxedc
            qwe12345 qweasdzxc qweqweqwe qwerty12 qwerty123 qwerty1234 qwerty12345 qwertyui
            qwertyuiop qwertyuiop123 qwertz123 qwertzuiop rainbow1 realmadrid root1234
            samantha samsung1 scorpion scotland secret123 september shadow123 snowball
            something spring2025 spring2026 starwars starwars1 stephanie strawberry
            summer2023 summer2024 summer2025 summer2026 sunshine sunshine1 superman
            superman1 sweetheart test1234 test12345 testtest thunder1 tigger123 trustno1
            twitter1 user1234 victoria1 welcome! welcome1 welcome12 welcome123 whatever
            whatever1 winter2023 winter2024 winter2025 winter2026 xxxxxxxx youtube1 zaq12wsx
            zxcv1234 zxcvbnm, zxcvbnm1 zxcvbnm123
            """;

    private static final Set<String> KNOWN = Set.of(ALL.strip().split("\\s+"));

    private CommonPasswords() {}

    /// Whether this is one of them, in whatever case.
    static boolean hold(String password) {
        return KNOWN.contains(password.toLowerCase(Locale.ROOT));
    }
}
