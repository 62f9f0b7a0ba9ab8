package read

import (
	"mime"
	"slices"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// arrived sets of d what is known from where item was fetched, before it is read, and returns the charset that the server named.
func arrived(d *hearsay.Document, item hearsay.Item) (charset string) {
	if item.Fetched == nil || !alone(item.Format) {
		return ""
	}
	d.URL, d.Captured = unwrap(item.Fetched.Final)
	if d.Channel = channelOf(d.URL); d.Channel == "" {
		d.Channel = hearsay.Web
	}
	_, params, _ := mime.ParseMediaType(item.Fetched.Type)
	return strings.ToLower(params["charset"])
}

// settled adds to d what is known from where item was fetched and is not told by itself.
func settled(d *hearsay.Document, item hearsay.Item) {
	f := item.Fetched
	if f == nil {
		return
	}
	if !d.Captured.Known() {
		d.Captured = sane(hearsay.Time{At: f.At.UTC(), Precision: hearsay.ToSecond, How: "fetched"})
	}
	if !alone(item.Format) {
		return
	}
	for _, address := range append([]string{f.Address}, f.Via...) {
		if u, _ := unwrap(address); u != "" && u != d.URL && !slices.Contains(d.Addresses, u) {
			d.Addresses = append(d.Addresses, u)
		}
	}
}

// alone reports whether what has this format stands alone at its address, so that the address is its own.
func alone(f hearsay.Format) bool {
	return f == hearsay.FormatHTML || f == hearsay.FormatText || f == hearsay.FormatMarkdown
}
