// One call over HTTP. It asks once, follows no redirect, and is bounded in time and size whatever the server does.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace license {

/// No answer came, or none that was whole. Whether the call took effect is not known.
struct Unreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How a call is made: how long the whole of it may take, and which certificate alone is trusted, in PEM.
struct Line {
  std::chrono::milliseconds timeout;
  std::string certificate;
};

struct Answer {
  long status = 0;
  std::string body;
  std::optional<std::string> signature;
};

/// Calls an address: with a body by POST, else by GET.
Answer send_call(const std::string& url, const std::vector<std::string>& headers, const std::string* sent,
                 const Line& line);

}  // namespace license
