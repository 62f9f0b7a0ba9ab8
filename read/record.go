package read

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
)

// A field is a value of a record: the text of a string with the way back to the line, or the bytes of anything else.
type field struct {
	source
	isText bool
	at     int // where it stands in what was read
}

// readRecord reads a line of JSON Lines. The fields that are read: url; title; text, or html; published, or date;
// outlet, or publisher, or account; author; lang, or language; channel, or platform. Others are left unread.
func readRecord(d *hearsay.Document, raw []byte) error {
	fields, err := fieldsOf(raw)
	if err != nil {
		return problem{"the line is not valid JSON: " + err.Error(), "write one JSON object on each line"}
	}
	first := func(keys ...string) (field, bool) {
		for _, k := range keys {
			if f, ok := fields[k]; ok && strings.TrimSpace(f.text) != "" && f.text != "null" {
				return f, true
			}
		}
		return field{}, false
	}
	line := func(keys ...string) string {
		f, _ := first(keys...)
		return strings.Join(strings.Fields(f.text), " ")
	}
	d.URL, d.Captured = unwrap(line("url", "link"))
	d.Outlet = line("outlet", "publisher", "account")
	d.Author = line("author")
	if f, ok := first("author"); ok && !f.isText {
		var v any
		if json.Unmarshal([]byte(f.text), &v) == nil {
			d.Author = strings.Join(texts(v), ", ")
		}
	}
	for _, key := range [...]string{"published", "date"} {
		if s := line(key); s != "" && !d.Published.Known() {
			if d.Published = date(s, "field "+key, true); !d.Published.Known() {
				d.Published = dateIn(s, "field "+key)
			}
		}
	}
	if c := hearsay.Channel(platform(line("channel", "platform"))); channels[c] {
		d.Channel = c
	} else if d.Channel = channelOf(d.URL); d.Channel == "" && d.URL != "" {
		d.Channel = hearsay.Web
	}
	if posts[d.Channel] && platformNames[strings.ToLower(d.Outlet)] { // the platform publishes nothing: the account does
		if d.Outlet = line("account"); d.Outlet == "" {
			d.Outlet = d.Author
		}
	}
	if d.Outlet == "" {
		d.Outlet = accountOf(d.URL)
	}

	title, titled := first("title")
	titled = titled && title.isText
	text, plain := first("text")
	page, isPage := first("html")
	switch {
	case plain && text.isText:
		readFields(d, title.source, text.source)
	case isPage && page.isText:
		return readPage(d, title.source, page.source, line("lang", "language"))
	case titled:
		readFields(d, source{}, title.source)
		d.Title = d.Text
		d.TitleSpan = &hearsay.Span{End: len(d.Text)}
	default:
		return problem{"the record has no text", `give it a field "text" or "html"`}
	}
	if !d.Published.Known() {
		d.Published = addressDate(d.URL)
	}
	language(d, line("lang", "language"))
	return nil
}

// channels are those that a record may name.
var channels = func() map[hearsay.Channel]bool {
	m := map[hearsay.Channel]bool{}
	for _, c := range [...]hearsay.Channel{hearsay.Web, hearsay.Wire, hearsay.Facebook, hearsay.Instagram, hearsay.X, hearsay.Telegram,
		hearsay.YouTube, hearsay.TikTok, hearsay.Mastodon, hearsay.Bluesky, hearsay.VK, hearsay.Reddit, hearsay.WhatsApp, hearsay.LinkedIn,
		hearsay.Substack, hearsay.Weblog, hearsay.Post, hearsay.Interview, hearsay.Broadcast, hearsay.Podcast, hearsay.Video, hearsay.Book,
		hearsay.Letter, hearsay.Email, hearsay.Court, hearsay.Hearing, hearsay.Speech, hearsay.Press, hearsay.Inquiry, hearsay.Print} {
		m[c] = true
	}
	return m
}()

// readFields makes the text of a title, where there is one, and a plain text.
func readFields(d *hearsay.Document, title, text source) {
	var w writer
	var ts typesetter
	ts.plain(title.text)
	if d.Title = string(ts.text); d.Title != "" {
		if !strings.HasPrefix(text.text, d.Title+"\n") && strings.TrimSpace(text.text) != d.Title {
			w.append(source{d.Title, title.back(ts.pieces)})
			w.add("\n\n")
		}
		d.TitleSpan = &hearsay.Span{End: len(d.Title)}
	}
	at := len(w.text)
	w.append(text)
	d.Text, d.Pieces = string(w.text), w.pieces
	if d.TitleSpan == nil {
		if s, ok := evidentTitle(d.Text); ok {
			d.Title, d.TitleSpan = d.Text[s.Start:s.End], &s
		}
	}
	notePlain(d, at)
}

// readPage reads the page that a record holds. What the record says itself is believed before what the page says.
func readPage(d *hearsay.Document, title, page source, lang string) error {
	d.Title = strings.Join(strings.Fields(title.text), " ")
	if err := readHTML(d, page); err != nil {
		return err
	}
	if lang != "" {
		language(d, lang)
	}
	return nil
}

// fieldsOf returns the members of the JSON object raw.
func fieldsOf(raw []byte) (map[string]field, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	open, err := d.Token()
	if err != nil {
		return nil, err
	}
	if open != json.Delim('{') {
		return nil, fmt.Errorf("it begins with %v", open)
	}
	fields := map[string]field{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		at := int(d.InputOffset()) - len(value)
		k, ok := key.(string)
		if !ok {
			return nil, fmt.Errorf("the name %v is no text", key)
		}
		if value[0] == '"' {
			fields[k] = field{unquote(value[1:len(value)-1], at+1), true, at}
		} else {
			fields[k] = field{source: source{text: string(value)}, at: at}
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, fmt.Errorf("something follows the object at byte %d", d.InputOffset())
	}
	return fields, nil
}

// unquote resolves the escapes of a JSON string, whose inside b stands at raw.
func unquote(b []byte, raw int) source {
	var w writer
	for i := 0; i < len(b); {
		if b[i] != '\\' {
			j := i
			for j < len(b) && b[j] != '\\' {
				r, size := utf8.DecodeRune(b[j:])
				if r == utf8.RuneError && size == 1 {
					break
				}
				j += size
			}
			w.copy(string(b[i:j]), raw+i)
			if i = j; i < len(b) && b[i] != '\\' {
				w.put("\ufffd", hearsay.Span{Start: raw + i, End: raw + i + 1})
				i++
			}
			continue
		}
		r, n := escape(b[i:])
		w.put(string(r), hearsay.Span{Start: raw + i, End: raw + i + n})
		i += n
	}
	s := w.source()
	if s.pieces == nil {
		s.pieces = []hearsay.Piece{}
	}
	return s
}

// escape reads the escape that b begins with, and how long it is.
func escape(b []byte) (r rune, n int) {
	if len(b) < 2 {
		return utf8.RuneError, len(b)
	}
	switch b[1] {
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'u':
		hi, ok := hex4(b[2:])
		if !ok {
			return utf8.RuneError, min(len(b), 6)
		}
		if utf16.IsSurrogate(hi) {
			if len(b) >= 12 && b[6] == '\\' && b[7] == 'u' {
				if lo, ok := hex4(b[8:]); ok {
					if r := utf16.DecodeRune(hi, lo); r != utf8.RuneError {
						return r, 12
					}
				}
			}
			return utf8.RuneError, 6
		}
		return hi, 6
	}
	return rune(b[1]), 2
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 16)
	return rune(n), err == nil
}
