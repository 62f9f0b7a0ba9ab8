package read

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is a parsed HTML page whose text nodes still know where they stood.
//
// The parser of x/net moves and joins text and keeps no positions. So each text is marked before it is parsed: what the
// parser sees of it begins with a mark, three private characters that count the texts. Wherever the parser puts it,
// the mark leads back to the bytes.
type page struct {
	src   source
	texts []hearsay.Span // where in src.text each marked text stands, white space in front left out
	root  *html.Node
}

// A mark is markOpen and two characters of a private plane, which count in the base markBase.
const (
	markOpen  = '\ufdd0' // no character: nothing else in what the parser sees has it
	markFirst = 0xf0000
	markBase  = 0xfffe
	markLen   = 3 + 4 + 4 // in bytes
)

func writeMark(b *bytes.Buffer, n int) {
	b.WriteRune(markOpen)
	b.WriteRune(rune(markFirst + n/markBase))
	b.WriteRune(rune(markFirst + n%markBase))
}

// marks calls f with what stands before the first mark in s (n is then -1), and with each mark's number.
func marks(s string, f func(n int, rest string)) {
	for first := true; ; first = false {
		i := strings.IndexRune(s, markOpen)
		if i < 0 || len(s) < i+markLen {
			if first && s != "" {
				f(-1, s)
			}
			return
		}
		if first && i > 0 {
			f(-1, s[:i])
		}
		s = s[i+3:]
		hi, size := utf8.DecodeRuneInString(s)
		lo, _ := utf8.DecodeRuneInString(s[size:])
		s = s[markLen-3:]
		rest := s
		if j := strings.IndexRune(s, markOpen); j >= 0 {
			rest = s[:j]
		}
		f(int(hi-markFirst)*markBase+int(lo-markFirst), rest)
	}
}

// parse reads an HTML page.
func parse(src source) (*page, error) {
	p := &page{src: src}
	marked, depth := p.mark(false)
	if depth > maxDepth {
		p.texts = nil
		marked, _ = p.mark(true)
	}
	root, err := html.Parse(bytes.NewReader(marked))
	if err != nil && depth <= maxDepth { // nested in a way that does not show in its tags
		p.texts = nil
		marked, _ = p.mark(true)
		root, err = html.Parse(bytes.NewReader(marked))
	}
	if err != nil {
		return nil, err
	}
	p.root = root
	return p, nil
}

// maxDepth is how deep elements may be nested. The parser goes to 512, and then looks at that many for each tag.
const maxDepth = 200

// shutless are elements whose end no tag needs to tell.
var shutless = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true, atom.Input: true,
	atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
	atom.P: true, atom.Li: true, atom.Dt: true, atom.Dd: true, atom.Option: true, atom.Optgroup: true, atom.Tr: true, atom.Td: true, atom.Th: true,
	atom.Thead: true, atom.Tbody: true, atom.Tfoot: true, atom.Colgroup: true, atom.Rp: true, atom.Rt: true, atom.Html: true, atom.Head: true, atom.Body: true,
}

// raw text that is no words for a reader
var opaque = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Iframe: true, atom.Noembed: true, atom.Noframes: true,
	atom.Noscript: true, atom.Xmp: true,
}

// mark returns the page with its texts marked, and how deep its tags say that it is nested. With flat, elements that may nest are left
// out but for what breaks paragraphs and what links, so that the parser accepts any depth.
func (p *page) mark(flat bool) (marked []byte, deepest int) {
	var out bytes.Buffer
	out.Grow(len(p.src.text) + len(p.src.text)/8)
	z := html.NewTokenizer(strings.NewReader(p.src.text))
	at, within, depth := 0, atom.Atom(0), 0
	for {
		kind := z.Next()
		raw := p.src.text[at:min(len(p.src.text), at+len(z.Raw()))]
		start := at
		at += len(raw)
		switch kind {
		case html.ErrorToken:
			return out.Bytes(), deepest
		case html.TextToken:
			if opaque[within] {
				out.WriteString(raw)
				continue
			}
			words := strings.TrimLeft(raw, " \t\n\r\f")
			if words == "" {
				out.WriteString(raw)
				continue
			}
			lead := len(raw) - len(words)
			out.WriteString(raw[:lead])
			writeMark(&out, len(p.texts))
			p.texts = append(p.texts, hearsay.Span{Start: start + lead, End: at})
			out.WriteString(html.EscapeString(strings.Map(func(r rune) rune {
				if r == markOpen || r == 0 {
					return utf8.RuneError
				}
				return r
			}, html.UnescapeString(words))))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if within = 0; kind != html.EndTagToken {
				within = a
			}
			switch {
			case shutless[a]:
			case kind == html.StartTagToken:
				depth++
				deepest = max(deepest, depth)
			case kind == html.EndTagToken && depth > 0:
				depth--
			}
			switch {
			case !flat, flatKeeps[a]:
				out.WriteString(raw)
			case blocks[a]:
				out.WriteString("<p>")
			}
		default:
			if !flat {
				out.WriteString(raw)
			}
		}
	}
}

