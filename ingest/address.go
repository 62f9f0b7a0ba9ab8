package ingest

import (
	"bytes"
	"net/url"
	"strings"
)

// Addresses returns the addresses of a list of such: a text of which every line that is neither empty nor begins with # is an
// address of the web and nothing else. Other texts give none.
func Addresses(text []byte) []string {
	var all []string
	for line := range bytes.Lines(bytes.TrimPrefix(text, bom8)) {
		s := strings.TrimSpace(string(line))
		if s == "" || s[0] == '#' {
			continue
		}
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(s, " \t") {
			return nil
		}
		all = append(all, s)
	}
	return all
}
