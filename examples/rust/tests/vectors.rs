//! What the client accepts and refuses of the shared vectors.

use license_example::{License, is_signed, parse_public_key, sign_date, signed_text};
use serde_json::Value;

fn read(file: &str) -> Value {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap(); // as the test runs: a build may be shared by clones
    let path = format!("{folder}/../../fixtures/vectors/{file}");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn expect_verdicts(file: &str, signed: impl Fn(&Value) -> String) {
    let content = read(file);
    let key = parse_public_key(text(&content, "publicKey")).unwrap();
    for vector in content["vectors"].as_array().unwrap() {
        let is_accepted = is_signed(&key, signed(vector).as_bytes(), text(vector, "signature"));
        assert_eq!(is_accepted, vector["accept"], "{}", text(vector, "name"));
    }
}

#[test]
fn request_signatures() {
    for vector in read("hmac.json")["vectors"].as_array().unwrap() {
        let fits = sign_date(text(vector, "sharedKey"), text(vector, "date")) == text(vector, "signature");
        assert_eq!(fits, vector["accept"], "{}", text(vector, "name"));
    }
}

#[test]
fn body_signatures() {
    expect_verdicts("body-signature.json", |vector| text(vector, "body").into());
}

#[test]
fn license_signatures() {
    expect_verdicts("license-signature.json", |vector| {
        let license = License {
            license_key: Some(text(vector, "id").into()),
            username: vector["username"].as_str().map(Into::into),
            hardware_id: text(vector, "hardwareId").into(),
            ..License::default()
        };
        signed_text(&license, vector["validityPeriod"].as_str())
    });
}
