import java.util.LinkedHashMap;
import java.util.Map;

/** What names a license on a device: by its key, or by the user it belongs to; the other one is null. */
record License(String product, String licenseKey, String username, String hardwareId) {
    static License ofKey(String product, String licenseKey, String hardwareId) {
        return new License(product, licenseKey, null, hardwareId);
    }

    static License ofUser(String product, String username, String hardwareId) {
        return new License(product, null, username, hardwareId);
    }

    /** What the v1 signature covers of it: a username counts up to its first "|". */
    String identity() {
        return username == null ? licenseKey : username.split("\\|", 2)[0];
    }

    /** The fields of a request. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("product", product);
        fields.put(username == null ? "license_key" : "username", username == null ? licenseKey : username);
        fields.put("hardware_id", hardwareId);
        return fields;
    }
}
