package read

import (
	"bytes"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

var markdown = goldmark.New(goldmark.WithExtensions(extension.Linkify, extension.Table, extension.Strikethrough)).Parser()

// maxQuoted is how many marks of quotations and lists may stand at the beginning of a line.
const maxQuoted = 50

// deeper reports whether a line of text begins with more than n marks of quotations and lists.
func deeper(text string, n int) bool {
	for line := range strings.Lines(text) {
		marks := 0
		for _, c := range []byte(line) {
			if !strings.ContainsRune("> \t-+*.)0123456789", rune(c)) {
				break
			}
			if strings.ContainsRune(">-+*.)", rune(c)) {
				marks++
			}
		}
		if marks > n && strings.ContainsAny(line, ">") || marks > 4*n {
			return true
		}
	}
	return false
}

// Bounds of what is read as Markdown: how often its bytes may be looked at, for a byte, and how many cells its tables may have.
const (
	maxLooks = 20 << 20
	perByte  = 20
	maxCells = 10_000
)

var (
	newBlock  = dfa.MustCompile(`^(?: {0,3}(?:[-*+]\s|#{1,6}\s|>)|\s*$)`)
	delimiter = dfa.MustCompile(`^[\s>*+.)\d|:-]*-[\s|:-]*$`)
)

// slow reports whether the parser would be busy with text for much longer than its size allows. Of each bracket, "<" and "`" it may look at
// all of the paragraph; and it gives each row of a table as many cells as the row above all others has.
func slow(text string) bool {
	looks, size, opens := 0, 0, 0 // of the paragraph: its bytes, and what may make the parser go through them
	cells, columns := 0, 0
	for line := range strings.Lines(text) {
		if newBlock.MatchString(line) {
			looks += size * opens
			size, opens, columns = 0, 0, 0
		}
		size += len(line)
		for _, c := range []byte(line) {
			switch c {
			case '[', ']', '<', '`':
				opens++
			}
		}
		if delimiter.MatchString(line) {
			columns = 1 + strings.Count(line, "|")
		}
		cells += columns
	}
	return looks+size*opens > maxLooks+perByte*len(text) || cells > maxCells+len(text)
}

// readMarkdown reads Markdown. Front matter gives metadata; the first heading of the first rank is the title; markup
// is left out of the text. What nests quotations and lists more deeply than people do, or has more brackets in a paragraph, is read as
// plain text: the parser's time grows with the square of both.
func readMarkdown(d *hearsay.Document, src source) {
	if deeper(src.text, maxQuoted) || slow(src.text) {
		readPlain(d, src)
		return
	}
	front, from := frontMatter(src.text)
	d.Title = front["title"]
	for _, k := range [...]string{"date", "published"} {
		if s := front[k]; s != "" && !d.Published.Known() {
			if d.Published = date(s, "front matter "+k, false); !d.Published.Known() {
				d.Published = dateIn(s, "front matter "+k)
			}
		}
	}
	for _, k := range [...]string{"author", "authors"} {
		if d.Author == "" {
			d.Author = strings.Trim(front[k], "[] ")
		}
	}
	for _, k := range [...]string{"outlet", "publisher"} {
		if d.Outlet == "" {
			d.Outlet = front[k]
		}
	}
	for _, k := range [...]string{"url", "link", "canonical"} {
		if d.URL == "" {
			d.URL, d.Captured = unwrap(front[k])
		}
	}
	if d.Channel = channelOf(d.URL); d.Channel == "" && d.URL != "" {
		d.Channel = hearsay.Web
	}

	// Front matter is made blank, so that all places stay.
	body := []byte(strings.Repeat("\n", from) + src.text[from:])
	m := &manuscript{doc: d, body: body}
	root := markdown.Parse(text.NewReader(body))
	if d.Title != "" {
		if h, ok := root.FirstChild().(*ast.Heading); !ok || plainly(string(h.Lines().Value(body))) != plainly(d.Title) {
			m.t.add(d.Title)
			m.t.paragraph()
			d.TitleSpan = &hearsay.Span{End: len(d.Title)}
		} else {
			d.Title = ""
		}
	}
	m.block(root)
	textOf(d, &m.t.writer, src)
	if !d.Published.Known() {
		d.Published = addressDate(d.URL)
	}
	if d.Credit = creditIn(d.Text); d.Credit == "" {
		d.Credit = agency([]string{d.Author})
	}
	for at, line := range lines(d.Text) {
		markLine(d, at, line)
	}
	lang := front["lang"]
	if lang == "" {
		lang = front["language"]
	}
	language(d, lang)
}

// frontMatter reads the lines "key: value" between two lines of three hyphens that text begins with, and returns where
// the rest starts.
func frontMatter(text string) (front map[string]string, from int) {
	front = map[string]string{}
	if !strings.HasPrefix(text, "---\n") && !strings.HasPrefix(text, "---\r\n") {
		return front, 0
	}
	for at, line := range lines(text) {
		switch {
		case at == 0:
		case strings.TrimSpace(line) == "---" || strings.TrimSpace(line) == "...":
			end := at + len(line)
			for end < len(text) && (text[end] == '\r' || text[end] == '\n') {
				end++
			}
			return front, end
		default:
			key, value, found := strings.Cut(line, ":")
			if key = strings.ToLower(strings.TrimSpace(key)); found && key != "" && front[key] == "" {
				front[key] = strings.Trim(strings.TrimSpace(value), `"'`)
			}
		}
	}
	return map[string]string{}, 0 // it never ends: a rule, not front matter
}

// A manuscript is Markdown while its text is being written.
type manuscript struct {
	doc  *hearsay.Document
	body []byte
	t    typesetter
}

func (m *manuscript) segment(s text.Segment) {
	m.t.html(string(m.body[s.Start:s.Stop]), s.Start)
}

func (m *manuscript) block(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.t.paragraph()
		switch c := c.(type) {
		case *ast.HTMLBlock, *ast.ThematicBreak:
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for i := range c.Lines().Len() {
				m.segment(c.Lines().At(i))
				m.t.line()
			}
		case *extast.TableCell:
			m.inline(c)
		case *ast.Heading:
			from := m.t.next()
			m.inline(c)
			if c.Level == 1 && m.doc.Title == "" && from == 0 {
				m.doc.Title = string(m.t.text)
				m.doc.TitleSpan = &hearsay.Span{End: len(m.t.text)}
			}
		default:
			if c.Type() == ast.TypeBlock && c.FirstChild() != nil && c.FirstChild().Type() == ast.TypeInline {
				m.inline(c)
			} else {
				m.block(c)
			}
		}
	}
	m.t.paragraph()
}

