//! What the client accepts and refuses of the shared vectors.

use license_example::{Client, is_signed, parse_public_key, sign_date, signed_text};
use serde_json::Value;
use shared::{expect, license_of, read, text};

mod shared;

fn expect_verdicts(file: &str, signed: impl Fn(&Value) -> String) {
    let content = read(file);
    let key = parse_public_key(text(&content, "publicKey")).unwrap();
    for vector in content["vectors"].as_array().unwrap() {
        expect(
            vector,
            is_signed(&key, signed(vector).as_bytes(), text(vector, "signature")),
        );
    }
}

#[test]
fn request_signatures() {
    for vector in read("hmac.json")["vectors"].as_array().unwrap() {
        let fits = sign_date(text(vector, "sharedKey"), text(vector, "date")) == text(vector, "signature");
        expect(vector, fits);
    }
}

#[test]
fn body_signatures() {
    expect_verdicts("body-signature.json", |vector| text(vector, "body").into());
}

#[test]
fn license_signatures() {
    expect_verdicts("license-signature.json", |vector| {
        let license = license_of(vector, ["licenseKey", "hardwareId"]);
        signed_text(&license, vector["validityPeriod"].as_str())
    });
}

#[test]
fn offline_answers() {
    let content = read("offline.json");
    let key = parse_public_key(text(&content, "publicKey")).unwrap();
    let client = Client::new("", text(&content, "apiKey"), text(&content, "sharedKey"), key);
    let usual = serde_json::json!({ "license_key": "OFFL-INEX-KEYS-0001", "hardware_id": "Laptop-1" });
    for vector in content["answers"].as_array().unwrap() {
        let license = license_of(vector.get("call").unwrap_or(&usual), ["license_key", "hardware_id"]);
        let believed = client.offline_license(text(vector, "body"), &license).is_ok();
        expect(vector, believed);
    }
}
