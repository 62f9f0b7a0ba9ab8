package read

import (
	"regexp"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var metaCharset = regexp.MustCompile(`(?i)(?:<meta[^>]*?charset\s*=\s*["']?\s*|<\?xml[^>]*?encoding\s*=\s*["'])([\w.:-]+)`)

// declaredCharset returns the charset that a page says it is written in.
func declaredCharset(raw []byte) string {
	if m := metaCharset.FindSubmatch(raw[:min(len(raw), 8<<10)]); m != nil {
		return string(m[1])
	}
	return ""
}

// readHTML reads a page.
func readHTML(d *hearsay.Document, src source) error {
	p, err := parse(src)
	if err != nil {
		return problem{"it is no page that can be parsed: " + err.Error(), "save it again from a browser"}
	}
	d.Channel = hearsay.Web
	p.article(d, p.kept())
	return nil
}

// kept asks readability which texts belong to the article.
func (p *page) kept() map[int]bool {
	kept := map[int]bool{}
	a, err := readability.FromDocument(p.root, nil)
	if err != nil || a.Node == nil {
		return kept
	}
	for n := range a.Node.Descendants() {
		if n.Type == html.TextNode {
			marks(n.Data, func(i int, _ string) {
				if i >= 0 {
					kept[i] = true
				}
			})
		}
	}
	return kept
}

// article writes the kept texts in the order of the page.
func (p *page) article(d *hearsay.Document, kept map[int]bool) {
	var t typesetter
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			marks(n.Data, func(i int, rest string) {
				switch {
				case i < 0:
					t.gap(-1)
				case i < len(p.texts) && kept[i]:
					s := p.texts[i]
					t.html(p.src.text[s.Start:s.End], s.Start)
				}
			})
			return
		case n.DataAtom == atom.Br:
			t.line()
			return
		}
		if blocks[n.DataAtom] {
			t.paragraph()
			defer t.paragraph()
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(p.root)
	textOf(d, &t.writer, p.src)
	d.Text = strings.TrimRight(d.Text, "\n")
}
