import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Map;

/** Activation without a line: a request file goes to the server, and a license file comes back. */
final class OfflineFile {
    private OfflineFile() {}

    /** Writes the file that asks for an activation of the device. */
    static String request(License license, LicenseClient client) throws GeneralSecurityException {
        String date = LicenseClient.HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
        Map<String, Object> fields = license.fields();
        fields.put("date", date);
        fields.put("api_key", client.apiKey);
        fields.put("request", "activation");
        fields.put("signature", signature(license, date, client));
        return Base64.getEncoder().encodeToString(Json.write(fields).getBytes(UTF_8));
    }

    /** Reads the file that came back, and believes it only if it is for this license. */
    static Map<String, Object> read(String text, License license, LicenseClient client)
            throws Counterfeit, GeneralSecurityException {
        Map<String, Object> answer = Json.readObject(text);
        // What was signed is the text without the two license signatures: written anew it might be another one
        String covered = text.strip().replaceAll(",\"license_signature(_v2)?\":\"[^\"]*\"", "");
        Object end = answer.get("validity_period");
        String v1 = Signatures.signedText(license, end == null ? null : end.toString());
        if (!isSigned(client.publicKey, covered, answer.get("license_signature_v2"))) {
            throw new Counterfeit("license_signature_v2 does not fit the file");
        }
        if (!isSigned(client.publicKey, v1, answer.get("license_signature"))) {
            throw new Counterfeit("license_signature does not fit the license");
        }
        if (!signature(license, answer.get("date"), client).equals(answer.get("offline_signature"))) {
            throw new Counterfeit("offline_signature does not fit the license");
        }
        if (license.product() != null) LicenseClient.requireProduct(answer, license);
        return answer;
    }

    /** Signs the five lines of a request and of what it is answered by. */
    private static String signature(License license, Object date, LicenseClient client)
            throws GeneralSecurityException {
        String name = license.licenseKey() == null ? license.username() : license.licenseKey();
        String[] lines = {"licenseSpring", "date: " + date, name, license.hardwareId(), client.apiKey};
        return Signatures.ofText(client.sharedKey, String.join("\n", lines));
    }

    private static boolean isSigned(PublicKey key, String signed, Object signature) throws GeneralSecurityException {
        return Signatures.isSigned(key, signed.getBytes(UTF_8), String.valueOf(signature));
    }
}
