package license

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// licenseSignatures are the members that the v2 signature of an offline file does not cover.
var licenseSignatures = regexp.MustCompile(`,"license_signature(_v2)?":"[^"]*"`)

// OfflineRequest writes the file that asks for an activation of the device without a line.
func (client *Client) OfflineRequest(license License) (string, error) {
	date := time.Now().UTC().Format(http.TimeFormat)
	request, err := json.Marshal(struct {
		License
		APIKey    string `json:"api_key"`
		Date      string `json:"date"`
		Request   string `json:"request"`
		Signature string `json:"signature"`
	}{license, client.APIKey, date, "activation", client.offlineSignature(license, date)})
	return base64.StdEncoding.EncodeToString(request), err
}

// offlineSignature signs the five lines of a request and of what it is answered by.
func (client *Client) offlineSignature(license License, date string) string {
	name := license.LicenseKey
	if name == "" {
		name = license.Username
	}
	lines := []string{"licenseSpring", "date: " + date, name, license.HardwareID, client.APIKey}
	return signText(client.SharedKey, strings.Join(lines, "\n"))
}

// OfflineLicense reads the file that came back from an offline activation, and believes it only if it is for this
// license.
func (client *Client) OfflineLicense(text string, license License) (*State, error) {
	var answer struct {
		State
		Date               string `json:"date"`
		LicenseSignatureV2 string `json:"license_signature_v2"`
		OfflineSignature   string `json:"offline_signature"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return nil, err
	}
	validityPeriod := ""
	if answer.ValidityPeriod != nil {
		validityPeriod = *answer.ValidityPeriod
	}
	// What was signed is the text without the two license signatures: written anew it might be another one
	covered := licenseSignatures.ReplaceAllString(strings.TrimSpace(text), "")
	switch {
	case !IsSigned(client.PublicKey, []byte(covered), answer.LicenseSignatureV2):
		return nil, fmt.Errorf("%w: license_signature_v2 does not fit the file", ErrCounterfeit)
	case !IsSigned(client.PublicKey, []byte(SignedText(license, validityPeriod)), answer.LicenseSignature):
		return nil, fmt.Errorf("%w: license_signature does not fit the license", ErrCounterfeit)
	case client.offlineSignature(license, answer.Date) != answer.OfflineSignature:
		return nil, fmt.Errorf("%w: offline_signature does not fit the license", ErrCounterfeit)
	case license.Product != "" && license.Product != answer.ProductDetails.ShortCode:
		return nil, fmt.Errorf("%w: the license is of another product", ErrCounterfeit)
	}
	return &answer.State, nil
}
