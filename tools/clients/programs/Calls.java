import java.net.http.HttpRequest;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.LicenseApi;
import org.openapitools.client.api.LicenseApi.APICheckLicenseRequest;
import org.openapitools.client.model.CheckedLicense;
import org.openapitools.client.model.DeactivateLicenseRequest;
import org.openapitools.client.model.ErrorBody;

public final class Calls {
  /** RFC 7231 wants two digits for the day, which RFC_1123_DATE_TIME does not write. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("LICENSE_API_URL"));
    client.setRequestInterceptor(Calls::sign);
    LicenseApi api = new LicenseApi(client);
    String product = System.getenv("PRODUCT");
    String device = System.getenv("HARDWARE_ID");
    String key = System.getenv("LICENSE_KEY");

    CheckedLicense license = api.checkLicense(query(product, device, key));
    System.out.printf("checked: %s %d of %s%n",
        license.getLicenseType(), license.getId(), license.getProductDetails().getShortCode());

    var body = new DeactivateLicenseRequest().product(product).hardwareId(device).licenseKey(key);
    System.out.printf("deactivated: %s%n", api.deactivateLicense(body));

    try {
      api.checkLicense(query("none", device, key));
    } catch (ApiException refusal) {
      ErrorBody error = client.getObjectMapper().readValue(refusal.getResponseBody(), ErrorBody.class);
      System.out.printf("refused: %d %s%n", error.getStatus(), error.getCode());
    }
  }

  private static APICheckLicenseRequest query(String product, String device, String key) {
    return APICheckLicenseRequest.newBuilder().product(product).hardwareId(device).licenseKey(key).build();
  }

  private static void sign(HttpRequest.Builder call) {
    try {
      String date = DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(System.getenv("LICENSE_SHARED_KEY").getBytes("UTF-8"), "HmacSHA256"));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(("licenseSpring\ndate: " + date).getBytes("UTF-8")));
      call.header("Date", date);
      call.header("Authorization", String.format("algorithm=\"hmac-sha256\",headers=\"date\",signature=\"%s\",apikey=\"%s\"",
          signature, System.getenv("LICENSE_API_KEY")));
    } catch (java.security.GeneralSecurityException | java.io.UnsupportedEncodingException error) {
      throw new IllegalStateException(error);
    }
  }
}
