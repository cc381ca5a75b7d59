package license

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// licenseSignatures are the members that the v2 signature of an offline file does not cover.
var licenseSignatures = regexp.MustCompile(`,"license_signature(_v2)?":"[^"]*"`)

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
	name := license.LicenseKey
	if name == "" {
		name = license.Username
	}
	lines := []string{"licenseSpring", "date: " + answer.Date, name, license.HardwareID, client.APIKey}
	// What was signed is the text without the two license signatures: written anew it might be another one
	covered := licenseSignatures.ReplaceAllString(strings.TrimSpace(text), "")
	switch {
	case !IsSigned(client.PublicKey, []byte(covered), answer.LicenseSignatureV2):
		return nil, fmt.Errorf("%w: license_signature_v2 does not fit the file", ErrCounterfeit)
	case !IsSigned(client.PublicKey, []byte(SignedText(license, validityPeriod)), answer.LicenseSignature):
		return nil, fmt.Errorf("%w: license_signature does not fit the license", ErrCounterfeit)
	case signText(client.SharedKey, strings.Join(lines, "\n")) != answer.OfflineSignature:
		return nil, fmt.Errorf("%w: offline_signature does not fit the license", ErrCounterfeit)
	}
	return &answer.State, nil
}
