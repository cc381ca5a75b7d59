// What the client accepts and refuses: the shared vectors, and a mock where LICENSE_API_URL names one.
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>

#include "client.hpp"
#include "one_answer.hpp"

using license::Client;
using license::License;
using nlohmann::json;

static int passed = 0;
static int failed = 0;

/// Counts a test, and says what was found where it is not what was expected.
template <typename Value>
static void expect(const std::string& name, const Value& expected, const Value& found) {
  if (expected == found) {
    ++passed;
  } else {
    ++failed;
    std::cerr << std::boolalpha << name << ": expected " << expected << ", found " << found << std::endl;
  }
}

static json read(const std::string& name) {
  std::ifstream file("../../fixtures/vectors/" + name);
  if (!file) throw std::runtime_error("cannot be read: " + name);
  return json::parse(file);
}

static std::string text(const json& value, const char* name) {
  const auto member = value.find(name);
  return member != value.end() && member->is_string() ? member->get<std::string>() : "";
}

/// Compares verdicts. What no source fixes may come out either way.
static void judge(const json& vectors, const std::function<bool(const json&)>& accepts) {
  for (const json& vector : vectors) {
    const bool accepted = accepts(vector);
    if (vector.at("flag") == "may") continue;
    const std::string name = text(vector, "id") + " " + text(vector, "name") + ": " + text(vector, "reason");
    expect(name, vector.at("accept").get<bool>(), accepted);
  }
}

/// Whether a call is answered. A refusal that is believed is an answer too.
static bool is_answered(const std::function<void()>& call) {
  try {
    call();
  } catch (const license::Refusal&) {
    return true;
  } catch (const license::Counterfeit&) {
    return false;
  } catch (const license::Unexpected&) {
    return false;
  }
  return true;
}

static void request_signatures() {
  judge(read("hmac.json").at("vectors"), [](const json& vector) {
    return license::sign_date(text(vector, "sharedKey"), text(vector, "date")) == text(vector, "signature");
  });
}

static void body_signatures() {
  const json content = read("body-signature.json");
  const license::PublicKey key(text(content, "publicKey"));
  judge(content.at("vectors"),
        [&](const json& vector) { return key.verifies(text(vector, "body"), text(vector, "signature")); });
}

static void license_signatures() {
  const json content = read("license-signature.json");
  const license::PublicKey key(text(content, "publicKey"));
  judge(content.at("vectors"), [&](const json& vector) {
    const License asked = {"", text(vector, "hardwareId"), text(vector, "licenseKey"), text(vector, "username")};
    const json& end = vector.at("validityPeriod");
    const auto validity_period = end.is_null() ? std::nullopt : std::optional(end.get<std::string>());
    return key.verifies(license::signed_text(asked, validity_period), text(vector, "signature"));
  });
}

static License license_of(const json& fields) {
  return {text(fields, "product"), text(fields, "hardware_id"), text(fields, "license_key"), text(fields, "username")};
}

/// The calls that the client has, by the name of their endpoint.
static const std::map<std::string, std::function<void(const Client&, const License&)>> calls = {
    {"activate-license", [](const Client& client, const License& asked) { client.activate(asked); }},
    {"check-license", [](const Client& client, const License& asked) { client.check(asked); }},
    {"add-consumption", [](const Client& client, const License& asked) { client.consume(asked, 3); }},
    {"deactivate-license", [](const Client& client, const License& asked) { client.deactivate(asked); }},
};

static void answers() {
  const json content = read("answers.json");
  const license::PublicKey key(text(content, "publicKey"));
  json supported = json::array();
  for (const json& vector : content.at("vectors")) {
    const json& call = vector.at("call");
    // Users who sign on by a token, and licenses that are named by an id, are left out of the client
    const json& fields = call.at("fields");
    const bool is_left_out = fields.contains("id_token") || fields.contains("license_id");
    if (calls.count(text(call, "endpoint")) && !is_left_out) supported.push_back(vector);
  }
  judge(supported, [&](const json& vector) {
    const json& call = vector.at("call");
    std::map<std::string, std::string> headers = vector.at("headers");
    const OneAnswer server(vector.at("status"), headers, text(vector, "body"));
    const Client client({server.url(), "key", "secret"}, key);
    return is_answered([&] { calls.at(text(call, "endpoint"))(client, license_of(call.at("fields"))); });
  });
}

static void offline_answers() {
  const json content = read("offline.json");
  const license::PublicKey key(text(content, "publicKey"));
  const Client client({"", text(content, "apiKey"), text(content, "sharedKey")}, key);
  const json usual = {{"license_key", "OFFL-INEX-KEYS-0001"}, {"hardware_id", "Laptop-1"}};
  judge(content.at("answers"), [&](const json& vector) {
    const License asked = license_of(vector.value("call", usual));
    return is_answered([&] { client.offline_license(text(vector, "body"), asked); });
  });
}

static void expect_refusal(const std::string& name, const std::string& code, const std::function<void()>& call) {
  try {
    call();
    expect<std::string>(name, code, "no refusal");
  } catch (const license::Refusal& refusal) {
    expect(name, code, refusal.code);
  }
}

static void a_license_is_activated_checked_used_and_released(const Client& client) {
  const License ours = {"key-app", "Laptop-1", "CONS-PLAI-KEYS-0001"};
  client.activate(ours);
  const int before = client.check(ours).at("total_consumptions");
  expect<int>("units are counted", before + 2, client.consume(ours, 2).at("total_consumptions"));
  client.deactivate(ours);
  expect_refusal("a released device is refused", "license_not_active", [&] { client.check(ours); });
}

static void an_unknown_license_is_refused_by_its_code(const Client& client) {
  const License unknown = {"key-app", "Laptop-1", "NONE-NONE-NONE-NONE"};
  expect_refusal("an unknown license is refused", "license_not_found", [&] { client.activate(unknown); });
}

int main() {
  std::signal(SIGPIPE, SIG_IGN);  // the server of one answer may write to a client that has gone
  request_signatures();
  body_signatures();
  license_signatures();
  answers();
  offline_answers();
  if (std::getenv("LICENSE_API_URL")) {
    const Client client = Client::of_environment();
    a_license_is_activated_checked_used_and_released(client);
    an_unknown_license_is_refused_by_its_code(client);
  } else {
    std::cout << "LICENSE_API_URL names no mock: the live tests are skipped" << std::endl;
  }
  std::cout << "tests: " << passed << " passed, " << failed << " failed" << std::endl;
  return failed == 0 ? 0 : 1;
}
