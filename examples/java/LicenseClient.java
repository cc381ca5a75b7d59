import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A client of the License API v4: it signs its calls and believes only what the server signed. */
final class LicenseClient {
    /** Two digits for the day, which RFC_1123_DATE_TIME does not write. */
    static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    static {
        // By itself the JDK asks again where a connection ends without an answer; it knows this setting for all clients alone
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    private final String url;
    final String apiKey;
    final String sharedKey;
    final PublicKey publicKey;
    private final Duration timeout;
    private final HttpClient http; // it follows no redirects, which would take the call to another server

    LicenseClient(String url, String apiKey, String sharedKey, PublicKey publicKey) {
        this(url, apiKey, sharedKey, publicKey, TIMEOUT);
    }

    /** Makes a client that waits so long for the whole of an answer. */
    LicenseClient(String url, String apiKey, String sharedKey, PublicKey publicKey, Duration timeout) {
        this.url = url.replaceAll("/+$", "");
        this.apiKey = apiKey;
        this.sharedKey = sharedKey;
        this.publicKey = publicKey;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** Binds the device to the license. */
    Map<String, Object> activate(License license) throws IOException, InterruptedException, GeneralSecurityException {
        return verified(license, call(post("activate_license", license.fields()), true));
    }

    /** Gives the state of the license on the device. */
    Map<String, Object> check(License license) throws IOException, InterruptedException, GeneralSecurityException {
        return verified(license, call(get("check_license", license.fields()), true));
    }

    /** Adds units to what the license has used. */
    Map<String, Object> consume(License license, long units)
            throws IOException, InterruptedException, GeneralSecurityException {
        Map<String, Object> fields = license.fields();
        fields.put("consumptions", units);
        Map<String, Object> answer = Json.readObject(call(post("add_consumption", fields), true));
        if (!answer.containsKey("total_consumptions")) throw new Counterfeit("the answer counts no units");
        return answer;
    }

    /** Releases the device. */
    void deactivate(License license) throws IOException, InterruptedException, GeneralSecurityException {
        String word = call(post("deactivate_license", license.fields()), false);
        if (!word.equals("license_deactivated")) throw new Counterfeit("the answer releases no device");
    }

    private Map<String, Object> verified(License license, String body) throws IOException, GeneralSecurityException {
        Map<String, Object> answer = Json.readObject(body);
        Object end = answer.get("validity_period");
        String text = Signatures.signedText(license, end == null ? null : end.toString());
        String signature = String.valueOf(answer.get("license_signature"));
        if (!Signatures.isSigned(publicKey, text.getBytes(UTF_8), signature)) {
            throw new Counterfeit("license_signature does not fit the license");
        }
        requireProduct(answer, license);
        return answer;
    }

    /** Refuses a license of another product: no signature covers the question, and the key may be the same there. */
    static void requireProduct(Map<String, Object> answer, License license) throws Counterfeit {
        if (!(answer.get("product_details") instanceof Map<?, ?> product)
                || !license.product().equals(product.get("short_code"))) {
            throw new Counterfeit("the license is of another product");
        }
    }

    private String call(HttpRequest.Builder request, boolean mustBeSigned)
            throws IOException, InterruptedException, GeneralSecurityException {
        HttpResponse<byte[]> response = exchange(authorized(request));
        verify(response, mustBeSigned);
        String body = new String(response.body(), UTF_8);
        if (response.statusCode() != 200) throw refusalOf(response.statusCode(), body);
        return body;
    }

    /** Sends a request and waits for the whole answer: the time-out of a request of the JDK is for its head alone. */
    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> new BoundedBody());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLate) {
            throw new IOException("no whole answer came within " + timeout.toSeconds() + " seconds");
        } catch (ExecutionException failed) {
            throw new IOException("no answer: " + failed.getCause(), failed.getCause());
        } finally {
            answer.cancel(true); // closes the connection of one that goes on
        }
    }

    /**
     * Looks at the bytes as they came: the same JSON written anew may be other bytes. Refusals and releases grant
     * nothing, so they may come unsigned; but a signature that is there must fit.
     */
    private void verify(HttpResponse<byte[]> response, boolean mustBeSigned)
            throws IOException, GeneralSecurityException {
        Optional<String> signature = response.headers().firstValue("LicenseSignature");
        if (signature.isEmpty() && mustBeSigned && response.statusCode() == 200) {
            throw new Counterfeit("the answer has no LicenseSignature header");
        }
        if (signature.isPresent() && !Signatures.isSigned(publicKey, response.body(), signature.get())) {
            throw new Counterfeit("the LicenseSignature header does not fit the answer");
        }
    }

    private HttpRequest.Builder get(String endpoint, Map<String, Object> fields) {
        String query = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue().toString(), UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(url + "/api/v4/" + endpoint + "?" + query));
    }

    private HttpRequest.Builder post(String endpoint, Map<String, Object> fields) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v4/" + endpoint))
                .POST(BodyPublishers.ofString(Json.write(fields)));
    }

    private HttpRequest authorized(HttpRequest.Builder request) throws GeneralSecurityException {
        String date = HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
        String authorization = String.format(
                "algorithm=\"hmac-sha256\",headers=\"date\",signature=\"%s\",apikey=\"%s\"",
                Signatures.ofDate(sharedKey, date), apiKey);
        return request.header("Date", date)
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .build();
    }

    /** Reads why the server refused; proxies on the way answer in forms of their own. */
    private static IOException refusalOf(int status, String body) {
        try {
            Map<String, Object> answer = Json.readObject(body);
            if (status >= 400 && answer.get("code") instanceof String code) {
                return new Refusal(status, code, String.valueOf(answer.get("message")));
            }
        } catch (IllegalArgumentException notJson) {
            // reported below like every other answer that is not the API's
        }
        String start = body.substring(0, Math.min(body.length(), 200));
        return new IOException("HTTP " + status + ", which is not an answer of the License API: " + start);
    }
}
