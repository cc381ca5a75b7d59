package license

import (
	"context"
	"errors"
	"os"
)

// Application uses a license as programs do: it remembers the last state that was to be believed, nil where there was
// none, and by what its use has ended since.
type Application struct {
	Client  *Client
	License License
	Known   *State
	EndedBy string
}

// Do calls the server, or handles a file that is carried to it or came back, by the name of what to do.
func (app *Application) Do(action string, units int64, file string) error {
	ctx := context.Background()
	switch action {
	case "activate":
		return app.learn(app.Client.Activate(ctx, app.License))
	case "check":
		return app.learn(app.Client.Check(ctx, app.License))
	case "consume":
		_, err := app.Client.Consume(ctx, app.License, units)
		return app.learn(nil, err)
	case "deactivate":
		err := app.Client.Deactivate(ctx, app.License)
		if err == nil {
			app.EndedBy = "deactivated"
		}
		return app.learn(nil, err)
	case "offline-request":
		text, err := app.Client.OfflineRequest(app.License)
		if err != nil {
			return err
		}
		return os.WriteFile(file, []byte(text), 0o600)
	case "offline-file":
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return app.learn(app.Client.OfflineLicense(string(text), app.License))
	}
	return errors.New("the client cannot " + action)
}

// Believes tells whether the product may be used now (yes, no or unknown), and the end of the license.
func (app *Application) Believes() (usable string, until *string) {
	switch {
	case app.EndedBy != "":
		return "no", nil
	case app.Known == nil:
		return "unknown", nil
	case app.Known.IsUsable():
		return "yes", app.Known.ValidityPeriod
	}
	return "no", app.Known.ValidityPeriod
}

// learn takes over how a call went. A server in trouble says nothing of the license, whatever its code; and nor does an
// answer that is not to be believed, or none.
func (app *Application) learn(state *State, err error) error {
	var refusal *Refusal
	switch {
	case err == nil && state != nil:
		app.Known, app.EndedBy = state, ""
	case errors.As(err, &refusal) && refusal.Status < 500 && endsOfUse[refusal.Code]:
		app.EndedBy = refusal.Code
	}
	return err
}
