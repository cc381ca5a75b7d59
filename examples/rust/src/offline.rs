use std::time::SystemTime;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::signature::sign_text;
use crate::{Client, Failure, License, is_signed, signed_text};

impl Client {
    /// Writes the file that asks for an activation of the device without a line.
    pub fn offline_request(&self, license: &License) -> String {
        let mut fields = license.body();
        fields["date"] = json!(httpdate::fmt_http_date(SystemTime::now()));
        fields["api_key"] = json!(self.api_key);
        fields["request"] = json!("activation");
        fields["signature"] = json!(self.offline_signature(license, fields["date"].as_str().unwrap_or_default()));
        STANDARD.encode(fields.to_string())
    }

    /// Reads the file that came back, and believes it only if it is for this license.
    pub fn offline_license(&self, text: &str, license: &License) -> Result<Value, Failure> {
        let answer: Value = serde_json::from_str(text).map_err(|error| Failure::Unexpected(error.to_string()))?;
        let member = |name: &str| answer[name].as_str().unwrap_or_default();
        // What was signed is the text without the two license signatures: written anew it might be another one
        let covered = ["license_signature", "license_signature_v2"]
            .iter()
            .fold(text.trim().to_owned(), |rest, name| {
                rest.replace(&format!(r#","{name}":"{}""#, member(name)), "")
            });
        let v1 = signed_text(license, answer["validity_period"].as_str());
        if !is_signed(&self.public_key, covered.as_bytes(), member("license_signature_v2")) {
            return Err(Failure::Counterfeit("license_signature_v2 does not fit the file"));
        }
        if !is_signed(&self.public_key, v1.as_bytes(), member("license_signature")) {
            return Err(Failure::Counterfeit("license_signature does not fit the license"));
        }
        if self.offline_signature(license, member("date")) != member("offline_signature") {
            return Err(Failure::Counterfeit("offline_signature does not fit the license"));
        }
        if !license.product.is_empty() && answer["product_details"]["short_code"] != license.product.as_str() {
            return Err(Failure::Counterfeit("the license is of another product"));
        }
        Ok(answer)
    }

    /// Signs the five lines of a request and of what it is answered by.
    fn offline_signature(&self, license: &License, date: &str) -> String {
        let name = license.license_key.as_deref().or(license.username.as_deref());
        let name = name.unwrap_or_default();
        let lines = format!(
            "licenseSpring\ndate: {date}\n{name}\n{}\n{}",
            license.hardware_id, self.api_key
        );
        sign_text(&self.shared_key, &lines)
    }
}
