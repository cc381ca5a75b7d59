import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Map;

/** The file that comes back from an offline activation. */
final class OfflineFile {
    private OfflineFile() {}

    /** Reads a file, and believes it only if it is for this license. */
    static Map<String, Object> read(String text, License license, PublicKey key, String apiKey, String sharedKey)
            throws Counterfeit, GeneralSecurityException {
        Map<String, Object> answer = Json.readObject(text);
        // What was signed is the text without the two license signatures: written anew it might be another one
        String covered = text.strip().replaceAll(",\"license_signature(_v2)?\":\"[^\"]*\"", "");
        String name = license.licenseKey() == null ? license.username() : license.licenseKey();
        String lines = String.join(
                "\n", "licenseSpring", "date: " + answer.get("date"), name, license.hardwareId(), apiKey);
        Object end = answer.get("validity_period");
        String v1 = Signatures.signedText(license, end == null ? null : end.toString());
        if (!isSigned(key, covered, answer.get("license_signature_v2"))) {
            throw new Counterfeit("license_signature_v2 does not fit the file");
        }
        if (!isSigned(key, v1, answer.get("license_signature"))) {
            throw new Counterfeit("license_signature does not fit the license");
        }
        if (!Signatures.ofText(sharedKey, lines).equals(answer.get("offline_signature"))) {
            throw new Counterfeit("offline_signature does not fit the license");
        }
        return answer;
    }

    private static boolean isSigned(PublicKey key, String signed, Object signature) throws GeneralSecurityException {
        return Signatures.isSigned(key, signed.getBytes(UTF_8), String.valueOf(signature));
    }
}
