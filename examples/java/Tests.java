/** What the client accepts and refuses: the shared vectors, and a mock where LICENSE_API_URL names one. */
final class Tests {
    private static int passed;
    private static int failed;

    private Tests() {}

    public static void main(String[] arguments) throws Exception {
        Vectors.run();
        if (System.getenv("LICENSE_API_URL") == null) {
            System.out.println("LICENSE_API_URL names no mock: the live tests are skipped");
        } else {
            aLicenseIsActivatedCheckedUsedAndReleased();
            anUnknownLicenseIsRefusedByItsCode();
        }
        System.out.printf("tests: %d passed, %d failed%n", passed, failed);
        System.exit(failed == 0 ? 0 : 1);
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

    /** Counts a test, and says what was found where it is not what was expected. */
    static void expect(String name, Object expected, Object found) {
        if (expected.equals(found)) {
            passed++;
        } else {
            failed++;
            System.err.printf("%s: expected %s, found %s%n", name, expected, found);
        }
    }
}
