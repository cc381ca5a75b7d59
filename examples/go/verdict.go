package license

import "time"

// endsOfUse are the codes by which the server refuses the license on this device, whatever was asked.
var endsOfUse = map[string]bool{
	"license_not_found":                true,
	"license_not_enabled":              true,
	"license_not_active":               true,
	"license_expired":                  true,
	"active_license_required":          true,
	"license_start_date_error":         true,
	"license_activated_max_times":      true,
	"license_user_activated_max_times": true,
	"trial_expired":                    true,
	"device_not_found":                 true,
	"blacklisted":                      true,
	"vm_not_allowed":                   true,
	"floating_not_available":           true,
	"disabled_product":                 true,
}

// IsUsable tells whether the product may be used now. An end that cannot be read has come.
func (state *State) IsUsable() bool {
	isEnabled := state.IsEnabled == nil || *state.IsEnabled
	return (state.IsActive || state.WasActivated) && isEnabled && !state.IsExpired && !state.hasEnded()
}

func (state *State) hasEnded() bool {
	if state.ValidityPeriod == nil {
		return false
	}
	end, err := time.Parse(time.RFC3339, *state.ValidityPeriod)
	return err != nil || !time.Now().Before(end)
}
