import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

/** A license's life on this device: activated, checked, used, released. */
final class Demo {
    static final License LICENSE = License.ofKey("key-app", "CONS-PLAI-KEYS-0001", "Laptop-1");

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(clientOfEnvironment());
        } catch (Refusal | Counterfeit | IllegalArgumentException error) {
            System.err.println(error.getMessage());
            System.exit(1);
        } catch (IOException | GeneralSecurityException error) {
            System.err.println(error); // with its name: the JDK's own often say nothing else
            System.exit(1);
        }
    }

    private static void run(LicenseClient client) throws IOException, InterruptedException, GeneralSecurityException {
        client.activate(LICENSE);
        System.out.printf("activated: %s on %s%n", LICENSE.licenseKey(), LICENSE.hardwareId());

        Map<String, Object> checked = client.check(LICENSE);
        System.out.println("checked: " + (Verdict.isUsable(checked) ? "usable" : "not usable"));

        Map<String, Object> consumed = client.consume(LICENSE, 3);
        System.out.printf("consumed: %d units%n", total(consumed) - total(checked));

        client.deactivate(LICENSE);
        System.out.println("deactivated: " + LICENSE.hardwareId());
    }

    static long total(Map<String, Object> answer) {
        return (Long) answer.get("total_consumptions");
    }

    /** Makes the client that the environment describes. */
    static LicenseClient clientOfEnvironment() throws IOException, InterruptedException, GeneralSecurityException {
        String pem = readKey(setting("LICENSE_PUBLIC_KEY"));
        return new LicenseClient(
                setting("LICENSE_API_URL"),
                setting("LICENSE_API_KEY"),
                setting("LICENSE_SHARED_KEY"),
                Signatures.readPublicKey(pem));
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) throw new IllegalArgumentException("not set in the environment: " + name);
        return value;
    }

    /** Reads a file, or an address for tests: a key proves nothing if the server that it proves gave it. */
    private static String readKey(String place) throws IOException, InterruptedException {
        if (!place.matches("https?://.*")) return Files.readString(Path.of(place));
        HttpRequest request = HttpRequest.newBuilder(URI.create(place)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
