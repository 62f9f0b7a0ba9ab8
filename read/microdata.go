package read

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// microdata returns the article that the page describes by attributes of its elements (HTML, section 5), in the form of JSON-LD. It is
// empty where there is none, or more than one: a page that lists articles says of each what is not said of the page.
func (p *page) microdata() node {
	var found node
	for n := range p.root.Descendants() {
		if !hasAttr(n, "itemscope") || hasAttr(n, "itemprop") && within(n.Parent, atom.Article) {
			continue
		}
		if about := (node{"@type": attr(n, "itemtype")}); about.is(articleTypes...) {
			if found != nil {
				return nil
			}
			found = about
			p.properties(n, about, 0)
		}
	}
	return found
}

// properties adds to of what the elements within n say about it.
func (p *page) properties(n *html.Node, of node, depth int) {
	if depth > 200 {
		return
	}
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode {
			continue
		}
		keys := strings.Fields(attr(c, "itemprop"))
		if hasAttr(c, "itemscope") {
			item := node{"@type": attr(c, "itemtype")}
			p.properties(c, item, depth+1)
			for _, k := range keys {
				of.add(k, map[string]any(item))
			}
			continue
		}
		for _, k := range keys {
			if k != "articleBody" && k != "description" {
				of.add(k, p.property(c))
			}
		}
		p.properties(c, of, depth+1)
	}
}

// property is the value that n gives: that of the attribute which its kind of element has for it, else its words.
func (p *page) property(n *html.Node) string {
	keys := []string{"content"}
	switch n.DataAtom {
	case atom.Time:
		keys = append(keys, "datetime")
	case atom.Abbr:
		keys = append(keys, "title")
	case atom.Link:
		keys = append(keys, "href")
	}
	for _, k := range keys {
		if v := attr(n, k); v != "" {
			return v
		}
	}
	return p.words(n)
}

// add adds one more value under key.
func (n node) add(key string, value any) {
	if list, ok := n[key].([]any); ok {
		n[key] = append(list, value)
	} else if have, ok := n[key]; ok {
		n[key] = []any{have, value}
	} else {
		n[key] = value
	}
}
