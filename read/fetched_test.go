package read

import (
	"strings"
	"testing"
	"time"

	hearsay "github.com/hearsay-news/hearsay"
)

// What was fetched is known by where it was, how it came there, and when.
func TestFetched(t *testing.T) {
	at := time.Date(2024, 5, 2, 6, 30, 11, 0, time.UTC)
	for _, c := range []struct {
		name, bytes string
		format      hearsay.Format
		from        hearsay.Fetched
		want        string // address, the others, channel, capture
	}{
		{"a page", "<p>words", hearsay.FormatHTML, hearsay.Fetched{Address: "https://a.example/x?utm_source=y", Final: "https://a.example/x?utm_source=y"},
			"https://a.example/x; ; web; 2024-05-02 06:30 fetched"},
		{"redirected", "<p>words", hearsay.FormatHTML, hearsay.Fetched{Address: "http://a.example/1", Via: []string{"https://a.example/1", "https://s.example/2"}, Final: "https://www.a.example/x"},
			"https://www.a.example/x; http://a.example/1 https://a.example/1 https://s.example/2; web; 2024-05-02 06:30 fetched"},
		{"with a canonical address", "<link rel=canonical href='https://a.example/x'><p>words", hearsay.FormatHTML, hearsay.Fetched{Address: "https://a.example/x", Final: "https://m.a.example/x"},
			"https://m.a.example/x; https://a.example/x; web; 2024-05-02 06:30 fetched"},
		{"out of a web archive", "<p>words", hearsay.FormatHTML, hearsay.Fetched{Address: "https://web.archive.org/web/2023/https://a.example/x", Final: "https://web.archive.org/web/20230102030405/https://a.example/x"},
			"https://a.example/x; ; web; 2023-01-02 03:04 address of the web archive"},
		{"on a platform", "<p>words", hearsay.FormatHTML, hearsay.Fetched{Address: "https://t.me/quay/7", Final: "https://t.me/quay/7"},
			"https://t.me/quay/7; ; telegram; 2024-05-02 06:30 fetched"},
		{"a text", "words", hearsay.FormatText, hearsay.Fetched{Address: "https://a.example/x.txt", Final: "https://a.example/x.txt"},
			"https://a.example/x.txt; ; web; 2024-05-02 06:30 fetched"},
		{"Markdown", "# Title\n\nwords", hearsay.FormatMarkdown, hearsay.Fetched{Address: "https://a.example/x.md", Final: "https://a.example/x.md"},
			"https://a.example/x.md; ; web; 2024-05-02 06:30 fetched"},
		{"an entry of a feed", "<rss version='2.0'><channel><item><title>T</title><link>https://a.example/1</link></item></channel></rss>", hearsay.FormatFeed,
			hearsay.Fetched{Address: "https://a.example/feed", Final: "https://a.example/feed.xml"}, "https://a.example/1; ; web; 2024-05-02 06:30 fetched"},
		{"a record that was captured before", "WARC/1.0\r\nWARC-Target-URI: https://b.example/1\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n\r\nwords", hearsay.FormatCapture,
			hearsay.Fetched{Address: "https://a.example/x.warc", Final: "https://a.example/x.warc"}, "https://b.example/1; ; web; 2020-01-01 00:00 WARC-Date"},
	} {
		c.from.At = at
		d, skip := Document(hearsay.Item{Path: c.from.Address, Format: c.format, Bytes: []byte(c.bytes), Fetched: &c.from})
		if skip != nil {
			t.Errorf("%s: %s", c.name, skip.Reason)
			continue
		}
		if got := strings.Join([]string{d.URL, strings.Join(d.Addresses, " "), string(d.Channel), d.Captured.String() + " " + d.Captured.How}, "; "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}

	// The charset that the server names goes before that of the page.
	from := &hearsay.Fetched{Address: "https://a.example/", Final: "https://a.example/", At: at, Type: "text/html; charset=windows-1252"}
	d, skip := Document(hearsay.Item{Format: hearsay.FormatHTML, Bytes: []byte("<meta charset=windows-1251><p>Wer wei\xdf es"), Fetched: from})
	if skip != nil || !strings.Contains(d.Text, "Wer weiß es") {
		t.Errorf("the text is %q, %+v", d.Text, skip)
	}
}
