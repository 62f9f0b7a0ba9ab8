package read

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the wanted parts of testdata/*.txtar anew")

var formats = map[string]hearsay.Format{".html": hearsay.FormatHTML, ".txt": hearsay.FormatText, ".md": hearsay.FormatMarkdown, ".jsonl": hearsay.FormatRecord,
	".warc": hearsay.FormatCapture, ".eml": hearsay.FormatMail, ".mhtml": hearsay.FormatMail, ".feed": hearsay.FormatFeed, ".telegram": hearsay.FormatTelegram,
	".mastodon": hearsay.FormatMastodon, ".tweet": hearsay.FormatTweet, ".json-feed": hearsay.FormatJSONFeed}

// show writes the fields of d for people, one on a line, and leaves out what is empty.
func show(d hearsay.Document) string {
	var b strings.Builder
	line := func(key string, value ...string) {
		if s := strings.TrimSpace(strings.Join(value, "  ")); s != "" {
			fmt.Fprintf(&b, "%-11s %s\n", key, s)
		}
	}
	at := func(key string, t hearsay.Time) {
		if t.Known() {
			line(key, t.String(), string(t.Precision), t.How)
		}
	}
	line("title", d.Title)
	line("outlet", d.Outlet)
	line("author", d.Author)
	line("credit", d.Credit)
	at("published", d.Published)
	at("modified", d.Modified)
	at("captured", d.Captured)
	line("url", d.URL)
	for _, u := range d.Addresses {
		line("address", u)
	}
	line("channel", string(d.Channel))
	line("language", d.Language, d.LanguageHow)
	for _, c := range d.Candidates {
		line("candidate", c.Field, c.Value, c.How)
	}
	for _, l := range d.Links {
		line("link", l.URL, l.Text)
	}
	for _, e := range d.Embeds {
		next, _, _ := strings.Cut(d.Text[e.At:], "\n")
		if len(next) > 20 {
			next = strings.ToValidUTF8(next[:20], "")
		}
		line("embed", e.Platform, e.URL, "before: "+next)
		line("  showing", e.Text)
	}
	for _, r := range d.Reviews {
		line("review", r.Claim, "by "+r.Claimant, "rated "+r.Rating, "checked by "+r.Author)
	}
	for _, s := range d.Boilerplate {
		line("boilerplate", d.Text[s.Start:s.End])
	}
	return b.String()
}

// check holds d against what every document promises.
func check(t *testing.T, d hearsay.Document, raw []byte) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Errorf("the text is not UTF-8")
	}
	end, utf := 0, utf8.Valid(raw)
	for _, p := range d.Pieces {
		if p.At < end || p.N <= 0 || p.At+p.N > len(d.Text) || p.Raw.Start < 0 || p.Raw.End > len(raw) || p.Raw.Len() <= 0 {
			t.Fatalf("piece %v is out of place (text %d, raw %d bytes, the one before ends at %d)", p, len(d.Text), len(raw), end)
		}
		end = p.At + p.N
		if have, want := d.Text[p.At:end], string(raw[p.Raw.Start:p.Raw.End]); utf && p.N == p.Raw.Len() && have != want {
			t.Fatalf("piece %v says %q, the bytes say %q", p, have, want)
		}
		if !(hearsay.Span{Start: p.At, End: end}).Fits(d.Text) {
			t.Fatalf("piece %v cuts a character", p)
		}
	}
	spans := append([]hearsay.Span{}, d.Boilerplate...)
	for _, l := range d.Links {
		spans = append(spans, l.Span)
		if have, _ := l.Span.In(d.Text); have != l.Text {
			t.Errorf("the link %q stands at %q", l.Text, have)
		}
	}
	for _, e := range d.Embeds {
		spans = append(spans, hearsay.Span{Start: e.At, End: e.At})
	}
	if d.TitleSpan != nil {
		spans = append(spans, *d.TitleSpan)
		if have, _ := d.TitleSpan.In(d.Text); have != d.Title {
			t.Errorf("the title is %q, its place says %q", d.Title, have)
		}
	}
	for _, s := range spans {
		if !s.Fits(d.Text) {
			t.Errorf("%v does not fit the text", s)
		}
	}
}

func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) < 15 {
		t.Fatalf("%d cases in testdata, 15 or more wanted (%v)", len(paths), err)
	}
	t.Logf("%d cases", len(paths))
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			page := a.Files[0]
			raw := page.Data
			if filepath.Ext(page.Name) == ".jsonl" {
				raw = bytes.TrimSuffix(raw, []byte("\n"))
			}
			d, skip := Document(hearsay.Item{Path: page.Name, Format: formats[filepath.Ext(page.Name)], Bytes: raw})
			if skip != nil {
				t.Fatalf("skipped: %+v", *skip)
			}
			check(t, d, raw)
			got := []txtar.File{{Name: "want", Data: []byte(show(d))}, {Name: "text", Data: []byte(strings.TrimRight(d.Text, "\n") + "\n")}}
			if *update {
				a.Files = append(a.Files[:1], got...)
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(a.Files) != 3 {
				t.Fatalf("%s: a page, want and text are needed", path)
			}
			for i, g := range got {
				if want := a.Files[i+1]; g.Name != want.Name || !bytes.Equal(g.Data, want.Data) {
					t.Errorf("%s: got\n%s\nwant\n%s", g.Name, g.Data, want.Data)
				}
			}
		})
	}
}

// Text in another charset has the same words, and its pieces lead to the bytes of each.
func TestCharsets(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  string
		want string // words of the text
		at   string // the raw bytes behind them
	}{
		{"windows-1252, declared", "<html lang=de><meta charset=windows-1252><h1>Wer wei\xdf es</h1><p>Der H\xe4fner sagte \x84nein\x93, und zwar laut.", "Häfner sagte „nein“", "H\xe4fner sagte \x84nein\x93"},
		{"windows-1251, declared", "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1251'></head><p>\xcc\xfd\xf0 \xe7\xed\xe0\xeb\xe0.", "знала", "\xe7\xed\xe0\xeb\xe0"},
		{"GBK, declared", "<html><meta charset=gbk><p>\xca\xd0\xb3\xa4 \xcb\xb5\xa1\xa3", "说。", "\xcb\xb5\xa1\xa3"},
		{"UTF-16, byte order mark", "\xff\xfe<\x00p\x00>\x00W\x00e\x00i\x00\xdf\x00", "Weiß", "W\x00e\x00i\x00\xdf\x00"},
		{"UTF-8, byte order mark", "\xef\xbb\xbf<p>Weiß", "Weiß", "Weiß"},
		{"UTF-8, declared as something else", "<meta charset=iso-8859-1><p>Weiß", "Weiß", "Weiß"},
		{"UTF-8 with a broken byte", "<p>Größe, Straße, Füße und Bäume, Bären, Flöße \xff und noch Öl, Äpfel, Übel und Höhe.", "Füße", "Füße"},
	} {
		d, skip := Document(hearsay.Item{Path: c.name, Format: hearsay.FormatHTML, Bytes: []byte(c.raw)})
		if skip != nil {
			t.Errorf("%s: %+v", c.name, *skip)
			continue
		}
		check(t, d, []byte(c.raw))
		at := strings.Index(d.Text, c.want)
		if at < 0 {
			t.Errorf("%s: %q is not in %q", c.name, c.want, d.Text)
			continue
		}
		raw, ok := hearsay.Text{String: d.Text, Pieces: d.Pieces}.Raw(hearsay.Span{Start: at, End: at + len(c.want)})
		if !ok || c.raw[raw.Start:raw.End] != c.at {
			t.Errorf("%s: %q leads to %v", c.name, c.want, raw)
		}
	}
}

// What stands in feeds and exports leads back to the bytes, through their escapes and charset.
func TestWayBack(t *testing.T) {
	for _, c := range []struct {
		format hearsay.Format
		raw    string
		want   string // words of the text
		at     string // the raw bytes behind them
	}{
		{hearsay.FormatFeed, "<rss version='2.0'><channel><item><title>T</title><description><![CDATA[<p>caf\u00e9 &amp; bar]]></description></item></channel></rss>", "caf\u00e9 & bar", "caf\u00e9 &amp; bar"},
		{hearsay.FormatFeed, "<rss version='2.0'><channel><item><title>T</title><description>&lt;p&gt;one &amp;amp; two</description></item></channel></rss>", "one & two", "one &amp;amp; two"},
		{hearsay.FormatFeed, "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><description>un caf\xe9 noir</description></item></channel></rss>", "caf\u00e9", "caf\xe9"},
		{hearsay.FormatTelegram, `{}` + "\n" + `{"text":["said \u201eno\u201c",{"type":"bold","text":" and \"yes\""}]}`, `no“ and "yes"`, `no\u201c",{"type":"bold","text":" and \"yes\"`},
		{hearsay.FormatMastodon, `{}` + "\n" + `{"object":{"content":"<p>one &amp;\u0020two"}}`, "one & two", `one &amp;\u0020two`},
		{hearsay.FormatTweet, `{}` + "\n" + `{"tweet":{"full_text":"1 &lt; 2\nthree"}}`, "1 < 2\nthree", `1 &lt; 2\nthree`},
		{hearsay.FormatJSONFeed, `{}` + "\n" + `{"content_text":"plain \/ words"}`, "/ words", `\/ words`},
	} {
		d, skip := Document(hearsay.Item{Path: "x", Format: c.format, Bytes: []byte(c.raw)})
		if skip != nil {
			t.Errorf("%s: %+v", c.raw, *skip)
			continue
		}
		check(t, d, []byte(c.raw))
		at := strings.Index(d.Text, c.want)
		if at < 0 {
			t.Errorf("%q is not in %q", c.want, d.Text)
			continue
		}
		raw, ok := hearsay.Text{String: d.Text, Pieces: d.Pieces}.Raw(hearsay.Span{Start: at, End: at + len(c.want)})
		if !ok || c.raw[raw.Start:raw.End] != c.at {
			t.Errorf("%q leads to %q in %s", c.want, c.raw[raw.Start:raw.End], c.raw)
		}
	}
}

// Plain text without a title keeps every byte, also the line breaks at its end.
func TestPlainIsKept(t *testing.T) {
	text := "The clerk claimed it was so. Nobody has shown it.\nView this post on Instagram\nHe went home.\n\n\n"
	d, skip := Document(hearsay.Item{Path: "x.txt", Format: hearsay.FormatText, Bytes: []byte(text)})
	if skip != nil || d.Text != text || d.Title != "" || len(d.Embeds) != 1 || len(d.Boilerplate) != 1 {
		t.Errorf("got %+v, %v", d, skip)
	}
	marked, _ := Document(hearsay.Item{Path: "x.txt", Format: hearsay.FormatText, Bytes: []byte("\ufeff" + text)})
	if marked.Text != text {
		t.Errorf("with a byte order mark: %q", marked.Text)
	}
	check(t, marked, []byte("\ufeff"+text))
	if raw, _ := (hearsay.Text{String: marked.Text, Pieces: marked.Pieces}).Raw(hearsay.Span{Start: 4, End: 9}); raw != (hearsay.Span{Start: 7, End: 12}) {
		t.Errorf("the clerk stands at %v", raw)
	}
}

func TestSkips(t *testing.T) {
	for _, c := range []struct {
		format hearsay.Format
		raw    string
		want   string
	}{
		{hearsay.FormatRecord, `{"text": "a`, "the line is not valid JSON: unexpected EOF"},
		{hearsay.FormatRecord, `["a"]`, "the line is not valid JSON: it begins with ["},
		{hearsay.FormatRecord, `{"url":"https://a.example/"}`, "the record has no text"},
		{hearsay.FormatRecord, `{"text":"a"} {"text":"b"}`, "the line is not valid JSON: something follows the object at byte 13"},
		{hearsay.FormatHTML, `<html><script>var a = 1</script></html>`, "there is no text in it"},
		{hearsay.FormatText, " \n", "there is no text in it"},
		{"pdf", "x", `the format "pdf" is not known`},
	} {
		_, skip := Document(hearsay.Item{Path: "p", Format: c.format, Bytes: []byte(c.raw)})
		if skip == nil || skip.Path != "p" || skip.Reason != c.want || skip.Remedy == "" {
			t.Errorf("%s: got %+v, want %q", c.raw, skip, c.want)
		}
	}
}

// A page whose every part looks like something else still has its text.
func TestNothingElse(t *testing.T) {
	raw := `<html lang="en"><body><div class="newsletter"><p>The clerk saw no letter.</p></div><div class="related"><p>The mayor denies it all.</p></div><div class="promo"><p>The council says nothing.</p></div></body></html>`
	d, skip := Document(hearsay.Item{Path: "x", Format: hearsay.FormatHTML, Bytes: []byte(raw)})
	if want := "The clerk saw no letter.\n\nThe mayor denies it all.\n\nThe council says nothing."; skip != nil || d.Text != want {
		t.Errorf("got %q, %v", d.Text, skip)
	}
}

// Elements nested more deeply than the parser goes cost the page nothing but its layout.
func TestDeep(t *testing.T) {
	raw := "<html lang=en><h1>Who knew</h1>" + strings.Repeat("<div>", 3000) + "<p>The clerk said that <a href='https://a.example/'>the mayor</a> knew &amp; kept silent.</p><p>The mayor denies it.</p>"
	d, skip := Document(hearsay.Item{Path: "x", Format: hearsay.FormatHTML, Bytes: []byte(raw)})
	if skip != nil {
		t.Fatal(*skip)
	}
	check(t, d, []byte(raw))
	if want := "Who knew\n\nThe clerk said that the mayor knew & kept silent.\n\nThe mayor denies it."; d.Text != want || len(d.Links) != 1 {
		t.Errorf("got %q with %d links", d.Text, len(d.Links))
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ in, want, captured string }{
		{"https://Www.Example.org:443/a?utm_source=x&id=7#part", "https://www.example.org/a?id=7", "unknown"},
		{"https://web.archive.org/web/20240305123000id_/https://a.example/b?fbclid=1", "https://a.example/b", "2024-03-05 12:30"},
		{"http://web.archive.org/web/2019/http:/a.example/b", "http://a.example/b", "2019"},
		{"https://archive.ph/2024.03.05-081502/https://a.example/b", "https://a.example/b", "2024-03-05 08:15"},
		{"https://archive.today/20240305/https://a.example/", "https://a.example/", "2024-03-05"},
		{"https://a-example.cdn.ampproject.org/c/s/a.example/b", "https://a.example/b", "unknown"},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb%3Futm_medium%3Dx&h=AT0", "https://a.example/b", "unknown"},
		{"https://mobile.twitter.com/someone/status/17?s=20", "https://x.com/someone/status/17?s=20", "unknown"},
		{"https://youtu.be/AbC?si=zz", "https://www.youtube.com/watch?v=AbC", "unknown"},
		{"https://t.me/s/quay/512?single", "https://t.me/quay/512", "unknown"},
		{"mailto:a@b.example", "", "unknown"},
		{"://", "", "unknown"},
	} {
		got, at := unwrap(c.in)
		if got != c.want || at.String() != c.captured {
			t.Errorf("%s: got %s, %s; want %s, %s", c.in, got, at, c.want, c.captured)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2024-03-05T07:15:00+01:00", "second 2024-03-05T07:15:00+01:00"},
		{"2024-03-05T07:15Z", "minute 2024-03-05T07:15:00Z"},
		{"2024-03-05T07:15:00", "day 2024-03-05T00:00:00Z"}, // no zone: the hour is not known
		{"2024-03-05", "day 2024-03-05T00:00:00Z"},
		{"2024-03", "month 2024-03-01T00:00:00Z"},
		{"2024", "year 2024-01-01T00:00:00Z"},
		{"Tue, 05 Mar 2024 07:15:00 GMT", "second 2024-03-05T07:15:00Z"},
		{"1709622900", "second 2024-03-05T07:15:00Z"},
		{"5 March 2024", "day 2024-03-05T00:00:00Z"},
		{"March 5th, 2024", "day 2024-03-05T00:00:00Z"},
		{"Dienstag, 5. März 2024", "day 2024-03-05T00:00:00Z"},
		{"le 1er mars 2024 à 19h02", "day 2024-03-01T00:00:00Z"},
		{"5 de marzo de 2024", "day 2024-03-05T00:00:00Z"},
		{"5 марта 2024 г.", "day 2024-03-05T00:00:00Z"},
		{"2024. március 5.", "day 2024-03-05T00:00:00Z"},
		{"05.03.2024", "day 2024-03-05T00:00:00Z"},
		{"31 February 2024", ""},
		{"03/05/2024", ""}, // which is the month?
		{"1970-01-01T00:00:00Z", ""},
		{"0001-01-01T00:00:00Z", ""},
		{"room 2024, 12 chairs", ""},
	} {
		at := date(c.in, "", false)
		if !at.Known() {
			at = dateIn(c.in, "")
		}
		got := ""
		if at.Known() {
			got = string(at.Precision) + " " + at.At.Format("2006-01-02T15:04:05Z07:00")
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}
