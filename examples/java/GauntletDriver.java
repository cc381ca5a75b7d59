import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets `license-api-kit gauntlet` drive the client: each line of JSON that comes in is answered by one. */
final class GauntletDriver {
    private static final List<String> CAN = List.of("activate", "check", "deactivate", "consume", "offline");

    private GauntletDriver() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        Application application = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> told = Json.readObject(line);
            String verb = text(told, "verb");
            if (verb.equals("use")) application = open(told);
            Map<String, Object> answer = switch (verb) {
                case "hello" -> Map.of(
                        "name", "license-api-kit example in Java", "version", "1", "language", "Java", "can", CAN);
                case "do" -> act(application, told);
                case "believe" -> application.belief();
                default -> Map.of();
            };
            System.out.println(Json.write(answer));
            if (verb.equals("end")) System.exit(0); // threads of the HTTP client may still be there
        }
    }

    private static Application open(Map<String, Object> told) throws GeneralSecurityException {
        PublicKey key = Signatures.readPublicKey(((List<?>) told.get("publicKeys")).get(0).toString());
        LicenseClient client = new LicenseClient(
                text(told, "url"), text(told, "apiKey"), text(told, "sharedKey"), key, Duration.ofSeconds(5));
        License license = License.ofKey(text(told, "product"), text(told, "licenseKey"), text(told, "hardwareId"));
        return new Application(client, license);
    }

    private static Map<String, Object> act(Application application, Map<String, Object> told) {
        try {
            application.act(text(told, "action"), (Long) told.getOrDefault("units", 1L), text(told, "file"));
            return Map.of("done", true);
        } catch (Exception error) {
            String word = error instanceof Counterfeit ? "counterfeit" : "no-answer";
            if (error instanceof Refusal refusal) word = refusal.code;
            String message = String.format("%.300s", error.getMessage());
            return Map.of("done", false, "error", word, "message", message);
        }
    }

    private static String text(Map<String, Object> told, String name) {
        return (String) told.get(name);
    }
}
