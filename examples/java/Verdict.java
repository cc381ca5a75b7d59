import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/** What an answer or a refusal says of the use of a license. */
final class Verdict {
    /** What the server refuses with these is the license on this device, whatever was asked. */
    private static final Set<String> ENDS_OF_USE = Set.of(
            "license_not_found",
            "license_not_enabled",
            "license_not_active",
            "license_expired",
            "active_license_required",
            "license_start_date_error",
            "license_activated_max_times",
            "license_user_activated_max_times",
            "trial_expired",
            "device_not_found",
            "blacklisted",
            "vm_not_allowed",
            "floating_not_available",
            "disabled_product");

    private Verdict() {}

    /** Tells whether the license cannot be used; a server in trouble says nothing of that, whatever its code. */
    static boolean endsUse(Refusal refusal) {
        return refusal.status < 500 && ENDS_OF_USE.contains(refusal.code);
    }

    /** Tells whether a license may be used now; a check and an activation have other names for the same. */
    static boolean isUsable(Map<String, Object> license) {
        boolean isActive = Boolean.TRUE.equals(license.getOrDefault("license_active", license.get("active")));
        boolean isEnabled = Boolean.TRUE.equals(license.getOrDefault("license_enabled", true));
        return isActive && isEnabled && Boolean.FALSE.equals(license.get("is_expired")) && !hasEnded(license);
    }

    /** An end that cannot be read has come. */
    private static boolean hasEnded(Map<String, Object> license) {
        Object end = license.get("validity_period");
        try {
            return end != null && !Instant.now().isBefore(Instant.parse(end.toString()));
        } catch (DateTimeParseException noInstant) {
            return true;
        }
    }
}
