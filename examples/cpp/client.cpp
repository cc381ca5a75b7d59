#include "client.hpp"

#include <curl/curl.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace license {
namespace {

using nlohmann::json;

std::string to_query(const json& fields) {
  std::string query;
  for (const auto& [name, value] : fields.items()) {
    const std::string text = value;
    const std::unique_ptr<char, decltype(&curl_free)> escaped(
        curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), curl_free);
    query += (query.empty() ? "?" : "&") + name + "=" + escaped.get();
  }
  return query;
}

json fields_of(const License& license) {
  json fields = {{"product", license.product}, {"hardware_id", license.hardware_id}};
  if (!license.license_key.empty()) fields["license_key"] = license.license_key;
  if (!license.username.empty()) fields["username"] = license.username;
  return fields;
}

constexpr int deepest = 100;  // nesting of lists and objects

json parse(const std::string& text) {
  const auto keeps = [](int depth, json::parse_event_t, json&) {
    if (depth > deepest) throw Unexpected("the answer is nested too deep");
    return true;
  };
  json answer = json::parse(text, keeps, false);
  if (!answer.is_object()) throw Unexpected("not an answer of the License API: " + text.substr(0, 200));
  return answer;
}

/// A member that is a text; nothing where it is null or missing.
std::optional<std::string> text_in(const json& answer, const char* name) {
  const auto member = answer.find(name);
  if (member == answer.end() || member->is_null()) return {};
  if (!member->is_string()) throw Unexpected(std::string(name) + " is no text");
  return member->get<std::string>();
}

Refusal refusal_of(long status, const std::string& body) {
  const json answer = parse(body);
  const auto code = text_in(answer, "code");
  if (!code || status < 400) throw Unexpected("HTTP " + std::to_string(status) + ", " + body.substr(0, 200));
  return {status, *code, text_in(answer, "message").value_or("")};
}

/// The Date header, in English; strftime would ask the locale.
std::string date_of_now() {
  static const char* const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %d %02d:%02d:%02d GMT", days[utc.tm_wday], utc.tm_mday,
                months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return text;
}

std::string setting(const char* name) {
  const char* const value = std::getenv(name);
  if (!value || !*value) throw std::runtime_error(std::string("not set in the environment: ") + name);
  return value;
}

