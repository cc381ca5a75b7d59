//! Reading the shared vectors, and comparing verdicts.

use license_example::License;
use serde_json::Value;

pub fn read(file: &str) -> Value {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap(); // as the test runs: a build may be shared by clones
    let path = format!("{folder}/../../fixtures/vectors/{file}");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// The license that a vector or a call is about, whose key and device have these names there.
pub fn license_of(fields: &Value, [key, device]: [&str; 2]) -> License {
    License {
        product: text(fields, "product").into(),
        license_key: fields[key].as_str().map(Into::into),
        username: fields["username"].as_str().map(Into::into),
        hardware_id: text(fields, device).into(),
    }
}

/// What no source fixes may come out either way; what is observed holds, as the client has to work.
pub fn expect(vector: &Value, is_accepted: bool) {
    if vector["flag"] != "may" {
        let [id, name, reason] = ["id", "name", "reason"].map(|member| text(vector, member));
        assert_eq!(is_accepted, vector["accept"], "{id} {name}: {reason}");
    }
}
