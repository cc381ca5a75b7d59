// Lets `license-api-kit gauntlet` drive the client: each line of JSON that comes in is answered by one.
#include <iostream>
#include <optional>

#include "application.hpp"

using license::Application;
using nlohmann::json;

static std::string text(const json& told, const char* name) { return told.value(name, ""); }

static Application open(const json& told) {
  const license::Account account = {text(told, "url"), text(told, "apiKey"), text(told, "sharedKey")};
  const license::PublicKey key(told.at("publicKeys").at(0).get<std::string>());
  const license::Client client(account, key, std::chrono::seconds(5), text(told, "certificate"));
  return {client, {text(told, "product"), text(told, "hardwareId"), text(told, "licenseKey")}};
}

static json failure(const std::string& word, const std::exception& error) {
  return {{"done", false}, {"error", word}, {"message", std::string(error.what()).substr(0, 300)}};
}

static json act(Application& application, const json& told) {
  try {
    application.act(text(told, "action"), told.value("units", 1), text(told, "file"));
    return {{"done", true}};
  } catch (const license::Refusal& refusal) {
    return failure(refusal.code, refusal);
  } catch (const license::Counterfeit& counterfeit) {
    return failure("counterfeit", counterfeit);
  } catch (const std::exception& error) {
    return failure("no-answer", error);
  }
}

int main() {
  const json hello = {{"name", "license-api-kit example in C++"},
                      {"version", "1"},
                      {"language", "C++"},
                      {"can", {"activate", "check", "deactivate", "consume", "offline", "https"}}};
  std::optional<Application> application;
  for (std::string line; std::getline(std::cin, line);) {
    const json told = json::parse(line);
    const std::string verb = text(told, "verb");
    json answer = json::object();
    if (verb == "hello") answer = hello;
    if (verb == "use") application.emplace(open(told));
    if (verb == "do") answer = act(application.value(), told);
    if (verb == "believe") answer = application.value().belief();
    // What a server said may be no UTF-8, and is cut where it is long
    std::cout << answer.dump(-1, ' ', true, json::error_handler_t::replace) << std::endl;
    if (verb == "end") break;
  }
}
