use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::{DecodePublicKey, spki};
use rsa::sha2::Sha256;
use rsa::{RsaPublicKey, signature::Verifier};

use crate::License;

/// Gives the signature of a request, which covers the exact text of its Date header.
pub fn sign_date(shared_key: &str, date: &str) -> String {
    sign_text(shared_key, &format!("licenseSpring\ndate: {date}"))
}

/// Gives the account's signature over a text.
pub fn sign_text(shared_key: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(shared_key.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Gives the text that the v1 signature of an answer covers; the absent end of a license is an empty text.
pub fn signed_text(license: &License, validity_period: Option<&str>) -> String {
    let end = validity_period.unwrap_or_default();
    format!("{}#{}#{end}", license.hardware_id, license.identity()).to_lowercase()
}

/// Tells whether a base64 signature is the server's for these very bytes.
pub fn is_signed(key: &RsaPublicKey, signed: &[u8], signature: &str) -> bool {
    let Ok(decoded) = STANDARD.decode(signature) else {
        return false;
    };
    let Ok(signature) = Signature::try_from(decoded.as_slice()) else {
        return false;
    };
    VerifyingKey::<Sha256>::new(key.clone())
        .verify(signed, &signature)
        .is_ok()
}

/// Reads the server's public key from its PEM.
pub fn parse_public_key(pem: &str) -> Result<RsaPublicKey, spki::Error> {
    RsaPublicKey::from_public_key_pem(pem)
}
