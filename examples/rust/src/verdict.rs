use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rsa::pkcs8::der::DateTime;
use serde_json::Value;

use crate::Failure;

/// What the server refuses with these is the license on this device, whatever was asked.
const ENDS_OF_USE: [&str; 14] = [
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
    "disabled_product",
];

impl Failure {
    /// Whether it says that the license cannot be used. Other refusals do not, and nor does a server in trouble,
    /// whatever its code.
    pub fn ends_use(&self) -> bool {
        matches!(self, Failure::Refused { status, code, .. } if *status < 500 && ENDS_OF_USE.contains(&code.as_str()))
    }
}

/// Whether a license lets the product be used now; a check and an activation have other names for the same.
pub fn is_usable(license: &Value) -> bool {
    let is_active = license["license_active"] == true || license["active"] == true;
    let is_enabled = license.get("license_enabled").is_none_or(|enabled| enabled == true);
    is_active && is_enabled && license["is_expired"] == false && !has_ended(&license["validity_period"])
}

/// An end that cannot be read has come.
fn has_ended(end: &Value) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::MAX);
    !end.is_null() && end.as_str().and_then(instant_of).is_none_or(|end| end <= now)
}

/// Since 1970, of a text such as 2030-06-15T00:00:00.000Z; what stands after the seconds is left out.
fn instant_of(text: &str) -> Option<Duration> {
    let seconds = text.ends_with('Z').then(|| text.get(..19))??;
    let instant: DateTime = format!("{seconds}Z").parse().ok()?;
    Some(instant.unix_duration())
}
