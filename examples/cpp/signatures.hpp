// What is signed and verified, and over which text. No call is made here, so the vectors can judge each of these alone.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <optional>
#include <string>

namespace license {

/// A text in base64.
std::string to_base64(const std::string& text);

/// The account's signature over a text: HMAC-SHA256 in base64.
std::string sign_text(const std::string& shared_key, const std::string& text);

/// The signature of a call, which covers its Date header to the letter.
std::string sign_date(const std::string& shared_key, const std::string& date);

/// What is asked about: a device, and the license key or the user that it has.
struct License {
  std::string product;
  std::string hardware_id;
  std::string license_key;
  std::string username = {};
};

/// The text that `license_signature` covers: device, key or user, and end. The first two are those that were asked about and
/// never those of the answer, or the genuine answer to another would do.
std::string signed_text(const License& license, const std::optional<std::string>& validity_period);

/// The key of the server: it verifies what the server signed.
class PublicKey {
 public:
  explicit PublicKey(const std::string& pem);

  /// Whether `signature`, in base64, is the server's RSA-SHA256 signature (PKCS#1 v1.5) over these very bytes.
  bool verifies(const std::string& bytes, const std::string& signature) const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace license
