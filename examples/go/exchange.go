package license

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"time"
)

// mostBytes is what an answer may have; a license takes a few thousand.
const mostBytes = 1 << 20

// HTTPClient gives what sends calls: it waits so long for the whole answer, and asks on a new connection each time, as
// on one of an earlier call Go repeats by itself what got no answer. A certificate in PEM is the only one to be
// trusted; without one those of the system are.
func HTTPClient(timeout time.Duration, certificate string) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	transport.MaxResponseHeaderBytes = mostBytes
	if certificate != "" {
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM([]byte(certificate))
		transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	}
	return &http.Client{Timeout: timeout, Transport: transport}
}

// exchange sends a request and gives the answer with its body. It follows no redirect, which would take the
// Authorization header to another server.
func exchange(client *http.Client, request *http.Request) (*http.Response, []byte, error) {
	unmoved := *client
	unmoved.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := unmoved.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, mostBytes+1))
	if err == nil && len(body) > mostBytes {
		err = fmt.Errorf("the answer has more than %d bytes", mostBytes)
	}
	return response, body, err
}
