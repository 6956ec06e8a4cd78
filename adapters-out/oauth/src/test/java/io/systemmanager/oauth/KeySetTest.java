package io.systemmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static final ECKey GOOD = Keys.ec("good");

    private static String json(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(false);
    }

    @Test
    void whatIsNotForUsIsLeftOut() throws Exception {
        var set = KeySet.parse(json(GOOD, shortRsa(), secret(), p384(), encrypts(), nameless()));

        assertThat(set.keys()).extracting(JWK::getKeyID).containsExactly("good");
    }

    @Test
    void aPrivatePartThatWasPublishedIsDropped() throws Exception {
        assertThat(KeySet.parse(json(GOOD)).keys()).noneMatch(JWK::isPrivate);
    }

    @Test
    void aSetWithoutAKeyForUsIsNone() throws Exception {
        var text = json(shortRsa());

        assertThatThrownBy(() -> KeySet.parse(text)).isInstanceOf(ParseException.class);
    }

    @Test
    void fiftyKeysAreReadAndOneMoreIsTooMany() throws Exception {
        var key = GOOD.toPublicJWK().toJSONString();
        var fifty = String.join(",", Collections.nCopies(50, key));

        assertThat(KeySet.parse("{\"keys\":[" + fifty + "]}").keys()).hasSize(50);
        assertThatThrownBy(() -> KeySet.parse("{\"keys\":[" + fifty + "," + key + "]}"))
                .isInstanceOf(ParseException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"keys\":7}", "{\"keys\":[{\"kty\":\"EC\"}]}"})
    void whatIsNoSetIsRefused(String text) {
        assertThatThrownBy(() -> KeySet.parse(text)).isInstanceOf(ParseException.class);
    }

    @Test
    void aKeyVerifiesOnlyAlgorithmsOfItsKind() throws Exception {
        var rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        var set = Keys.set(GOOD, rsa);

        assertThat(set.verifier("good", JWSAlgorithm.ES256)).isPresent();
        assertThat(set.verifier("good", JWSAlgorithm.RS256)).isEmpty();
        assertThat(set.verifier("r", JWSAlgorithm.PS256)).isPresent();
        assertThat(set.verifier("r", JWSAlgorithm.ES256)).isEmpty();
    }

    @Test
    void aKeyThatNamesItsAlgorithmVerifiesNoOther() throws Exception {
        var rsa = new RSAKeyGenerator(2048).keyID("r").algorithm(JWSAlgorithm.PS256).generate();

        assertThat(Keys.set(rsa).verifier("r", JWSAlgorithm.PS256)).isPresent();
        assertThat(Keys.set(rsa).verifier("r", JWSAlgorithm.RS256)).isEmpty();
    }

    private static RSAKey shortRsa() throws JOSEException {
        return new RSAKeyGenerator(1024, true).keyID("short").generate();
    }

    private static OctetSequenceKey secret() throws JOSEException {
        return new OctetSequenceKeyGenerator(256).keyID("secret").generate();
    }

    private static ECKey p384() throws JOSEException {
        return new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
    }

    private static ECKey encrypts() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256)
                .keyID("encrypts")
                .keyUse(KeyUse.ENCRYPTION)
                .generate();
    }

    private static ECKey nameless() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).generate();
    }
}
