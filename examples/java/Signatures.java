import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signatures of requests and answers. */
final class Signatures {
    private Signatures() {}

    /** Gives the signature of a request, which covers the exact text of its Date header. */
    static String ofDate(String sharedKey, String date) throws GeneralSecurityException {
        return ofText(sharedKey, "licenseSpring\ndate: " + date);
    }

    /** Gives the account's signature over a text. */
    static String ofText(String sharedKey, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(sharedKey.getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    /** Gives the text that the v1 signature of an answer covers; the absent end of a license is an empty text. */
    static String signedText(License license, String validityPeriod) {
        String end = validityPeriod == null ? "" : validityPeriod;
        return (license.hardwareId() + "#" + license.identity() + "#" + end).toLowerCase(Locale.ROOT);
    }

    /** Tells whether a base64 signature is the server's for these very bytes. */
    static boolean isSigned(PublicKey key, byte[] signed, String signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(signed);
        try {
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException | SignatureException notOne) {
            return false; // no base64, or not as long as the key's signatures are
        }
    }

    /** Reads the server's public key from its PEM. */
    static PublicKey readPublicKey(String pem) throws GeneralSecurityException {
        if (!pem.contains("-----BEGIN PUBLIC KEY-----")) {
            throw new IllegalArgumentException("the public key: expected PEM with BEGIN PUBLIC KEY");
        }
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
