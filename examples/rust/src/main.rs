//! A license's life on this device: activated, checked, used, released.

use std::{error::Error, process::ExitCode};

use license_example::{License, client_of_environment, is_usable};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let client = client_of_environment()?;
    let license_key = "CONS-PLAI-KEYS-0001";
    let license = License {
        product: "key-app".into(),
        license_key: Some(license_key.into()),
        hardware_id: "Laptop-1".into(),
        ..License::default()
    };

    client.activate(&license)?;
    println!("activated: {license_key} on {}", license.hardware_id);

    let checked = client.check(&license)?;
    println!("checked: {}", if is_usable(&checked) { "usable" } else { "not usable" });

    let consumed = client.consume(&license, 3)?;
    let total = |answer: &serde_json::Value| answer["total_consumptions"].as_i64().unwrap_or_default();
    println!("consumed: {} units", total(&consumed) - total(&checked));

    client.deactivate(&license)?;
    println!("deactivated: {}", license.hardware_id);
    Ok(())
}
