use std::fmt;

/// Why a call gave no answer to believe.
#[derive(Debug)]
pub enum Failure {
    /// The server says no; the code is what to decide by, the wording may change.
    Refused { status: u16, code: String, message: String },
    /// The answer is not the server's: a signature is missing or does not fit.
    Counterfeit(&'static str),
    /// What came is not an answer of the API, as a proxy on the way may send.
    Unexpected(String),
    /// No answer came.
    Unreachable(ureq::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Refused { code, message, .. } => write!(formatter, "{code}: {message}"),
            Failure::Counterfeit(reason) => formatter.write_str(reason),
            Failure::Unexpected(found) => write!(formatter, "not an answer of the License API: {found}"),
            Failure::Unreachable(error) => write!(formatter, "no answer: {error}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<ureq::Error> for Failure {
    fn from(error: ureq::Error) -> Self {
        Failure::Unreachable(error)
    }
}