/// Reads a file, or an address for tests: a key proves nothing if the server that it proves gave it.
std::string read_key(const std::string& place) {
  if (place.rfind("http://", 0) == 0 || place.rfind("https://", 0) == 0) {
    return send_call(place, {}, nullptr, {std::chrono::seconds(10), {}}).body;
  }
  std::ifstream file(place, std::ios::binary);
  if (!file) throw std::runtime_error("cannot be read: " + place);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Client::Client(Account account, PublicKey public_key, std::chrono::milliseconds timeout, std::string certificate)
    : account_(std::move(account)),
      public_key_(std::move(public_key)),
      timeout_(timeout),
      certificate_(std::move(certificate)) {}

Client Client::of_environment() {
  const Account account = {setting("LICENSE_API_URL"), setting("LICENSE_API_KEY"), setting("LICENSE_SHARED_KEY")};
  return {account, PublicKey(read_key(setting("LICENSE_PUBLIC_KEY")))};
}

json Client::activate(const License& license) const {
  const json answer = parse(post("activate_license", fields_of(license)));
  verify_license(answer, license);
  return answer;
}

json Client::check(const License& license) const {
  const json answer = parse(get("check_license", fields_of(license)));
  verify_license(answer, license);
  return answer;
}

json Client::consume(const License& license, int units) const {
  json fields = fields_of(license);
  fields["consumptions"] = units;
  return parse(post("add_consumption", fields));
}

void Client::deactivate(const License& license) const {
  const std::string word = "license_deactivated";
  if (post("deactivate_license", fields_of(license), word) != word) throw Unexpected("the answer is not " + word);
}

std::string Client::offline_request(const License& license) const {
  json fields = fields_of(license);
  const std::string date = date_of_now();
  fields["date"] = date;
  fields["api_key"] = account_.api_key;
  fields["request"] = "activation";
  fields["signature"] = sign_offline(license, date);
  return to_base64(fields.dump());
}

/// Signs the five lines of an offline request and of what it is answered by.
std::string Client::sign_offline(const License& license, const std::string& date) const {
  const std::string& name = license.license_key.empty() ? license.username : license.license_key;
  const std::string lines = "licenseSpring\ndate: " + date + "\n" + name + "\n" + license.hardware_id + "\n";
  return sign_text(account_.shared_key, lines + account_.api_key);
}

json Client::offline_license(const std::string& text, const License& license) const {
  const json answer = parse(text);
  const auto member = [&answer](const char* name) { return text_in(answer, name).value_or(""); };
  // What was signed is the text without the two license signatures: written anew it might be another one
  std::string covered = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  for (const char* const name : {"license_signature", "license_signature_v2"}) {
    const std::string cut = std::string(",\"") + name + "\":\"" + member(name) + "\"";
    if (const std::size_t at = covered.find(cut); at != std::string::npos) covered.erase(at, cut.size());
  }
  if (!public_key_.verifies(covered, member("license_signature_v2"))) {
    throw Counterfeit("license_signature_v2 does not fit the file");
  }
  verify_license(answer, license);
  if (sign_offline(license, member("date")) != member("offline_signature")) {
    throw Counterfeit("offline_signature does not fit the license");
  }
  return answer;
}

std::string Client::get(const std::string& endpoint, const json& fields) const {
  return verified_body(send(endpoint + to_query(fields), nullptr), {});
}

std::string Client::post(const std::string& endpoint, const json& fields, const std::string& word) const {
  const std::string body = fields.dump();
  return verified_body(send(endpoint, &body), word);
}

Answer Client::send(const std::string& path, const std::string* body) const {
  const std::string date = date_of_now();
  const std::string signature = sign_date(account_.shared_key, date);
  const std::vector<std::string> headers = {
      "Date: " + date,
      "Authorization: algorithm=\"hmac-sha256\",headers=\"date\",signature=\"" + signature + "\",apikey=\"" +
          account_.api_key + "\"",
      "Content-Type: application/json",
  };
  return send_call(account_.url + "/api/v4/" + path, headers, body, {timeout_, certificate_});
}

/// Looks at the bytes as they came: the same JSON written anew may be other bytes. Refusals grant nothing, and nor does the
/// word that releases a device, so they may come unsigned; but a signature that is there must fit.
std::string Client::verified_body(const Answer& answer, const std::string& word) const {
  const bool is_refusal = answer.status != 200;
  const bool is_word = !word.empty() && answer.body == word;
  if (!answer.signature && !is_refusal && !is_word) throw Counterfeit("the answer has no LicenseSignature header");
  if (answer.signature && !public_key_.verifies(answer.body, *answer.signature)) {
    throw Counterfeit("the LicenseSignature header does not fit the answer");
  }
  if (is_refusal) throw refusal_of(answer.status, answer.body);
  // The status is not signed: a genuine error may come under another one
  if (is_word) return answer.body;
  const json read = parse(answer.body);
  if (read.contains("status") && read.contains("code")) throw Counterfeit("an error with the status 200");
  return answer.body;
}

/// The header alone would let the genuine answer to another device or license pass.
void Client::verify_license(const json& answer, const License& license) const {
  const std::string text = signed_text(license, text_in(answer, "validity_period"));
  if (!public_key_.verifies(text, text_in(answer, "license_signature").value_or(""))) {
    throw Counterfeit("license_signature does not fit the license");
  }
  // No signature covers the question: the answer may be about another product of the same key
  const auto details = answer.find("product_details");
  const bool tells = details != answer.end() && details->is_object();
  if (tells && !license.product.empty() && text_in(*details, "short_code") != license.product) {
    throw Counterfeit("the license is of another product");
  }
}

}  // namespace license
