#include "signatures.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <stdexcept>
#include <vector>

namespace license {
namespace {

const std::string base64_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string to_base64(const unsigned char* bytes, std::size_t size) {
  std::vector<unsigned char> text(4 * ((size + 2) / 3) + 1);
  const int length = EVP_EncodeBlock(text.data(), bytes, static_cast<int>(size));
  return {text.begin(), text.begin() + length};
}

/// Only the one spelling that servers write: EVP_DecodeBlock alone would let blanks pass and read padding as zero bytes.
std::optional<std::vector<unsigned char>> from_base64(const std::string& text) {
  const std::size_t letters = text.find_last_not_of('=') + 1;
  const std::size_t padding = text.size() - letters;
  if (text.empty() || text.size() % 4 != 0 || padding > 2 || text.find_first_not_of(base64_letters) < letters) return {};
  std::vector<unsigned char> bytes(text.size() / 4 * 3);
  const auto* from = reinterpret_cast<const unsigned char*>(text.data());
  if (EVP_DecodeBlock(bytes.data(), from, static_cast<int>(text.size())) < 0) return {};
  bytes.resize(bytes.size() - padding);
  return bytes;
}

/// By the rules of no language: std::tolower asks the locale of the program, under which I may lose its dot.
std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::string to_base64(const std::string& text) {
  return to_base64(reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::string sign_text(const std::string& shared_key, const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (!HMAC(EVP_sha256(), shared_key.data(), static_cast<int>(shared_key.size()), bytes, text.size(), digest, &size)) {
    throw std::runtime_error("OpenSSL makes no HMAC");
  }
  return to_base64(digest, size);
}

std::string sign_date(const std::string& shared_key, const std::string& date) {
  return sign_text(shared_key, "licenseSpring\ndate: " + date);
}

std::string signed_text(const License& license, const std::optional<std::string>& validity_period) {
  // What stands after the first | of a username is not signed
  const std::string user = license.username.substr(0, license.username.find('|'));
  const std::string& name = license.username.empty() ? license.license_key : user;
  return lower(license.hardware_id + "#" + name + "#" + validity_period.value_or(""));
}

PublicKey::PublicKey(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  key_.reset(PEM_read_bio_PUBKEY(file.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  if (!key_ || EVP_PKEY_base_id(key_.get()) != EVP_PKEY_RSA) throw std::invalid_argument("no public RSA key in PEM");
}

bool PublicKey::verifies(const std::string& bytes, const std::string& signature) const {
  const auto given = from_base64(signature);
  if (!given) return false;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const auto* text = reinterpret_cast<const unsigned char*>(bytes.data());
  // 1 alone is a yes: 0 is a no, and a negative number another no.
  const bool fits = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
                    EVP_DigestVerify(context.get(), given->data(), given->size(), text, bytes.size()) == 1;
  ERR_clear_error();  // a no leaves its reasons behind, which a later call would take for its own
  return fits;
}

}  // namespace license
