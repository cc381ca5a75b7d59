#include "send_call.hpp"

#include <curl/curl.h>
#include <strings.h>

#include <memory>
#include <new>

namespace license {
namespace {

constexpr std::size_t most_bytes = 1 << 20;  // of an answer: a license takes a few thousand

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

Headers headers_of(const std::vector<std::string>& lines) {
  Headers headers(nullptr, curl_slist_free_all);
  for (const std::string& line : lines) {
    curl_slist* const longer = curl_slist_append(headers.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    headers.release();
    headers.reset(longer);
  }
  return headers;
}

/// What it gives back is how much it took: libcurl ends a call of which not all is taken.
std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* body) {
  auto& all = *static_cast<std::string*>(body);
  if (all.size() + size > most_bytes) return 0;
  all.append(bytes, size);
  return size;
}

std::size_t take_signature(char* bytes, std::size_t, std::size_t size, void* signature) {
  static const std::string name = "LicenseSignature:";
  const std::string line(bytes, size);
  if (strncasecmp(line.c_str(), name.c_str(), name.size()) != 0) return size;
  const std::size_t start = line.find_first_not_of(" \t\r\n", name.size());
  const std::size_t end = line.find_last_not_of(" \t\r\n") + 1;
  // An empty header is there and does not fit, and nor do two in one
  auto& all = *static_cast<std::optional<std::string>*>(signature);
  all = all.value_or("") + (start == std::string::npos ? "" : line.substr(start, end - start));
  return all->size() > most_bytes ? 0 : size;
}

}  // namespace

Answer send_call(const std::string& url, const std::vector<std::string>& headers, const std::string* sent,
                 const Line& line) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  // A handle for each call: on a connection of an earlier one libcurl repeats by itself what got no answer, and so might
  // count units twice
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  if (ready != CURLE_OK || !handle) throw std::runtime_error("libcurl does not start");
  Answer answer;
  const Headers lines = headers_of(headers);
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(line.timeout.count()));
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(handle.get(), CURLOPT_HEADERFUNCTION, take_signature);
  curl_easy_setopt(handle.get(), CURLOPT_HEADERDATA, &answer.signature);
  curl_blob certificate{const_cast<char*>(line.certificate.data()), line.certificate.size(), CURL_BLOB_NOCOPY};
  if (!line.certificate.empty()) {
    curl_easy_setopt(handle.get(), CURLOPT_CAINFO_BLOB, &certificate);
    curl_easy_setopt(handle.get(), CURLOPT_CAPATH, nullptr);  // those of the system are in there
  }
  if (sent) {
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(sent->size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, sent->c_str());
  }
  const CURLcode result = curl_easy_perform(handle.get());
  if (result != CURLE_OK) throw Unreachable(std::string("no answer: ") + curl_easy_strerror(result));
  // It may be that of a redirect: libcurl follows none unless it is told to
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace license
