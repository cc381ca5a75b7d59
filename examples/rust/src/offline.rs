use rsa::RsaPublicKey;
use serde_json::Value;

use crate::signature::sign_text;
use crate::{Failure, License, is_signed, signed_text};

/// The account that asked for a file.
pub struct Account {
    pub api_key: String,
    pub shared_key: String,
}

/// Reads the file that came back from an offline activation, and believes it only if it is for this license.
pub fn offline_license(
    text: &str,
    license: &License,
    account: &Account,
    public_key: &RsaPublicKey,
) -> Result<Value, Failure> {
    let answer: Value = serde_json::from_str(text).map_err(|error| Failure::Unexpected(error.to_string()))?;
    let member = |name: &str| answer[name].as_str().unwrap_or_default();
    // What was signed is the text without the two license signatures: written anew it might be another one
    let covered = ["license_signature", "license_signature_v2"]
        .iter()
        .fold(text.trim().to_owned(), |rest, name| {
            rest.replace(&format!(r#","{name}":"{}""#, member(name)), "")
        });
    let name = license.license_key.as_deref().or(license.username.as_deref());
    let lines = [
        "licenseSpring",
        &format!("date: {}", member("date")),
        name.unwrap_or_default(),
        &license.hardware_id,
        &account.api_key,
    ]
    .join("\n");
    let v1 = signed_text(license, answer["validity_period"].as_str());
    if !is_signed(public_key, covered.as_bytes(), member("license_signature_v2")) {
        return Err(Failure::Counterfeit("license_signature_v2 does not fit the file"));
    }
    if !is_signed(public_key, v1.as_bytes(), member("license_signature")) {
        return Err(Failure::Counterfeit("license_signature does not fit the license"));
    }
    if sign_text(&account.shared_key, &lines) != member("offline_signature") {
        return Err(Failure::Counterfeit("offline_signature does not fit the license"));
    }
    Ok(answer)
}
