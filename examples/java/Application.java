import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Uses a license as programs do: it remembers the last answer to be believed, and by what its use has ended. */
final class Application {
    private final LicenseClient client;
    private final License license;
    private Map<String, Object> known;
    private String endedBy;

    Application(LicenseClient client, License license) {
        this.client = client;
        this.license = license;
    }

    /** Calls the server, or handles a file that is carried to it or came back, by the name of what to do. */
    void act(String action, long units, String file)
            throws IOException, InterruptedException, GeneralSecurityException {
        try {
            switch (action) {
                case "activate" -> learn(client.activate(license));
                case "check" -> learn(client.check(license));
                case "consume" -> client.consume(license, units);
                case "deactivate" -> {
                    client.deactivate(license);
                    endedBy = "deactivated";
                }
                case "offline-request" -> Files.writeString(Path.of(file), OfflineFile.request(license, client));
                case "offline-file" -> learn(OfflineFile.read(Files.readString(Path.of(file)), license, client));
                default -> throw new IllegalArgumentException("the client cannot " + action);
            }
        } catch (Refusal refusal) {
            if (Verdict.endsUse(refusal)) endedBy = refusal.code;
            throw refusal;
        }
    }

    private void learn(Map<String, Object> answer) {
        known = answer;
        endedBy = null;
    }

    /** Tells whether the product may be used now (yes, no or unknown), until when, and by what the use has ended. */
    Map<String, Object> belief() {
        Map<String, Object> belief = new LinkedHashMap<>();
        if (endedBy != null) {
            belief.put("usable", "no");
            belief.put("why", endedBy);
        } else if (known == null) {
            belief.put("usable", "unknown");
        } else {
            belief.put("usable", Verdict.isUsable(known) ? "yes" : "no");
            belief.put("until", known.get("validity_period"));
        }
        return belief;
    }
}
