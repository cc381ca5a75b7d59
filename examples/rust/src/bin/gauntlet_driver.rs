//! Lets `license-api-kit gauntlet` drive the client: each line of JSON that comes in is answered by one.

use std::{error::Error, io, time::Duration};

use license_example::{Application, Client, Failure, License, parse_public_key};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut application = None;
    for line in io::stdin().lines() {
        let told: Value = serde_json::from_str(&line?)?;
        let text = |name: &str| told[name].as_str().unwrap_or_default();
        let answer = match (text("verb"), &mut application) {
            ("hello", _) => {
                let can = ["activate", "check", "deactivate", "consume", "offline"];
                json!({ "name": "license-api-kit example in Rust", "version": "1", "language": "Rust", "can": can })
            }
            ("use", place) => {
                let key = parse_public_key(told["publicKeys"][0].as_str().unwrap_or_default())?;
                let [url, api_key, shared_key] = ["url", "apiKey", "sharedKey"].map(text);
                let client = Client::with_timeout(url, api_key, shared_key, key, Duration::from_secs(5));
                let license = License {
                    product: text("product").into(),
                    license_key: Some(text("licenseKey").into()),
                    username: None,
                    hardware_id: text("hardwareId").into(),
                };
                *place = Some(Application::new(client, license));
                json!({})
            }
            ("do", Some(application)) => {
                outcome(application.act(text("action"), told["units"].as_u64().unwrap_or(1), text("file")))
            }
            ("believe", Some(application)) => {
                let usable = application
                    .is_usable()
                    .map_or("unknown", |is| if is { "yes" } else { "no" });
                json!({ "usable": usable, "until": application.end(), "why": application.ended_by().unwrap_or_default() })
            }
            _ => json!({}),
        };
        println!("{answer}"); // standard output is flushed at the end of each line
        if text("verb") == "end" {
            break;
        }
    }
    Ok(())
}

fn outcome(done: Result<(), Box<dyn Error>>) -> Value {
    let Err(error) = done else {
        return json!({ "done": true });
    };
    let word = match error.downcast_ref() {
        Some(Failure::Refused { code, .. }) => code,
        Some(Failure::Counterfeit(_)) => "counterfeit",
        _ => "no-answer",
    };
    json!({ "done": false, "error": word, "message": error.to_string().chars().take(300).collect::<String>() })
}
