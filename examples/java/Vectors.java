import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the client accepts and refuses of the shared vectors. Only what no source fixes may come out either way. */
final class Vectors {
    private static final Path FOLDER = Path.of("..", "..", "fixtures", "vectors");
    private static final Set<String> FIELDS =
            Set.of("product", "hardware_id", "license_key", "username", "consumptions");

    private Vectors() {}

    static void run() throws Exception {
        for (Map<String, Object> vector : vectorsOf(read("hmac.json"))) {
            String signature = Signatures.ofDate(text(vector, "sharedKey"), text(vector, "date"));
            expect(vector, signature.equals(text(vector, "signature")));
        }
        Map<String, Object> bodies = read("body-signature.json");
        for (Map<String, Object> vector : vectorsOf(bodies)) expectSigned(bodies, vector, text(vector, "body"));
        Map<String, Object> licenses = read("license-signature.json");
        for (Map<String, Object> vector : vectorsOf(licenses)) {
            License license = new License(
                    "", text(vector, "licenseKey"), text(vector, "username"), text(vector, "hardwareId"));
            expectSigned(licenses, vector, Signatures.signedText(license, text(vector, "validityPeriod")));
        }
        answers(read("answers.json"));
        offlineAnswers(read("offline.json"));
    }

    private static void expectSigned(Map<String, Object> file, Map<String, Object> vector, String signed)
            throws Exception {
        PublicKey key = Signatures.readPublicKey(text(file, "publicKey"));
        expect(vector, Signatures.isSigned(key, signed.getBytes(UTF_8), text(vector, "signature")));
    }

    private static void answers(Map<String, Object> file) throws Exception {
        PublicKey key = Signatures.readPublicKey(text(file, "publicKey"));
        for (Map<String, Object> vector : vectorsOf(file)) {
            Call call = callOf(text(object(vector, "call"), "endpoint"));
            Map<String, Object> fields = object(object(vector, "call"), "fields");
            if (call != null && FIELDS.containsAll(fields.keySet())) {
                expect(vector, isBelieved(vector, call, licenseOf(fields), key));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void offlineAnswers(Map<String, Object> file) throws Exception {
        PublicKey key = Signatures.readPublicKey(text(file, "publicKey"));
        for (Map<String, Object> vector : (List<Map<String, Object>>) file.get("answers")) {
            Map<String, Object> names = object(vector, "call");
            License license =
                    names == null ? License.ofKey(null, "OFFL-INEX-KEYS-0001", "Laptop-1") : licenseOf(names);
            expect(vector, isBelieved(text(vector, "body"), license, key, file));
        }
    }

    private static boolean isBelieved(String body, License license, PublicKey key, Map<String, Object> file)
            throws Exception {
        try {
            OfflineFile.read(body, license, new LicenseClient("", text(file, "apiKey"), text(file, "sharedKey"), key));
            return true;
        } catch (Counterfeit | IllegalArgumentException notBelieved) {
            return false;
        }
    }

    private interface Call {
        void send(LicenseClient client, License license) throws Exception;
    }

    /** The client's call of an endpoint, null where it has none. */
    private static Call callOf(String endpoint) {
        return switch (endpoint) {
            case "activate-license" -> LicenseClient::activate;
            case "check-license" -> LicenseClient::check;
            case "add-consumption" -> (client, license) -> client.consume(license, 3);
            case "deactivate-license" -> LicenseClient::deactivate;
            default -> null;
        };
    }

    private static License licenseOf(Map<String, Object> fields) {
        return new License(
                text(fields, "product"),
                text(fields, "license_key"),
                text(fields, "username"),
                text(fields, "hardware_id"));
    }

    /** Asks a server that gives the answer of the vector. A refusal that is believed is an answer too. */
    private static boolean isBelieved(Map<String, Object> vector, Call call, License license, PublicKey key)
            throws Exception {
        HttpServer server = serverOf(vector);
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            call.send(new LicenseClient(url, "key", "secret", key), license);
            return true;
        } catch (Refusal refusal) {
            return true;
        } catch (IOException | IllegalArgumentException notBelieved) {
            return false;
        } finally {
            server.stop(0);
        }
    }

    /** Serves one answer to whatever is asked. */
    private static HttpServer serverOf(Map<String, Object> vector) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] body = text(vector, "body").getBytes(UTF_8);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            object(vector, "headers").forEach((name, value) -> exchange.getResponseHeaders()
                    .set(name, (String) value));
            int status = ((Number) vector.get("status")).intValue();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return server;
    }

    private static void expect(Map<String, Object> vector, boolean isAccepted) {
        if (text(vector, "flag").equals("may")) return;
        Tests.expect(text(vector, "id") + " " + text(vector, "name"), vector.get("accept"), isAccepted);
    }

    private static Map<String, Object> read(String file) throws IOException {
        return Json.readObject(Files.readString(FOLDER.resolve(file)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> vectorsOf(Map<String, Object> file) {
        return (List<Map<String, Object>>) file.get("vectors");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> object, String name) {
        return (Map<String, Object>) object.get(name);
    }

    private static String text(Map<String, Object> object, String name) {
        return (String) object.get(name);
    }
}
