//! A license's life on a mock, where LICENSE_API_URL names one.

use license_example::{Client, Failure, License, client_of_environment};
use serde_json::Value;

fn live_client() -> Option<Client> {
    if std::env::var("LICENSE_API_URL").is_err() {
        eprintln!("LICENSE_API_URL names no mock: skipped");
        return None;
    }
    Some(client_of_environment().unwrap())
}

fn license(license_key: &str) -> License {
    License {
        product: "key-app".into(),
        license_key: Some(license_key.into()),
        hardware_id: "Laptop-1".into(),
        ..License::default()
    }
}

fn expect_refusal(answer: Result<Value, Failure>, expected: &str) {
    match answer {
        Err(Failure::Refused { code, .. }) => assert_eq!(code, expected),
        other => panic!("expected the refusal {expected}, found {other:?}"),
    }
}

#[test]
fn a_license_is_activated_checked_used_and_released() {
    let Some(client) = live_client() else { return };
    let ours = license("CONS-PLAI-KEYS-0001");
    client.activate(&ours).unwrap();
    let before = client.check(&ours).unwrap()["total_consumptions"].as_i64().unwrap();
    assert_eq!(client.consume(&ours, 2).unwrap()["total_consumptions"], before + 2);
    client.deactivate(&ours).unwrap();
    expect_refusal(client.check(&ours), "license_not_active");
}

#[test]
fn an_unknown_license_is_refused_by_its_code() {
    let Some(client) = live_client() else { return };
    expect_refusal(client.activate(&license("NONE-NONE-NONE-NONE")), "license_not_found");
}
