import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;

/** What the client accepts and refuses: the shared vectors, and a mock where LICENSE_API_URL names one. */
final class Tests {
    private static final Path VECTORS = Path.of("..", "..", "fixtures", "vectors");
    private static int passed;
    private static int failed;

    private Tests() {}

    public static void main(String[] arguments) throws Exception {
        requestSignatures();
        bodySignatures();
        licenseSignatures();
        if (System.getenv("LICENSE_API_URL") == null) {
            System.out.println("LICENSE_API_URL names no mock: the live tests are skipped");
        } else {
            aLicenseIsActivatedCheckedUsedAndReleased();
            anUnknownLicenseIsRefusedByItsCode();
        }
        System.out.printf("tests: %d passed, %d failed%n", passed, failed);
        System.exit(failed == 0 ? 0 : 1);
    }

    private static void requestSignatures() throws Exception {
        for (Map<String, Object> vector : vectorsOf(read("hmac.json"))) {
            String signature = Signatures.ofDate(text(vector, "sharedKey"), text(vector, "date"));
            expect(text(vector, "name"), vector.get("accept"), signature.equals(text(vector, "signature")));
        }
    }

    private static void bodySignatures() throws Exception {
        Map<String, Object> file = read("body-signature.json");
        for (Map<String, Object> vector : vectorsOf(file)) expectVerdict(file, vector, text(vector, "body"));
    }

    private static void licenseSignatures() throws Exception {
        Map<String, Object> file = read("license-signature.json");
        for (Map<String, Object> vector : vectorsOf(file)) {
            License license =
                    new License("", text(vector, "id"), text(vector, "username"), text(vector, "hardwareId"));
            expectVerdict(file, vector, Signatures.signedText(license, text(vector, "validityPeriod")));
        }
    }

    private static void aLicenseIsActivatedCheckedUsedAndReleased() throws Exception {
        LicenseClient client = Demo.clientOfEnvironment();
        client.activate(Demo.LICENSE);
        long before = Demo.total(client.check(Demo.LICENSE));
        expect("units are counted", before + 2, Demo.total(client.consume(Demo.LICENSE, 2)));
        client.deactivate(Demo.LICENSE);
        expectRefusal("a released device is refused", "license_not_active", () -> client.check(Demo.LICENSE));
    }

    private static void anUnknownLicenseIsRefusedByItsCode() throws Exception {
        LicenseClient client = Demo.clientOfEnvironment();
        License unknown = License.ofKey("key-app", "NONE-NONE-NONE-NONE", "Laptop-1");
        expectRefusal("an unknown license is refused", "license_not_found", () -> client.activate(unknown));
    }

    private static void expectVerdict(Map<String, Object> file, Map<String, Object> vector, String signed)
            throws Exception {
        PublicKey key = Signatures.readPublicKey(text(file, "publicKey"));
        boolean isAccepted = Signatures.isSigned(key, signed.getBytes(UTF_8), text(vector, "signature"));
        expect(text(vector, "name"), vector.get("accept"), isAccepted);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void expectRefusal(String name, String code, Call call) throws Exception {
        try {
            call.run();
            expect(name, code, "no refusal");
        } catch (Refusal refusal) {
            expect(name, code, refusal.code);
        }
    }

    private static void expect(String name, Object expected, Object found) {
        if (expected.equals(found)) {
            passed++;
        } else {
            failed++;
            System.err.printf("%s: expected %s, found %s%n", name, expected, found);
        }
    }

    private static Map<String, Object> read(String file) throws IOException {
        return Json.readObject(Files.readString(VECTORS.resolve(file)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> vectorsOf(Map<String, Object> file) {
        return (List<Map<String, Object>>) file.get("vectors");
    }

    private static String text(Map<String, Object> object, String name) {
        return (String) object.get(name);
    }
}
