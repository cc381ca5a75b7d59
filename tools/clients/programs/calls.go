package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	licenseapi "github.com/example/licenseapi"
)

// signer puts both headers on each call.
type signer struct{}

func (signer) RoundTrip(call *http.Request) (*http.Response, error) {
	date := time.Now().UTC().Format(http.TimeFormat)
	mac := hmac.New(sha256.New, []byte(os.Getenv("LICENSE_SHARED_KEY")))
	mac.Write([]byte("licenseSpring\ndate: " + date))
	signature := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	signed := call.Clone(call.Context())
	signed.Header.Set("Date", date)
	signed.Header.Set("Authorization", fmt.Sprintf(
		`algorithm="hmac-sha256",headers="date",signature="%s",apikey="%s"`, signature, os.Getenv("LICENSE_API_KEY")))
	return http.DefaultTransport.RoundTrip(signed)
}

func main() {
	configuration := licenseapi.NewConfiguration()
	configuration.Servers[0].URL = os.Getenv("LICENSE_API_URL")
	configuration.HTTPClient = &http.Client{Transport: signer{}, Timeout: 10 * time.Second}
	api := licenseapi.NewAPIClient(configuration).LicenseAPI
	product, device, key := os.Getenv("PRODUCT"), os.Getenv("HARDWARE_ID"), os.Getenv("LICENSE_KEY")
	background := context.Background()

	license, _, err := api.CheckLicense(background).HardwareId(device).Product(product).LicenseKey(key).Execute()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("checked: %s %d of %s\n", license.LicenseType, license.Id, license.ProductDetails.ShortCode)

	body := licenseapi.NewDeactivateLicenseRequest(device, product)
	body.SetLicenseKey(key)
	text, _, err := api.DeactivateLicense(background).DeactivateLicenseRequest(*body).Execute()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("deactivated: %s\n", text)

	_, _, err = api.CheckLicense(background).HardwareId(device).Product("none").LicenseKey(key).Execute()
	var refusal *licenseapi.GenericOpenAPIError
	if errors.As(err, &refusal) {
		told := refusal.Model().(licenseapi.ErrorBody)
		fmt.Printf("refused: %d %s\n", told.Status, told.Code)
	}
}
