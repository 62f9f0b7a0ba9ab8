package read

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr returns an attribute of n, trimmed; empty where n has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// hasAttr reports whether n has the attribute, with any value.
func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// names returns the words that the class and the id of n are made of, in lower case: "storyRelated-box" gives "story",
// "related", "box".
func names(n *html.Node) []string {
	var out []string
	for _, key := range [...]string{"class", "id"} {
		if !hasAttr(n, key) {
			continue
		}
		var word []rune
		end := func() {
			if len(word) > 0 {
				out = append(out, strings.ToLower(string(word)))
				word = word[:0]
			}
		}
		upper := false
		for _, r := range attr(n, key) {
			if !unicode.IsLetter(r) {
				end()
				continue
			}
			if unicode.IsUpper(r) && !upper {
				end()
			}
			upper = unicode.IsUpper(r)
			word = append(word, r)
		}
		end()
	}
	return out
}

// named reports whether one of the words of n's class and id is in set.
func named(n *html.Node, set map[string]bool) bool { return hasOne(names(n), set) }

func hasOne(words []string, set map[string]bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return set[w] })
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// unseen reports whether a browser shows nothing of n.
func unseen(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.CommentNode || n.Type == html.DoctypeNode
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Title, atom.Svg, atom.Math, atom.Textarea,
		atom.Select, atom.Object, atom.Canvas, atom.Iframe:
		return n.DataAtom != atom.Math
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	return hasAttr(n, "hidden") || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// ancestor returns the nearest element around n, n itself first, for which f holds.
func ancestor(n *html.Node, f func(*html.Node) bool) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && f(n) {
			return n
		}
	}
	return nil
}

func within(n *html.Node, a ...atom.Atom) bool {
	return ancestor(n, func(e *html.Node) bool {
		for _, a := range a {
			if e.DataAtom == a {
				return true
			}
		}
		return false
	}) != nil
}

// What is asked of a part of a page is asked of its beginning: for headings, lines and boxes that is all of it, and a whole page is not
// gone through for each of the boxes around it.
const (
	maxWords = 4 << 10 // bytes
	maxNodes = 4 << 10
)

// beginning yields the first nodes within n, in their order.
func beginning(n *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		left := maxNodes
		for c := range n.Descendants() {
			if left--; left < 0 || !yield(c) {
				return
			}
		}
	}
}

// words returns the beginning of the text of n as a reader sees it, white space made single.
func (p *page) words(n *html.Node) string {
	left := maxNodes
	return p.wordsOf(n, &left)
}

// wordsOf returns what words does, of no more than left nodes, and takes those that it looked at off left.
func (p *page) wordsOf(n *html.Node, left *int) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		*left--
		if n.Type == html.TextNode {
			marks(n.Data, func(i int, _ string) {
				if i >= 0 && i < len(p.texts) {
					s := p.texts[i]
					b.WriteString(html.UnescapeString(beginningOf(p.src.text[s.Start:s.End])))
				} else {
					b.WriteByte(' ')
				}
			})
			return
		}
		if unseen(n) && n.DataAtom != atom.Title {
			return
		}
		if blocks[n.DataAtom] || n.DataAtom == atom.Br {
			b.WriteByte(' ')
			defer b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil && b.Len() <= maxWords && *left > 0; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, b.String())), " ")
}

// beginningOf is s, or as much of it as words takes.
func beginningOf(s string) string {
	if len(s) <= maxWords {
		return s
	}
	end := maxWords
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// plainly makes s comparable: letters and digits in lower case, everything else a single space.
func plainly(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ")
}
