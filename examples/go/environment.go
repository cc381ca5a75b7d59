package license

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// FromEnvironment makes the client that the environment describes.
func FromEnvironment() (*Client, error) {
	var missing []string
	setting := func(name string) string {
		value := os.Getenv(name)
		if value == "" {
			missing = append(missing, name)
		}
		return value
	}
	client := &Client{
		URL:       setting("LICENSE_API_URL"),
		APIKey:    setting("LICENSE_API_KEY"),
		SharedKey: setting("LICENSE_SHARED_KEY"),
		HTTP:      HTTPClient(10*time.Second, ""),
	}
	place := setting("LICENSE_PUBLIC_KEY")
	if len(missing) > 0 {
		return nil, fmt.Errorf("not set in the environment: %s", strings.Join(missing, ", "))
	}
	text, err := readKey(client.HTTP, place)
	if err != nil {
		return nil, fmt.Errorf("the public key: %w", err)
	}
	client.PublicKey, err = ParsePublicKey(text)
	return client, err
}

// readKey reads a file, or an address for tests: a key proves nothing if the server that it proves gave it.
func readKey(client *http.Client, place string) ([]byte, error) {
	if !strings.HasPrefix(place, "http://") && !strings.HasPrefix(place, "https://") {
		return os.ReadFile(place)
	}
	response, err := client.Get(place)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}
