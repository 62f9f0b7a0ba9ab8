package read

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decode turns raw into UTF-8. A byte order mark decides, then valid UTF-8, then what declared says (a charset's name,
// or empty), then a guess from the bytes.
func decode(raw []byte, declared string) source {
	switch {
	case bytes.HasPrefix(raw, []byte("\ufeff")):
		if s := fromUTF8(raw[3:], 3); s.pieces != nil || len(raw) == 3 {
			return s
		}
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return transcode(raw, 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return transcode(raw, 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	}
	stateful := strings.HasPrefix(strings.ToLower(declared), "iso-2022") || strings.HasPrefix(strings.ToLower(declared), "hz")
	if utf8.Valid(raw) && !stateful {
		return source{text: string(raw)}
	}
	if e, name := charset.Lookup(declared); e != nil && name != "utf-8" && name != "replacement" {
		return transcode(raw, 0, e)
	}
	// Mostly UTF-8 with a few broken bytes stays UTF-8.
	if invalid(raw)*5 < nonASCII(raw) {
		return fromUTF8(raw, 0)
	}
	if r, err := chardet.NewTextDetector().DetectBest(raw[:min(len(raw), 16<<10)]); err == nil && r.Confidence >= 30 {
		if e, name := charset.Lookup(r.Charset); e != nil && name != "utf-8" && name != "replacement" {
			return transcode(raw, 0, e)
		}
	}
	return transcode(raw, 0, charmap.Windows1252)
}

func invalid(b []byte) (n int) {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

func nonASCII(b []byte) (n int) {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
}

// fromUTF8 reads b, which stands at raw, as UTF-8; each broken byte becomes U+FFFD.
func fromUTF8(b []byte, raw int) source {
	var w writer
	for at := 0; at < len(b); {
		end := at
		for end < len(b) {
			r, size := utf8.DecodeRune(b[end:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			end += size
		}
		w.copy(string(b[at:end]), raw+at)
		if at = end; at < len(b) {
			w.put("\ufffd", hearsay.Span{Start: raw + at, End: raw + at + 1})
			at++
		}
	}
	return w.source()
}

// transcode decodes raw from byte from on, one character at a time, so that each has its place.
func transcode(raw []byte, from int, e encoding.Encoding) source {
	var w writer
	var out [utf8.UTFMax * 4]byte
	d := e.NewDecoder().Transformer
	for at := from; at < len(raw); {
		n, size, err := 0, 0, error(nil)
		for room := 1; room <= len(out); room++ { // the least room that takes a character
			var consumed int
			n, consumed, err = d.Transform(out[:room], raw[at+size:], true)
			size += consumed
			if n > 0 || !errors.Is(err, transform.ErrShortDst) {
				break
			}
		}
		if n == 0 && size == 0 {
			n, size = copy(out[:], "\ufffd"), 1
		}
		if s := string(out[:n]); bytes.Equal(out[:n], raw[at:at+size]) {
			w.copy(s, at)
		} else {
			w.char(s, hearsay.Span{Start: at, End: at + size})
		}
		at += size
	}
	return w.source()
}

// char writes one character of another charset: a piece of its own, also where it happens to be as long.
func (w *writer) char(s string, raw hearsay.Span) {
	if s != "" {
		w.pieces = append(w.pieces, hearsay.Piece{At: len(w.text), N: len(s), Raw: raw})
	}
	w.text = append(w.text, s...)
}
