use std::{error::Error, fs};

use serde_json::Value;

use crate::{Client, Failure, License, is_usable};

/// Uses a license as programs do: it remembers the last answer that was to be believed, and by what its use has ended.
pub struct Application {
    client: Client,
    license: License,
    known: Option<Value>,
    ended_by: Option<String>,
}

impl Application {
    pub fn new(client: Client, license: License) -> Self {
        Application {
            client,
            license,
            known: None,
            ended_by: None,
        }
    }

    /// Calls the server, or handles a file that is carried to it or came back, by the name of what to do.
    pub fn act(&mut self, action: &str, units: u64, file: &str) -> Result<(), Box<dyn Error>> {
        let (client, license) = (&self.client, &self.license);
        let learnt = match action {
            "activate" => client.activate(license).map(Some),
            "check" => client.check(license).map(Some),
            "consume" => client.consume(license, units).map(|_| None),
            "deactivate" => client.deactivate(license).map(|()| None),
            "offline-request" => return Ok(fs::write(file, client.offline_request(license))?),
            "offline-file" => client.offline_license(&fs::read_to_string(file)?, license).map(Some),
            _ => return Err(format!("the client cannot {action}").into()),
        };
        match &learnt {
            Ok(Some(answer)) => (self.known, self.ended_by) = (Some(answer.clone()), None),
            Ok(None) if action == "deactivate" => self.ended_by = Some("deactivated".into()),
            Err(Failure::Refused { code, .. }) if learnt.as_ref().is_err_and(Failure::ends_use) => {
                self.ended_by = Some(code.clone());
            }
            _ => {} // an answer that is not to be believed, or none, says nothing of the license
        }
        Ok(learnt.map(drop)?)
    }

    /// Whether the product may be used now; None where nothing is known.
    pub fn is_usable(&self) -> Option<bool> {
        let known = self.known.as_ref().map(is_usable);
        if self.ended_by.is_some() { Some(false) } else { known }
    }

    /// The end of the license as it stands in the last answer.
    pub fn end(&self) -> Option<&str> {
        self.known.as_ref()?["validity_period"].as_str()
    }

    /// The code that has ended the use.
    pub fn ended_by(&self) -> Option<&str> {
        self.ended_by.as_deref()
    }
}