var flatKeeps = map[atom.Atom]bool{
	atom.Html: true, atom.Head: true, atom.Body: true, atom.Title: true, atom.Meta: true, atom.Link: true, atom.Script: true,
	atom.Style: true, atom.Textarea: true, atom.Iframe: true, atom.Noscript: true, atom.H1: true, atom.A: true, atom.Br: true,
}

// blocks are the elements that end a paragraph.
var blocks = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Button: true,
	atom.Caption: true, atom.Center: true, atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Div: true, atom.Dl: true,
	atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true,
	atom.Hgroup: true, atom.Hr: true, atom.Iframe: true, atom.Legend: true, atom.Li: true, atom.Main: true, atom.Menu: true,
	atom.Nav: true, atom.Ol: true, atom.Option: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Select: true,
	atom.Summary: true, atom.Table: true, atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true,
	atom.Tr: true, atom.Ul: true, atom.Video: true,
}

// A typesetter writes texts as paragraphs: white space becomes a single space, blocks are parted by an empty line.
type typesetter struct {
	writer
	space  bool // white space is due before the next word
	breaks int  // line breaks due before the next word: 1 for a line, 2 for a paragraph
	gapAt  int  // where a single space that is due stands in the source, or -1
}

// paragraph ends the paragraph, if there is one.
func (t *typesetter) paragraph() { t.breaks = 2 }

// line ends the line; two in a row end the paragraph.
func (t *typesetter) line() { t.breaks = min(t.breaks+1, 2) }

func (t *typesetter) gap(at int) {
	if !t.space {
		t.space, t.gapAt = true, at
	}
}

// due writes the white space that is due, now that a word follows.
func (t *typesetter) due() {
	switch {
	case len(t.text) == 0:
	case t.breaks == 2:
		t.add("\n\n")
	case t.breaks == 1:
		t.add("\n")
	case t.space && t.gapAt >= 0:
		t.copy(" ", t.gapAt)
	case t.space:
		t.add(" ")
	}
	t.space, t.breaks = false, 0
}

// next is where the next word will stand.
func (t *typesetter) next() int {
	at := len(t.text)
	switch {
	case at == 0:
	case t.breaks > 0:
		at += t.breaks
	case t.space:
		at++
	}
	return at
}

// html writes the text s of a page, which stands at raw, with its character references resolved.
func (t *typesetter) html(s string, raw int) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ' && !t.space:
			t.gap(raw + i)
			i++
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
			t.gap(-1)
			i++
		case c == 0:
			i++
		case c == '&':
			text, n := reference(s[i:])
			if n == 0 {
				t.due()
				t.copy("&", raw+i)
				i++
				continue
			}
			t.character(text, hearsay.Span{Start: raw + i, End: raw + i + n})
			i += n
		default:
			j := i + 1
			for j < len(s) && s[j] != ' ' && s[j] != '&' && s[j] != 0 && (s[j] > '\r' || s[j] < '\t') {
				j++
			}
			t.words(s[i:j], raw+i)
			i = j
		}
	}
}

// plain writes the whole of s, which holds no references, as one line.
func (t *typesetter) plain(s string) {
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] != ' ' && (s[j] > '\r' || s[j] < '\t') {
			j++
		}
		t.words(s[i:j], i)
		if i = j; i < len(s) {
			if s[i] == ' ' {
				t.gap(i)
			} else {
				t.gap(-1)
			}
			i++
		}
	}
}

// words writes s, which stands at raw and has no white space of ASCII. Invisible characters that only suggest breaks
// (soft hyphen, zero-width space, byte order mark) are left out, no-break spaces stay as they are.
func (t *typesetter) words(s string, raw int) {
	for s != "" {
		i := strings.IndexFunc(s, invisible)
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			t.due()
			t.copy(s[:i], raw)
		}
		if i == len(s) {
			return
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		s, raw = s[i+size:], raw+i+size
	}
}

func invisible(r rune) bool { return r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060' }

// character writes what a character reference at raw stands for.
func (t *typesetter) character(text string, raw hearsay.Span) {
	if r, size := utf8.DecodeRuneInString(text); size == len(text) && (invisible(r) || r == 0) {
		return
	} else if r < utf8.RuneSelf && unicode.IsSpace(r) {
		t.gap(-1)
		return
	}
	t.due()
	t.put(text, raw)
}

// reference resolves the character reference that s begins with. n is 0 where there is none.
func reference(s string) (text string, n int) {
	end := 1
	for end < len(s) && end < 40 && (s[end] == '#' || isAlnum(s[end])) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	whole := html.UnescapeString(s[:end])
	if whole == s[:end] {
		return "", 0
	}
	// "&ampx" is "&" with "x" behind it: find how much the reference takes.
	for n := 3; n < end; n++ {
		if text := html.UnescapeString(s[:n]); text != s[:n] && text+s[n:end] == whole {
			return text, n
		}
	}
	return whole, end
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
