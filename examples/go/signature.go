package license

import (
	"crypto"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// SignDate gives the signature of a request, which covers the exact text of its Date header.
func SignDate(sharedKey, date string) string {
	return signText(sharedKey, "licenseSpring\ndate: "+date)
}

func signText(sharedKey, text string) string {
	hash := hmac.New(sha256.New, []byte(sharedKey))
	hash.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(hash.Sum(nil))
}

// SignedText gives the text that the v1 signature of an answer covers. A username counts up to its first "|"; the
// absent end of a license is an empty text.
func SignedText(license License, validityPeriod string) string {
	identity := license.LicenseKey
	if license.Username != "" {
		identity, _, _ = strings.Cut(license.Username, "|")
	}
	return strings.ToLower(license.HardwareID + "#" + identity + "#" + validityPeriod)
}

// IsSigned tells whether a base64 signature is the server's for these very bytes.
func IsSigned(key *rsa.PublicKey, signed []byte, signature string) bool {
	decoded, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return false
	}
	digest := sha256.Sum256(signed)
	return rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], decoded) == nil
}

// ParsePublicKey reads the server's public key.
func ParsePublicKey(text []byte) (*rsa.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("the public key is not PEM")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the public key: %w", err)
	}
	key, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("the public key: expected RSA, found %T", parsed)
	}
	return key, nil
}
