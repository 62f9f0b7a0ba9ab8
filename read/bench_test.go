package read

import (
	"strings"
	"testing"

	hearsay "github.com/hearsay-news/hearsay"
)

func BenchmarkHTML(b *testing.B) {
	page := "<html lang=en><body><h1>Who knew</h1>" + strings.Repeat("<p>The clerk said that <a href='https://a.example/x'>the mayor</a> knew &amp; kept silent, and so on.</p>\n", 10000)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, skip := Document(hearsay.Item{Path: "x", Format: hearsay.FormatHTML, Bytes: []byte(page)}); skip != nil {
			b.Fatal(*skip)
		}
	}
}
