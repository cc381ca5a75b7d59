// A client of the License API v4: it signs its calls and believes only what the server signed.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "signatures.hpp"

namespace license {

/// The server says no. The code is what to decide by, the wording may change.
struct Refusal : std::runtime_error {
  Refusal(long its_status, const std::string& its_code, const std::string& message)
      : std::runtime_error(its_code + ": " + message), status(its_status), code(its_code) {}
  long status;
  std::string code;
};

/// The answer is not the server's: a signature is missing or does not fit.
struct Counterfeit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What came is not an answer of the API, as a proxy on the way may send.
struct Unexpected : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// No answer came, or none that was whole. Whether the call took effect is not known.
struct Unreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Where the server is, without /api/v4, and who calls.
struct Account {
  std::string url;
  std::string api_key;
  std::string shared_key;
};

class Client {
 public:
  Client(Account account, PublicKey public_key, std::chrono::milliseconds timeout = std::chrono::seconds(10));

  /// From LICENSE_API_URL, LICENSE_API_KEY, LICENSE_SHARED_KEY and LICENSE_PUBLIC_KEY.
  static Client of_environment();

  /// Binds the device to the license.
  nlohmann::json activate(const License& license) const;

  /// The state of the license on the device.
  nlohmann::json check(const License& license) const;

  /// Adds units to what the license has used, and gives its counters.
  nlohmann::json consume(const License& license, int units) const;

  /// Releases the device.
  void deactivate(const License& license) const;

  /// Reads the file that came back from an offline activation, and believes it only if it is for this license.
  nlohmann::json offline_license(const std::string& text, const License& license) const;

 private:
  struct Answer {
    long status = 0;
    std::string body;
    std::optional<std::string> signature;
  };

  std::string get(const std::string& endpoint, const nlohmann::json& fields) const;
  std::string post(const std::string& endpoint, const nlohmann::json& fields, const std::string& word = {}) const;
  Answer send(const std::string& path, const std::string* body) const;
  std::string verified_body(const Answer& answer, const std::string& word) const;
  void verify_license(const nlohmann::json& answer, const License& license) const;

  Account account_;
  PublicKey public_key_;
  std::chrono::milliseconds timeout_;
};

}  // namespace license
