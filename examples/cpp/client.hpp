// A client of the License API v4: it signs its calls and believes only what the server signed.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "send_call.hpp"
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

/// Where the server is, without /api/v4, and who calls.
struct Account {
  std::string url;
  std::string api_key;
  std::string shared_key;
};

class Client {
 public:
  /// Waits so long for the whole of an answer. Over HTTPS a certificate in PEM is the only one to be trusted; those of the
  /// system are where it is empty.
  Client(Account account, PublicKey public_key, std::chrono::milliseconds timeout = std::chrono::seconds(10),
         std::string certificate = {});

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

  /// Writes the file that asks for an activation of the device without a line.
  std::string offline_request(const License& license) const;

  /// Reads the file that came back from an offline activation, and believes it only if it is for this license.
  nlohmann::json offline_license(const std::string& text, const License& license) const;

 private:
  std::string get(const std::string& endpoint, const nlohmann::json& fields) const;
  std::string post(const std::string& endpoint, const nlohmann::json& fields, const std::string& word = {}) const;
  Answer send(const std::string& path, const std::string* body) const;
  std::string verified_body(const Answer& answer, const std::string& word) const;
  std::string sign_offline(const License& license, const std::string& date) const;
  void verify_license(const nlohmann::json& answer, const License& license) const;

  Account account_;
  PublicKey public_key_;
  std::chrono::milliseconds timeout_;
  std::string certificate_;
};

}  // namespace license
