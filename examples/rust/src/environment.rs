use std::{env, error::Error, fs};

use crate::{Client, parse_public_key};

/// Makes the client that the environment describes.
pub fn client_of_environment() -> Result<Client, Box<dyn Error>> {
    let public_key = read_key(&setting("LICENSE_PUBLIC_KEY")?)?;
    Ok(Client::new(
        &setting("LICENSE_API_URL")?,
        &setting("LICENSE_API_KEY")?,
        &setting("LICENSE_SHARED_KEY")?,
        parse_public_key(&public_key).map_err(|error| format!("the public key: {error}"))?,
    ))
}

fn setting(name: &str) -> Result<String, String> {
    env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .ok_or_else(|| format!("not set in the environment: {name}"))
}

/// Reads a file, or an address for tests: a key proves nothing if the server that it proves gave it.
fn read_key(place: &str) -> Result<String, Box<dyn Error>> {
    if place.starts_with("http://") || place.starts_with("https://") {
        return Ok(ureq::get(place).call()?.body_mut().read_to_string()?);
    }
    Ok(fs::read_to_string(place).map_err(|error| format!("{place}: {error}"))?)
}
