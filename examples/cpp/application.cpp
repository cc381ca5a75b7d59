#include "application.hpp"

#include <ctime>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <set>
#include <sstream>
#include <utility>

namespace license {
namespace {

using nlohmann::json;

/// What the server refuses with these is the license on this device, whatever was asked.
const std::set<std::string> ends_of_use = {
    "license_not_found",
    "license_not_enabled",
    "license_not_active",
    "license_expired",
    "active_license_required",
    "license_start_date_error",
    "license_activated_max_times",
    "license_user_activated_max_times",
    "trial_expired",
    "device_not_found",
    "blacklisted",
    "vm_not_allowed",
    "floating_not_available",
    "disabled_product",
};

bool is_member(const json& license, const char* name, bool expected) {
  const auto member = license.find(name);
  return member != license.end() && *member == expected;
}

bool has_ended(const json& end) {
  if (end.is_null()) return false;
  if (!end.is_string()) return true;
  std::istringstream text(end.get<std::string>());
  std::tm utc{};
  text >> std::get_time(&utc, "%Y-%m-%dT%H:%M:%S");
  return text.fail() || timegm(&utc) <= std::time(nullptr);
}

std::string content_of(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) throw Unexpected("cannot be read: " + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

bool is_usable(const json& license) {
  // A check and an activation have other names for the same
  const bool is_active = is_member(license, "license_active", true) || is_member(license, "active", true);
  const bool is_enabled = !license.contains("license_enabled") || is_member(license, "license_enabled", true);
  return is_active && is_enabled && is_member(license, "is_expired", false) && !has_ended(license.at("validity_period"));
}

Application::Application(Client client, License license) : client_(std::move(client)), license_(std::move(license)) {}

void Application::act(const std::string& action, int units, const std::string& file) {
  try {
    if (action == "activate") {
      learn(client_.activate(license_));
    } else if (action == "check") {
      learn(client_.check(license_));
    } else if (action == "consume") {
      client_.consume(license_, units);
    } else if (action == "deactivate") {
      client_.deactivate(license_);
      ended_by_ = "deactivated";
    } else if (action == "offline-request") {
      std::ofstream written(file);
      written << client_.offline_request(license_) << std::flush;
      if (!written) throw Unexpected("cannot be written: " + file);
    } else if (action == "offline-file") {
      learn(client_.offline_license(content_of(file), license_));
    } else {
      throw Unexpected("the client cannot " + action);
    }
  } catch (const Refusal& refusal) {
    // A server in trouble says nothing of the license, whatever its code
    if (refusal.status < 500 && ends_of_use.count(refusal.code)) ended_by_ = refusal.code;
    throw;
  }
}

void Application::learn(const json& answer) {
  known_ = answer;
  ended_by_.clear();
}

json Application::belief() const {
  if (!ended_by_.empty()) return {{"usable", "no"}, {"why", ended_by_}};
  if (known_.is_null()) return {{"usable", "unknown"}};
  return {{"usable", is_usable(known_) ? "yes" : "no"}, {"until", known_.value("validity_period", json())}};
}

}  // namespace license
