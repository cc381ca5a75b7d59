// Package license is a client of the License API v4: it signs its calls and believes only what the server signed.
package license

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// ErrCounterfeit says that an answer is not the server's: a signature is missing or does not fit.
var ErrCounterfeit = errors.New("counterfeit answer")

// License is what names a license on a device: by its key, or by the user it belongs to.
type License struct {
	Product    string `json:"product"`
	LicenseKey string `json:"license_key,omitempty"`
	Username   string `json:"username,omitempty"`
	HardwareID string `json:"hardware_id"`
}

// State is the part of an answer about a license that most applications decide by.
type State struct {
	IsEnabled         *bool   `json:"license_enabled"` // nil in an activation, which there is of enabled licenses alone
	IsActive          bool    `json:"license_active"`
	WasActivated      bool    `json:"active"` // the same in an activation
	IsExpired         bool    `json:"is_expired"`
	TotalConsumptions int64   `json:"total_consumptions"`
	ValidityPeriod    *string `json:"validity_period"` // kept as text, which is what the v1 signature covers
	LicenseSignature  string  `json:"license_signature"`
	ProductDetails    struct {
		ShortCode string `json:"short_code"`
	} `json:"product_details"`
}

// Refusal is the server's no. Code is what to decide by, the wording may change.
type Refusal struct {
	Status  int    `json:"status"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (refusal *Refusal) Error() string { return refusal.Code + ": " + refusal.Message }

// Client calls the API about licenses.
type Client struct {
	URL       string
	APIKey    string
	SharedKey string
	PublicKey *rsa.PublicKey
	HTTP      *http.Client
}

// Activate binds the device to the license.
func (client *Client) Activate(ctx context.Context, license License) (*State, error) {
	return client.verified(ctx, http.MethodPost, "activate_license", license)
}

// Check gives the state of the license on the device.
func (client *Client) Check(ctx context.Context, license License) (*State, error) {
	return client.verified(ctx, http.MethodGet, "check_license", license)
}

// Consume adds units to what the license has used and gives the total.
func (client *Client) Consume(ctx context.Context, license License, units int64) (int64, error) {
	request := struct {
		License
		Consumptions int64 `json:"consumptions"`
	}{license, units}
	body, err := client.call(ctx, http.MethodPost, "add_consumption", request, true)
	if err != nil {
		return 0, err
	}
	var answer struct {
		TotalConsumptions *int64 `json:"total_consumptions"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return 0, err
	}
	if answer.TotalConsumptions == nil {
		return 0, fmt.Errorf("%w: the answer counts no units", ErrCounterfeit)
	}
	return *answer.TotalConsumptions, nil
}

// Deactivate releases the device.
func (client *Client) Deactivate(ctx context.Context, license License) error {
	word, err := client.call(ctx, http.MethodPost, "deactivate_license", license, false)
	if err == nil && string(word) != "license_deactivated" {
		return fmt.Errorf("%w: the answer releases no device", ErrCounterfeit)
	}
	return err
}

// verified calls an endpoint whose answer carries the v1 signature, and verifies it.
func (client *Client) verified(ctx context.Context, method, endpoint string, license License) (*State, error) {
	body, err := client.call(ctx, method, endpoint, license, true)
	if err != nil {
		return nil, err
	}
	var state State
	if err := json.Unmarshal(body, &state); err != nil {
		return nil, err
	}
	validityPeriod := ""
	if state.ValidityPeriod != nil {
		validityPeriod = *state.ValidityPeriod
	}
	if !IsSigned(client.PublicKey, []byte(SignedText(license, validityPeriod)), state.LicenseSignature) {
		return nil, fmt.Errorf("%w: license_signature does not fit the license", ErrCounterfeit)
	}
	// No signature covers the question: the answer may be about another product of the same key
	if state.ProductDetails.ShortCode != license.Product {
		return nil, fmt.Errorf("%w: the license is of another product", ErrCounterfeit)
	}
	return &state, nil
}

// call sends one request and gives the body of the answer, its signature verified.
func (client *Client) call(ctx context.Context, method, endpoint string, fields any, mustBeSigned bool) ([]byte, error) {
	request, err := client.request(ctx, method, endpoint, fields)
	if err != nil {
		return nil, err
	}
	response, body, err := exchange(client.HTTP, request)
	if err != nil {
		return nil, err
	}
	if err := client.verify(response, body, mustBeSigned); err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, refusalOf(response.StatusCode, body)
	}
	return body, nil
}

// verify looks at the bytes as they came: the same JSON written anew may be other bytes. Refusals and releases grant
// nothing, so they may come unsigned; but a signature that is there must fit.
func (client *Client) verify(response *http.Response, body []byte, mustBeSigned bool) error {
	signatures := response.Header.Values("LicenseSignature")
	if len(signatures) == 0 {
		if mustBeSigned && response.StatusCode == http.StatusOK {
			return fmt.Errorf("%w: there is no LicenseSignature header", ErrCounterfeit)
		}
		return nil
	}
	if !IsSigned(client.PublicKey, body, signatures[0]) {
		return fmt.Errorf("%w: the LicenseSignature header does not fit the answer", ErrCounterfeit)
	}
	return nil
}

func (client *Client) request(ctx context.Context, method, endpoint string, fields any) (*http.Request, error) {
	address := strings.TrimRight(client.URL, "/") + "/api/v4/" + endpoint
	body, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	if method == http.MethodGet {
		query, err := queryOf(body)
		if err != nil {
			return nil, err
		}
		address, body = address+"?"+query, nil
	}
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	date := time.Now().UTC().Format(http.TimeFormat)
	request.Header.Set("Date", date)
	request.Header.Set("Authorization", fmt.Sprintf(`algorithm="hmac-sha256",headers="date",signature="%s",apikey="%s"`,
		SignDate(client.SharedKey, date), client.APIKey))
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	return request, nil
}

// queryOf writes flat JSON as a query, so that each field has its name in one place.
func queryOf(flat []byte) (string, error) {
	var fields map[string]string
	if err := json.Unmarshal(flat, &fields); err != nil {
		return "", err
	}
	query := url.Values{}
	for name, value := range fields {
		query.Set(name, value)
	}
	return query.Encode(), nil
}

// refusalOf reads why the server refused; proxies on the way answer in forms of their own.
func refusalOf(status int, body []byte) error {
	refusal := &Refusal{}
	err := json.Unmarshal(body, refusal)
	refusal.Status = status // that of HTTP, whatever the body says
	if err != nil || status < 400 || refusal.Code == "" {
		return fmt.Errorf("HTTP %d, which is not an answer of the License API: %.200q", status, body)
	}
	return refusal
}