func (m *manuscript) inline(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			m.escaped(c.Segment)
			if c.HardLineBreak() {
				m.t.line()
			} else if c.SoftLineBreak() {
				m.t.gap(-1)
			}
		case *ast.Link:
			from := m.t.next()
			m.inline(c)
			m.link(string(c.Destination), from)
		case *ast.AutoLink:
			from := m.t.next()
			label := c.Label(m.body)
			if at := bytes.Index(m.body[m.last():], label); at >= 0 {
				m.t.words(string(label), m.last()+at)
			} else {
				m.t.due()
				m.t.add(string(label))
			}
			m.link(string(c.URL(m.body)), from)
		case *ast.Image, *ast.RawHTML:
		default:
			m.inline(c)
		}
	}
}

// escaped writes a segment with its backslash escapes resolved.
func (m *manuscript) escaped(s text.Segment) {
	at := s.Start
	for i := s.Start; i+1 < s.Stop; i++ {
		if m.body[i] == '\\' && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", m.body[i+1]) >= 0 {
			m.t.html(string(m.body[at:i]), at)
			m.t.words(string(m.body[i+1:i+2]), i+1)
			i++
			at = i + 1
		}
	}
	m.t.html(string(m.body[at:s.Stop]), at)
}

// last is the byte of the source after the last that was written.
func (m *manuscript) last() int {
	if n := len(m.t.pieces); n > 0 {
		return m.t.pieces[n-1].Raw.End
	}
	return 0
}

func (m *manuscript) link(address string, from int) {
	address = resolve(m.doc.URL, address)
	if address == "" || from >= len(m.t.text) || len(m.doc.Links) >= maxLinks {
		return
	}
	s := hearsay.Span{Start: from, End: len(m.t.text)}
	m.doc.Links = append(m.doc.Links, hearsay.Hyperlink{URL: address, Text: string(m.t.text[s.Start:s.End]), Span: s})
}
