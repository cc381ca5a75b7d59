package license

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// vector is what a client must accept or refuse; each file fills the fields that it is about.
type vector struct {
	Name           string
	Accept         bool
	Signature      string
	SharedKey      string
	Date           string
	Body           string
	HardwareID     string
	ID             string
	Username       string
	ValidityPeriod string
}

type vectors struct {
	PublicKey string
	Vectors   []vector
}

func readVectors(t *testing.T, name string) vectors {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "vectors", name))
	if err != nil {
		t.Fatal(err)
	}
	var read vectors
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

func TestRequestSignatures(t *testing.T) {
	for _, vector := range readVectors(t, "hmac.json").Vectors {
		t.Run(vector.Name, func(t *testing.T) {
			if fits := SignDate(vector.SharedKey, vector.Date) == vector.Signature; fits != vector.Accept {
				t.Errorf("fits: expected %t, found %t", vector.Accept, fits)
			}
		})
	}
}

func TestBodySignatures(t *testing.T) {
	expectVerdicts(t, "body-signature.json", func(vector vector) string { return vector.Body })
}

func TestLicenseSignatures(t *testing.T) {
	expectVerdicts(t, "license-signature.json", func(vector vector) string {
		license := License{LicenseKey: vector.ID, Username: vector.Username, HardwareID: vector.HardwareID}
		return SignedText(license, vector.ValidityPeriod)
	})
}

func expectVerdicts(t *testing.T, file string, signedText func(vector) string) {
	read := readVectors(t, file)
	key, err := ParsePublicKey([]byte(read.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	for _, vector := range read.Vectors {
		t.Run(vector.Name, func(t *testing.T) {
			if accepted := IsSigned(key, []byte(signedText(vector)), vector.Signature); accepted != vector.Accept {
				t.Errorf("accepted: expected %t, found %t", vector.Accept, accepted)
			}
		})
	}
}

var ours = License{Product: "key-app", LicenseKey: "CONS-PLAI-KEYS-0001", HardwareID: "Laptop-1"}

func liveClient(t *testing.T) *Client {
	t.Helper()
	if os.Getenv("LICENSE_API_URL") == "" {
		t.Skip("LICENSE_API_URL names no mock")
	}
	client, err := FromEnvironment()
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestALicenseIsActivatedCheckedUsedAndReleased(t *testing.T) {
	client, ctx := liveClient(t), context.Background()
	if _, err := client.Activate(ctx, ours); err != nil {
		t.Fatal(err)
	}
	before, err := client.Check(ctx, ours)
	if err != nil {
		t.Fatal(err)
	}
	if total, err := client.Consume(ctx, ours, 2); err != nil || total != before.TotalConsumptions+2 {
		t.Errorf("total: expected %d, found %d, %v", before.TotalConsumptions+2, total, err)
	}
	if err := client.Deactivate(ctx, ours); err != nil {
		t.Fatal(err)
	}
	_, err = client.Check(ctx, ours)
	expectRefusal(t, err, "license_not_active")
}

func TestAnUnknownLicenseIsRefusedByItsCode(t *testing.T) {
	unknown := ours
	unknown.LicenseKey = "NONE-NONE-NONE-NONE"
	_, err := liveClient(t).Activate(context.Background(), unknown)
	expectRefusal(t, err, "license_not_found")
}

func expectRefusal(t *testing.T, err error, code string) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Code != code {
		t.Errorf("expected the refusal %s, found %v", code, err)
	}
}
