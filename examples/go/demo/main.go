// Command demo lives a license's life on this device: activated, checked, used, released.
package main

import (
	"context"
	"fmt"
	"os"

	license "license-api-kit.test/examples/go"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	client, err := license.FromEnvironment()
	if err != nil {
		return err
	}
	mine := license.License{Product: "key-app", LicenseKey: "CONS-PLAI-KEYS-0001", HardwareID: "Laptop-1"}

	if _, err := client.Activate(ctx, mine); err != nil {
		return err
	}
	fmt.Printf("activated: %s on %s\n", mine.LicenseKey, mine.HardwareID)

	state, err := client.Check(ctx, mine)
	if err != nil {
		return err
	}
	verdict := "not usable"
	if state.IsUsable() {
		verdict = "usable"
	}
	fmt.Println("checked:", verdict)

	total, err := client.Consume(ctx, mine, 3)
	if err != nil {
		return err
	}
	fmt.Printf("consumed: %d units\n", total-state.TotalConsumptions)

	if err := client.Deactivate(ctx, mine); err != nil {
		return err
	}
	fmt.Println("deactivated:", mine.HardwareID)
	return nil
}
