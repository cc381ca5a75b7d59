package license

import (
	"context"
	"errors"
	"os"
	"testing"
)

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
