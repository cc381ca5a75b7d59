// What an application does with a client: it remembers what it knows of its license.
#pragma once

#include <string>

#include "client.hpp"

namespace license {

/// Whether a license lets the product be used now. An end that cannot be read has come.
bool is_usable(const nlohmann::json& license);

/// Remembers the last answer that was to be believed, and by what the use has ended since.
class Application {
 public:
  Application(Client client, License license);

  /// Calls the server, or handles a file that is carried to it or came back, by the name of what to do.
  void act(const std::string& action, int units, const std::string& file);

  /// Whether the product may be used now (yes, no or unknown), until when, and by what the use has ended.
  nlohmann::json belief() const;

 private:
  void learn(const nlohmann::json& answer);

  Client client_;
  License license_;
  nlohmann::json known_;
  std::string ended_by_;
};

}  // namespace license
