// For tests: a server that gives one answer to whatever is asked, once.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <stdexcept>
#include <string>
#include <thread>

class OneAnswer {
 public:
  OneAnswer(int status, const std::map<std::string, std::string>& headers, const std::string& body)
      : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const place = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, place, size) != 0 || listen(listener_, 1) != 0 || getsockname(listener_, place, &size) != 0) {
      throw std::runtime_error("no port is free");
    }
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    std::string answer = "HTTP/1.1 " + std::to_string(status) + " Answer\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers) answer += name + ": " + value + "\r\n";
    answer += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    thread_ = std::thread([this, answer] { serve(answer); });
  }

  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;

  ~OneAnswer() {
    shutdown(listener_, SHUT_RDWR);  // ends the wait for a call that never came
    thread_.join();
    close(listener_);
  }

  const std::string& url() const { return url_; }

 private:
  void serve(const std::string& answer) const {
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    read_request(connection);
    for (std::size_t sent = 0; sent < answer.size();) {
      const ssize_t more = send(connection, answer.data() + sent, answer.size() - sent, 0);
      if (more <= 0) break;
      sent += static_cast<std::size_t>(more);
    }
    close(connection);
  }

  /// Up to its end, for closing before that would reset the connection.
  static void read_request(int connection) {
    std::string request;
    for (char bytes[4096];;) {
      const std::size_t end = request.find("\r\n\r\n");
      if (end != std::string::npos && request.size() >= end + 4 + body_length(request.substr(0, end))) return;
      const ssize_t size = recv(connection, bytes, sizeof bytes, 0);
      if (size <= 0) return;
      request.append(bytes, static_cast<std::size_t>(size));
    }
  }

  static std::size_t body_length(const std::string& head) {
    static const std::string name = "\r\nContent-Length:";
    const std::size_t at = head.find(name);
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
  }

  int listener_;
  std::string url_;
  std::thread thread_;
};
