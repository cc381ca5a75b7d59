// Command driver lets `license-api-kit gauntlet` drive the client: each line of JSON that comes in is answered by one.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	license "license-api-kit.test/examples/go"
)

type message struct {
	Verb, Action, File, URL, APIKey, SharedKey, Product, LicenseKey, HardwareID, Certificate string

	PublicKeys []string
	Units      int64
}

func main() {
	app, lines, answers := &license.Application{}, json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for verb := ""; verb != "end"; {
		var told message
		if lines.Decode(&told) != nil {
			return
		}
		answer := map[string]any{}
		switch verb = told.Verb; verb {
		case "hello":
			can := []string{"activate", "check", "deactivate", "consume", "offline", "https"}
			answer = map[string]any{"name": "license-api-kit example in Go", "version": "1", "language": "Go", "can": can}
		case "use":
			key, _ := license.ParsePublicKey([]byte(told.PublicKeys[0]))
			http := license.HTTPClient(5*time.Second, told.Certificate)
			client := license.Client{URL: told.URL, APIKey: told.APIKey, SharedKey: told.SharedKey, PublicKey: key, HTTP: http}
			ours := license.License{Product: told.Product, LicenseKey: told.LicenseKey, HardwareID: told.HardwareID}
			app = &license.Application{Client: &client, License: ours}
		case "do":
			answer = outcome(app.Do(told.Action, told.Units, told.File))
		case "believe":
			usable, until := app.Believes()
			answer = map[string]any{"usable": usable, "until": until, "why": app.EndedBy}
		}
		_ = answers.Encode(answer)
	}
}

func outcome(err error) map[string]any {
	word := "no-answer"
	var refusal *license.Refusal
	if err == nil {
		return map[string]any{"done": true}
	} else if errors.As(err, &refusal) {
		word = refusal.Code
	} else if errors.Is(err, license.ErrCounterfeit) {
		word = "counterfeit"
	}
	return map[string]any{"done": false, "error": word, "message": fmt.Sprintf("%.300s", err)}
}
