//! A client of the License API v4: it signs its calls and believes only what the server signed.

mod application;
mod client;
mod environment;
mod failure;
mod offline;
mod signature;
mod verdict;

pub use application::Application;
pub use client::{Client, License};
pub use environment::client_of_environment;
pub use failure::Failure;
pub use rsa::RsaPublicKey;
pub use signature::{is_signed, parse_public_key, sign_date, signed_text};
pub use verdict::is_usable;
