// A license's life on this device: activated, checked, used, released.
#include <iostream>

#include "application.hpp"

static void live() {
  const auto client = license::Client::of_environment();
  const license::License ours = {"key-app", "Laptop-1", "CONS-PLAI-KEYS-0001"};

  client.activate(ours);
  std::cout << "activated: " << ours.license_key << " on " << ours.hardware_id << std::endl;

  const auto checked = client.check(ours);
  std::cout << "checked: " << (license::is_usable(checked) ? "usable" : "not usable") << std::endl;

  const auto total = [](const nlohmann::json& answer) { return answer.at("total_consumptions").get<long long>(); };
  std::cout << "consumed: " << total(client.consume(ours, 3)) - total(checked) << " units" << std::endl;

  client.deactivate(ours);
  std::cout << "deactivated: " << ours.hardware_id << std::endl;
}

int main() {
  try {
    live();
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 1;
  }
}
