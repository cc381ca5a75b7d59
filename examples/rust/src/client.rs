use std::time::{Duration, SystemTime};

use rsa::RsaPublicKey;
use serde_json::{Map, Value, json};
use ureq::{Agent, Body, http};

use crate::{Failure, is_signed, sign_date, signed_text};

/// What names a license on a device: by its key, or by the user it belongs to.
#[derive(Clone, Debug, Default)]
pub struct License {
    pub product: String,
    pub license_key: Option<String>,
    pub username: Option<String>,
    pub hardware_id: String,
}

impl License {
    /// What the v1 signature covers of it: a username counts up to its first "|".
    pub fn identity(&self) -> &str {
        match &self.username {
            Some(username) => username.split('|').next().unwrap_or_default(),
            None => self.license_key.as_deref().unwrap_or_default(),
        }
    }

    fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![("product", self.product.as_str()), ("hardware_id", &self.hardware_id)];
        fields.extend(self.license_key.as_deref().map(|key| ("license_key", key)));
        fields.extend(self.username.as_deref().map(|username| ("username", username)));
        fields
    }

    pub(crate) fn body(&self) -> Value {
        let fields = self.fields().into_iter();
        Value::Object(
            fields
                .map(|(name, value)| (name.into(), value.into()))
                .collect::<Map<_, _>>(),
        )
    }
}

/// Calls the API about licenses.
pub struct Client {
    url: String,
    pub(crate) api_key: String,
    pub(crate) shared_key: String,
    pub(crate) public_key: RsaPublicKey,
    agent: Agent,
}

/// Whether an answer may come without a signature.
#[derive(Clone, Copy, PartialEq)]
enum Signed {
    Always,
    Perhaps,
}

/// What an answer may have; a license takes a few thousand.
const MOST_BYTES: u64 = 1 << 20;

impl Client {
    pub fn new(url: &str, api_key: &str, shared_key: &str, public_key: RsaPublicKey) -> Self {
        Client::with_timeout(url, api_key, shared_key, public_key, Duration::from_secs(10))
    }

    /// Waits so long for the whole of an answer.
    pub fn with_timeout(
        url: &str,
        api_key: &str,
        shared_key: &str,
        public_key: RsaPublicKey,
        timeout: Duration,
    ) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false) // refusals are answers, with a body and a signature
            .max_redirects(0) // a redirect is followed to no other server: it is an answer like any other
            .max_redirects_will_error(false)
            .max_idle_connections(0) // a connection that the server has closed meanwhile would fail the next call
            .timeout_global(Some(timeout));
        Client {
            url: url.trim_end_matches('/').to_owned(),
            api_key: api_key.to_owned(),
            shared_key: shared_key.to_owned(),
            public_key,
            agent: config.build().into(),
        }
    }

    /// Binds the device to the license.
    pub fn activate(&self, license: &License) -> Result<Value, Failure> {
        let body = self.post("activate_license", &license.body(), Signed::Always)?;
        self.verified(license, &body)
    }

    /// Gives the state of the license on the device.
    pub fn check(&self, license: &License) -> Result<Value, Failure> {
        let request = self
            .agent
            .get(self.address("check_license"))
            .query_pairs(license.fields());
        let body = self.verified_body(self.authorized(request).call()?, Signed::Always)?;
        self.verified(license, &body)
    }

    /// Adds units to what the license has used.
    pub fn consume(&self, license: &License, units: u64) -> Result<Value, Failure> {
        let mut fields = license.body();
        fields["consumptions"] = json!(units);
        let answer = parse(&self.post("add_consumption", &fields, Signed::Always)?)?;
        if answer["total_consumptions"].is_null() {
            return Err(Failure::Counterfeit("the answer counts no units"));
        }
        Ok(answer)
    }

    /// Releases the device.
    pub fn deactivate(&self, license: &License) -> Result<(), Failure> {
        let word = self.post("deactivate_license", &license.body(), Signed::Perhaps)?;
        if word != b"license_deactivated" {
            return Err(Failure::Counterfeit("the answer releases no device"));
        }
        Ok(())
    }

    fn verified(&self, license: &License, body: &[u8]) -> Result<Value, Failure> {
        let answer = parse(body)?;
        let text = signed_text(license, answer["validity_period"].as_str());
        let signature = answer["license_signature"].as_str().unwrap_or_default();
        if !is_signed(&self.public_key, text.as_bytes(), signature) {
            return Err(Failure::Counterfeit("license_signature does not fit the license"));
        }
        // No signature covers the question: the answer may be about another product of the same key
        if answer["product_details"]["short_code"] != license.product.as_str() {
            return Err(Failure::Counterfeit("the license is of another product"));
        }
        Ok(answer)
    }

    fn post(&self, endpoint: &str, fields: &Value, signed: Signed) -> Result<Vec<u8>, Failure> {
        let request = self.authorized(self.agent.post(self.address(endpoint)));
        self.verified_body(request.send(fields.to_string())?, signed)
    }

    fn address(&self, endpoint: &str) -> String {
        format!("{}/api/v4/{endpoint}", self.url)
    }

    fn authorized<Method>(&self, request: ureq::RequestBuilder<Method>) -> ureq::RequestBuilder<Method> {
        let date = httpdate::fmt_http_date(SystemTime::now());
        let signature = sign_date(&self.shared_key, &date);
        let api_key = &self.api_key;
        let authorization =
            format!(r#"algorithm="hmac-sha256",headers="date",signature="{signature}",apikey="{api_key}""#);
        request
            .header("Date", date)
            .header("Authorization", authorization)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
    }

    /// Looks at the bytes as they came: the same JSON written anew may be other bytes. Refusals and releases grant
    /// nothing, so they may come unsigned; but a signature that is there must fit.
    fn verified_body(&self, mut response: http::Response<Body>, signed: Signed) -> Result<Vec<u8>, Failure> {
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(MOST_BYTES).read_to_vec()?;
        match response.headers().get("LicenseSignature") {
            None if signed == Signed::Always && status == 200 => {
                return Err(Failure::Counterfeit("the answer has no LicenseSignature header"));
            }
            Some(signature) if !is_signed(&self.public_key, &body, signature.to_str().unwrap_or_default()) => {
                return Err(Failure::Counterfeit(
                    "the LicenseSignature header does not fit the answer",
                ));
            }
            _ => {}
        }
        if status == 200 {
            Ok(body)
        } else {
            Err(refusal_of(status, &body))
        }
    }
}

fn parse(body: &[u8]) -> Result<Value, Failure> {
    serde_json::from_slice(body).map_err(|error| Failure::Unexpected(error.to_string()))
}

fn refusal_of(status: u16, body: &[u8]) -> Failure {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    match (answer["code"].as_str(), answer["message"].as_str()) {
        (Some(code), Some(message)) if status >= 400 => Failure::Refused {
            status,
            code: code.into(),
            message: message.into(),
        },
        _ => {
            let start: String = String::from_utf8_lossy(body).chars().take(200).collect();
            Failure::Unexpected(format!("HTTP {status}, {start}"))
        }
    }
}
