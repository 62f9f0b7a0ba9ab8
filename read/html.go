package read

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	hearsay "github.com/hearsay-news/hearsay"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxPage is how many bytes of a page are read; what follows is left out. Real articles are a hundredth of it.
const maxPage = 8 << 20

var (
	metaCharset = regexp.MustCompile(`(?i)(?:<meta[^>]*?charset\s*=\s*["']?\s*|<\?xml[^>]*?encoding\s*=\s*["'])([\w.:-]+)`)
	wholePage   = regexp.MustCompile(`(?i)<(?:html|body|head)[\s>]`)
)

// declaredCharset returns the charset that a page says it is written in.
func declaredCharset(raw []byte) string {
	if m := metaCharset.FindSubmatch(raw[:min(len(raw), 8<<10)]); m != nil {
		return string(m[1])
	}
	return ""
}

// readHTML reads a page, or a piece of one. What d knows already stays.
func readHTML(d *hearsay.Document, src source) error {
	if len(src.text) > maxPage {
		end := maxPage
		for !utf8.RuneStart(src.text[end]) {
			end--
		}
		src.text = src.text[:end]
	}
	p, err := parse(src)
	if err != nil {
		return problem{"it is no page that can be parsed: " + err.Error(), "save it again from a browser"}
	}
	h := p.about(d)
	if d.Title != "" {
		h.names = append([]string{d.Title}, h.names...)
	}
	a := &article{page: p, head: h, doc: d, whole: wholePage.MatchString(src.text), post: posts[d.Channel]}
	a.choose()
	a.write()
	if credit := creditIn(d.Text); d.Credit == "" {
		d.Credit = credit
	}
	if d.Credit == "" && d.Author != d.Outlet {
		d.Credit = agency(append([]string{d.Author}, a.bylines...))
	}
	if !d.Published.Known() {
		d.Published = a.published
	}
	if !d.Published.Known() {
		d.Published = addressDate(d.URL)
	}
	if d.Author == "" && len(a.bylines) > 0 {
		d.Author = a.bylines[0]
	}
	declared := ""
	if root := ancestor(a.parts[a.body].Node, func(n *html.Node) bool { return n.DataAtom == atom.Html }); root != nil {
		if declared = attr(root, "lang"); declared == "" {
			declared = attr(root, "xml:lang")
		}
	}
	for _, s := range []string{h.main.text("inLanguage"), h.meta("og:locale", "content-language", "dc.language", "dcterms.language", "language")} {
		if declared == "" {
			declared = s
		}
	}
	language(d, declared)
	return nil
}

// An article is the main text of a page while it is being found and written.
type article struct {
	*page
	*head
	doc       *hearsay.Document
	whole     bool         // a page, not a piece of one
	parts     []part       // the nodes of the page, each before what is within it
	kept      []bool       // of each text, whether it belongs to the article
	total     int          // bytes of kept text
	body      int          // the part that is the body
	region    int          // the smallest part around nearly all kept text and the title
	title     int          // the part that holds the title; -1 where none does
	bylines   []string     // who wrote it, as lines about it say
	published hearsay.Time // from lines about the article
	post      bool         // on a platform, where nothing has a title and the time may follow the text

	t typesetter
}

// A part is a node of the page, with what was found out about it.
type part struct {
	*html.Node
	up, end int  // the part around it (-1 around the page), and the first behind it that is not within it
	size    int  // bytes of kept text within it
	unseen  bool // a browser shows nothing of it
	dropped bool // found to be no part of the article
}

// divide lists the parts of the page.
func (a *article) divide() {
	var add func(n *html.Node, up int)
	add = func(n *html.Node, up int) {
		i := len(a.parts)
		a.parts = append(a.parts, part{Node: n, up: up, unseen: unseen(n)})
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c, i)
		}
		a.parts[i].end = len(a.parts)
	}
	add(a.root, -1)
	a.body = max(0, slices.IndexFunc(a.parts, func(p part) bool { return p.DataAtom == atom.Body }))
}

// holds reports whether the part i is j, or j is within it.
func (a *article) holds(i, j int) bool { return i <= j && j < a.parts[i].end }

// choose decides which texts belong to the article. Readability is asked first; then elements that extractors tend to
// keep are dropped, and those that they tend to drop although they matter are put back.
func (a *article) choose() {
	a.divide()
	a.kept = make([]bool, len(a.texts))
	if !a.readable() {
		a.keep(a.body, true)
	}
	a.measure()
	a.title = -1
	if !a.post {
		a.findTitle()
	}
	a.region = a.around(a.body)
	a.drop(0)
	a.restore(a.region)
	a.measure()
	if a.total == 0 { // what was dropped is all there is
		for i := range a.parts {
			a.parts[i].dropped = false
		}
		a.keep(a.body, true)
		a.measure()
	}
}

// Readability looks at much of a part for each part, and at the title for each heading. So it is asked about no page in which the nodes within
// each part, with perNode for the part itself, or the bytes of the title for each heading, are more than maxLooked and the bytes of the
// page. Articles have a tenth of that.
const (
	maxLooked = 400_000
	perNode   = 8
)

// readable asks readability which texts belong to the article, and reports whether it knew some.
func (a *article) readable() bool {
	inside, headings, title := 0, 0, a.longest()
	for i, p := range a.parts {
		inside += p.end - i - 1 + perNode
		if p.DataAtom == atom.H1 || p.DataAtom == atom.H2 {
			headings++
		}
		if p.DataAtom == atom.Title && p.FirstChild != nil {
			title = max(title, len(p.FirstChild.Data))
		}
	}
	if !a.whole || max(inside, headings*title) > maxLooked+len(a.src.text) {
		return false
	}
	address, _ := url.Parse(a.doc.URL)
	found, err := readability.FromDocument(a.root, address)
	if err != nil || found.Node == nil {
		return false
	}
	some := false
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			marks(n.Data, func(i int, _ string) {
				if i >= 0 && i < len(a.texts) {
					a.kept[i], some = true, true
				}
			})
			return
		}
		if unseen(n) {
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(found.Node)
	return some
}

// keep says of every text within the part i that can be seen whether it belongs to the article.
func (a *article) keep(i int, keep bool) {
	for j := i; j < a.parts[i].end; {
		p := a.parts[j]
		switch {
		case p.Type == html.TextNode:
			marks(p.Data, func(n int, _ string) {
				if n >= 0 && n < len(a.texts) {
					a.kept[n] = keep
				}
			})
			j++
		case p.unseen:
			j = p.end
		default:
			j++
		}
	}
}

// measure counts the kept bytes of every part.
func (a *article) measure() {
	for i := len(a.parts) - 1; i >= 0; i-- { // what is within a part comes before it
		p := &a.parts[i]
		p.size = 0
		if p.Type == html.TextNode {
			marks(p.Data, func(n int, _ string) {
				if n >= 0 && n < len(a.texts) && a.kept[n] {
					p.size += a.texts[n].Len()
				}
			})
			continue
		}
		for c := i + 1; c < p.end; c = a.parts[c].end {
			p.size += a.parts[c].size
		}
	}
	a.total = a.parts[0].size
}

// around returns the smallest part within i that holds nine tenths of the kept text and the title.
func (a *article) around(i int) int {
	anywhere := a.title < 0 || within(a.parts[a.title].Node, atom.Head)
	for {
		next := -1
		for c := i + 1; c < a.parts[i].end; c = a.parts[c].end {
			p := &a.parts[c]
			if p.Type == html.ElementNode && p.size*10 >= a.total*9 && a.total > 0 && (anywhere || a.holds(c, a.title)) {
				next = c
			}
		}
		if next < 0 || a.parts[next].DataAtom == atom.P {
			return i
		}
		i = next
	}
}

// findTitle finds the element that shows the title: a heading that says what the metadata says, else the only heading
// of the first rank, else any element that says it, else the title element.
func (a *article) findTitle() {
	var names []string
	for _, s := range a.names {
		names = append(names, plainly(s))
	}
	outlet := plainly(a.doc.Outlet)
	same := func(words string) bool {
		for _, s := range names {
			if words != "" && (words == s || len(words) > 20 && strings.HasPrefix(s, words) || len(s) > 20 && strings.HasPrefix(words, s) && len(words) < 2*len(s)) {
				return true
			}
		}
		return false
	}
	first, ranks, other := -1, 0, -1 // the first heading of the first rank, how many there are, and what else says it
	for i := a.body + 1; i < a.parts[a.body].end; i++ {
		n := a.parts[i].Node
		switch n.DataAtom {
		case atom.H1:
			if !within(n, atom.Nav, atom.Aside, atom.Footer) && !a.parts[i].unseen {
				if w := plainly(a.words(n)); w != "" && w != outlet {
					if same(w) {
						a.title = i
						return
					}
					if ranks++; first < 0 {
						first = i
					}
				}
			}
		case atom.H2, atom.H3, atom.P, atom.Div, atom.Span:
			if other < 0 && (n.DataAtom == atom.H2 || strings.EqualFold(attr(n, "itemprop"), "headline") || named(n, titleNames)) && same(plainly(a.words(n))) {
				other = i
			}
		}
	}
	switch {
	case other >= 0:
		a.title = other
	case ranks == 1 || ranks > 1 && len(names) == 0:
		a.title = first
	case len(names) > 0 && names[0] == plainly(headline(a.head.title, a.doc.Outlet)):
		a.title = slices.IndexFunc(a.parts, func(p part) bool {
			return p.DataAtom == atom.Title && p.Parent != nil && p.Parent.DataAtom == atom.Head
		})
	}
}

// Words in the class or id of an element that tell what it is for.
var (
	titleNames = setOf("headline title")
	dropNames  = setOf(`ad ads advert adverts advertisement advertising adslot adsbygoogle anzeige banner breadcrumb breadcrumbs
		comment comments kommentare commentaires comentarios consent cookie cookies dfp disqus gdpr livefyre megamenu menu mostread
		navigation newsletter outbrain pagination paywall popular popup promo promobox pubexchange recirc recirculation
		recommend recommendation recommendations recommended related relatedstories share sharebar sharing shares sidebar
		signup skiplink social socials sponsor sponsored subscribe subscription subscriptions taboola tags teaser teasers toolbar
		trending werbung kicker dachzeile overline eyebrow rubrik`)
	dropPhrases = []string{"read more", "more from", "more stories", "most read", "also read", "read next", "up next", "follow us", "print only",
		"author bio", "about author", "related stories", "see also"}
	keepNames   = setOf("claim claimreview verdict rating factcheck correction corrections clarification amendment amended erratum standfirst subtitle subheadline dek lede berichtigung rectificatif")
	keepPhrase  = []string{"fact check", "editors note", "editor note"}
	authorNames = setOf("byline author authors autor autoren auteur autore name")
	bylineName  = setOf("byline author authors autor autoren auteur autore timestamp dateline pubdate published posted datetime datum")
	keepWords   = regexp.MustCompile(`(?i)^(?:(?:this|the) (?:article|story|report|post|headline|page) (?:was|has been|is) (?:amended|corrected|updated|retracted|withdrawn|changed)|correction\b|clarification\b|editor['’]s note|update[: ]|retraction\b|claim:|verdict:|rating:|our (?:verdict|rating)|what was claimed|berichtigung|korrektur|anmerkung der redaktion|rectificatif|correctif|fe de erratas?|corrección|rectificación|errata|correzione|исправление|уточнение|sprostowanie|helyreigazítás)`)
)

// phrased reports whether one of the phrases stands among the words of a class and an id.
func phrased(words []string, phrases []string) bool {
	if len(words) < 2 {
		return false
	}
	s := " " + strings.Join(words, " ") + " "
	for _, p := range phrases {
		if strings.Contains(s, " "+p+" ") {
			return true
		}
	}
	return false
}

// drop marks the parts within i that are no part of the article, and takes their texts out of what is kept.
func (a *article) drop(i int) {
	for c := i + 1; c < a.parts[i].end; c = a.parts[c].end {
		if a.parts[c].Type != html.ElementNode {
			continue
		}
		if a.foreign(c) {
			a.parts[c].dropped = true
			a.keep(c, false)
			continue
		}
		a.drop(c)
	}
}

// foreign reports whether the part i is no part of the article. An element that holds the title or most of the
// text is part of it whatever it is called.
func (a *article) foreign(i int) bool {
	n, size := a.parts[i].Node, a.parts[i].size
	if a.parts[i].unseen {
		return true
	}
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main:
		return false
	}
	if a.title >= 0 && a.holds(i, a.title) || size*10 > a.total*6 {
		return false
	}
	called := names(n)
	if hasOne(called, keepNames) || phrased(called, keepPhrase) {
		return false
	}
	switch n.DataAtom {
	case atom.Nav, atom.Form, atom.Button, atom.Dialog:
		return true
	case atom.Footer:
		return !within(n, atom.Article, atom.Blockquote)
	case atom.Aside:
		return a.links(n) || hasOne(called, dropNames) || size == 0
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "complementary", "search", "dialog", "menu", "banner", "contentinfo":
		return true
	}
	if n.DataAtom == atom.P || n.DataAtom == atom.Li {
		if words := a.words(n); filler.MatchString(words) {
			return true
		}
	}
	return hasOne(called, dropNames) || phrased(called, dropPhrases) || a.headed(n) || a.directory(i)
}

var sources = regexp.MustCompile(`(?i)^(?:our )?(?:sources?|references?|documents?|quellen|belege|fuentes|fonti|fontes|источники|źródła|források|zdroje|bronnen)\b`)

// directory reports whether the part i is a list of links into the site: three short ones or more, and hardly a word beside them.
func (a *article) directory(i int) bool {
	n := a.parts[i].Node
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Div, atom.Section:
	default:
		return false
	}
	if size := a.parts[i].size; size == 0 || size > 1500 {
		return false
	}
	words := a.words(n)
	links, linked := a.linked(n)
	if links < 3 || linked*10 < len(words)*7 || linked > links*60 || sources.MatchString(words) {
		return false
	}
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode {
			return !sources.MatchString(a.words(s))
		}
	}
	return true
}

// important reports whether n is a part that readers must not miss: a claim box, a verdict, a note of correction.
func important(n *html.Node) bool {
	called := names(n)
	return hasOne(called, keepNames) || phrased(called, keepPhrase)
}

// links reports whether most of the words of n are links.
func (a *article) links(n *html.Node) bool {
	_, linked := a.linked(n)
	return linked*2 > len(a.words(n))
}

// linked counts the links at the beginning of n, and the bytes of their words.
func (a *article) linked(n *html.Node) (links, bytes int) {
	left := maxNodes
	for c := range beginning(n) {
		if c.DataAtom == atom.A && left > 0 {
			links++
			bytes += len(a.wordsOf(c, &left))
		}
	}
	return links, bytes
}

var listHeading = regexp.MustCompile(`(?i)^(?:related|more (?:on this|stories|from|news)|read (?:more|next|also)|most (?:read|popular|viewed)|trending|recommended|you (?:may|might) (?:also )?like|see also|comments?(?: \(\d+\))?|\d+ comments|share this|newsletter|sign up|advertisement|mehr zum thema|lesen sie auch|das könnte sie|kommentare|à lire aussi|sur le même sujet|commentaires|más noticias|te puede interesar|lee también|comentarios|leggi anche|leia também|читайте также|комментарии|czytaj też|zobacz także|kapcsolódó)`)

// headed reports whether n is a box whose heading says that it leads elsewhere.
func (a *article) headed(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Ul:
	default:
		return false
	}
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" || c.Type == html.CommentNode {
			continue
		}
		switch c.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Strong, atom.P:
			return listHeading.MatchString(a.words(c)) && (a.links(n) || c.DataAtom != atom.P)
		}
		return false
	}
	return false
}

// restore puts back what matters within the part i.
func (a *article) restore(i int) {
	for c := i + 1; c < a.parts[i].end; c = a.parts[c].end {
		n := a.parts[c].Node
		if n.Type != html.ElementNode || a.parts[c].dropped {
			continue
		}
		keep := n.DataAtom == atom.Figcaption || important(n)
		switch n.DataAtom {
		case atom.P, atom.Div, atom.Em, atom.Small, atom.Li:
			if !keep {
				words := a.words(n)
				keep = keepWords.MatchString(words) && utf8.RuneCountInString(words) < 600
			}
		}
		if keep {
			a.keep(c, true)
			a.undrop(c)
			continue
		}
		a.restore(c)
	}
}

// undrop takes out again what is no part of the article within a part that was put back.
func (a *article) undrop(i int) {
	for c := i + 1; c < a.parts[i].end; {
		if a.parts[c].dropped {
			a.keep(c, false)
			c = a.parts[c].end
		} else {
			c++
		}
	}
}

// write writes the title and the kept texts in the order of the page.
func (a *article) write() {
	d := a.doc
	var title *html.Node
	if a.title >= 0 {
		title = a.parts[a.title].Node
	}
	if d.Title != "" && title != nil && plainly(a.words(title)) != plainly(d.Title) {
		title, a.title = nil, -1 // the record that the page came in says otherwise
	}
	switch {
	case title != nil && title.DataAtom == atom.Title:
		a.inline(title)
		if d.Title = headline(string(a.t.text), d.Outlet); len(d.Title) < len(a.t.text) {
			a.cut(len(d.Title))
		}
		a.t.paragraph()
	case title != nil:
		a.inline(title)
		d.Title = string(a.t.text)
		a.t.paragraph()
	case len(a.names) > 0 && !a.post:
		d.Title = a.names[0]
		a.t.add(d.Title)
		a.t.paragraph()
	}
	if d.Outlet == "" && title != nil && d.Title != "" {
		// "Headline - The Harbour Post" above an article that is called "Headline"
		if rest, ok := strings.CutPrefix(a.head.title, d.Title); ok && lastSeparator(rest) >= 0 {
			d.Outlet = separator.ReplaceAllString(rest[lastSeparator(rest):], "")
		}
	}
	if len(a.t.text) > 0 {
		d.TitleSpan = &hearsay.Span{End: len(a.t.text)}
	}
	a.element(a.body)
	textOf(d, &a.t.writer, a.src)
	for i := range d.Embeds {
		d.Embeds[i].At = min(d.Embeds[i].At, len(d.Text))
	}
}

// cut shortens the text written so far.
func (a *article) cut(n int) {
	a.t.text = a.t.text[:n]
	for len(a.t.pieces) > 0 {
		p := &a.t.pieces[len(a.t.pieces)-1]
		if p.At < n {
			if over := p.At + p.N - n; over > 0 && p.N == p.Raw.Len() {
				p.N -= over
				p.Raw.End -= over
			}
			return
		}
		a.t.pieces = a.t.pieces[:len(a.t.pieces)-1]
	}
}

// inline writes all text within n as one line.
func (a *article) inline(n *html.Node) {
	if n.Type == html.TextNode {
		marks(n.Data, func(i int, _ string) {
			if i < 0 || i >= len(a.texts) {
				a.t.gap(-1)
				return
			}
			s := a.texts[i]
			a.t.html(a.src.text[s.Start:s.End], s.Start)
			a.kept[i] = false
		})
		return
	}
	if unseen(n) && n.DataAtom != atom.Title {
		return
	}
	if n.DataAtom == atom.Br || blocks[n.DataAtom] {
		a.t.gap(-1)
	}
	for c := range n.ChildNodes() {
		a.inline(c)
	}
}

// element writes what is kept within the part i, and notes its links and embeds.
func (a *article) element(i int) {
	n := a.parts[i].Node
	switch {
	case n.Type == html.TextNode:
		if loose(n) && filler.MatchString(a.words(n)) {
			return
		}
		marks(n.Data, func(i int, _ string) {
			if i < 0 {
				a.t.gap(-1)
			} else if i < len(a.texts) && a.kept[i] {
				s := a.texts[i]
				a.t.html(a.src.text[s.Start:s.End], s.Start)
			} else {
				a.t.gap(-1)
			}
		})
		return
	case n.Type != html.ElementNode || i == a.title:
		return
	case n.DataAtom == atom.Br:
		a.t.line()
		return
	}
	if e, ok := a.embed(n); ok {
		if a.inRegion(i) && len(a.doc.Embeds) < maxLinks {
			a.t.paragraph()
			e.At = a.t.next()
			a.doc.Embeds = append(a.doc.Embeds, e)
		}
		return
	}
	if a.parts[i].dropped || a.line(i) {
		return
	}
	if blocks[n.DataAtom] {
		a.t.paragraph()
		defer a.t.paragraph()
	}
	from := a.t.next()
	for c := i + 1; c < a.parts[i].end; c = a.parts[c].end {
		a.element(c)
	}
	if n.DataAtom == atom.A {
		a.link(n, from)
	}
}

// loose reports whether the text n stands for itself, between blocks.
func loose(n *html.Node) bool {
	alone := func(s *html.Node) bool { return s == nil || blocks[s.DataAtom] || s.DataAtom == atom.Br }
	return alone(n.PrevSibling) && alone(n.NextSibling) && n.Parent != nil && blocks[n.Parent.DataAtom]
}

// inRegion reports whether the part i lies in the region of the article, and in nothing that is no part of it.
func (a *article) inRegion(i int) bool {
	for up := a.parts[i].up; up >= 0; up = a.parts[up].up {
		if a.parts[up].dropped {
			return false
		}
	}
	return a.holds(a.region, i)
}

// link notes the link n, whose words were written from on.
func (a *article) link(n *html.Node, from int) {
	href := attr(n, "href")
	if from >= len(a.t.text) || href == "" || strings.HasPrefix(href, "#") || len(a.doc.Links) >= maxLinks {
		return
	}
	words := string(a.t.text[from:])
	span := hearsay.Span{End: len(words)}.TrimSpace(words)
	address := resolve(a.base, href)
	if address == "" || span.Len() == 0 {
		return
	}
	words = words[span.Start:span.End]
	span.Start, span.End = from+span.Start, from+span.End
	a.doc.Links = append(a.doc.Links, hearsay.Hyperlink{URL: address, Text: words, Span: span})
}

// line reads what the part i says about the article where it is a line about it (byline, date) or in the place of an embed, and
// reports whether it is such a line, which is then no part of the text.
func (a *article) line(i int) bool {
	n := a.parts[i].Node
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Span, atom.Time, atom.Abbr, atom.A, atom.Address, atom.Li, atom.Header, atom.Section, atom.Ul, atom.Small, atom.H6, atom.H5, atom.H4:
	default:
		return false
	}
	about := named(n, bylineName) || n.DataAtom == atom.Address || strings.Contains(attr(n, "rel"), "author") ||
		strings.EqualFold(attr(n, "itemprop"), "author") || strings.HasPrefix(strings.ToLower(attr(n, "itemprop")), "date")
	if n.DataAtom == atom.Time {
		about = about || !within(n.Parent, atom.P)
	}
	if !about && n.DataAtom != atom.P && n.DataAtom != atom.Div && !a.post {
		return false
	}
	words := a.words(n)
	if words == "" && n.DataAtom != atom.Time || utf8.RuneCountInString(words) > 200 {
		return false
	}
	if m := placeholder.FindStringSubmatch(words); m != nil {
		e := hearsay.Embed{Platform: platform(m[1]), At: a.t.next(), Text: words}
		for c := range beginning(n) {
			if c.DataAtom == atom.A {
				e.URL = resolve(a.base, attr(c, "href"))
			}
		}
		a.t.paragraph()
		e.At = a.t.next()
		a.doc.Embeds = append(a.doc.Embeds, e)
		return true
	}
	if filler.MatchString(words) || a.post && a.account(words) {
		return true
	}
	if !about && !(a.opening() && (bareByline(words) || dateLine(words))) {
		return false
	}
	if n.DataAtom != atom.P && within(n.Parent, atom.P) && a.parts[i].size > 0 && !a.opening() {
		return false // words in running text
	}
	a.noteLine(n, words)
	return true
}

// account reports whether a line of a post is nothing but who posted it.
func (a *article) account(line string) bool {
	rest, _ := strings.CutPrefix(line, a.doc.Outlet)
	rest = strings.TrimSpace(rest)
	return a.opening() && (rest == "" || strings.EqualFold(rest, accountOf(a.doc.URL)))
}

// bareByline reports whether a line is nothing but "By Ines Rau".
func bareByline(s string) bool {
	return by.MatchString(s) && utf8.RuneCountInString(s) <= 80 && !strings.ContainsAny(s, ".!?") && capital(byline(s))
}

var (
	lineEnd = regexp.MustCompile(`(?i)(?:\d|\bmin|\buhr|\bh|[ap]\.m|\bGMT|\bUTC|\b[CE]E?S?T|\bread|\p{L}+ \d{4} ?г?|views|ago)\.?$`)
	counted = regexp.MustCompile(`(?i)^[\d.,\s\x{a0}KkMm]+\s*(?:views?|shares?|comments?|likes?|reads?|просмотр\p{L}*|комментари\p{L}*|aufrufe|kommentare|vues|commentaires|visitas|vistas|comentarios|min(?:ute)?s? read)\b`)
)

// dateLine reports whether a line says when something was published, or how often it was read, and no more.
func dateLine(s string) bool {
	if utf8.RuneCountInString(s) > 100 {
		return false
	}
	if counted.MatchString(s) {
		return letters(s) <= 40
	}
	return dateIn(s, "").Known() && letters(s) <= 50 && lineEnd.MatchString(s)
}

// opening reports whether at most the title and a standfirst were written yet.
func (a *article) opening() bool {
	from := 0
	if a.doc.TitleSpan != nil {
		from = a.doc.TitleSpan.End
	}
	return len(a.t.text) <= from+400
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) == string(r) && strings.ToLower(string(r)) != string(r)
}

// noteLine takes the author and the date out of a line about the article. Only what stands before or right after the
// text counts: another line may be about another article.
func (a *article) noteLine(n *html.Node, words string) {
	if !a.published.Known() {
		for c := range beginning(n) {
			a.noteTime(c)
		}
		a.noteTime(n)
		if t := dateIn(words, "date line"); !a.published.Known() && t.Known() && a.opening() {
			a.published = t
		}
	}
	if n.DataAtom == atom.Time || !a.opening() {
		return
	}
	author := ""
	for c := range beginning(n) {
		if author == "" && (strings.Contains(attr(c, "rel"), "author") || strings.EqualFold(attr(c, "itemprop"), "author") || named(c, authorNames)) {
			author = byline(a.words(c))
		}
	}
	if author == "" && (by.MatchString(words) || named(n, authorNames) || strings.Contains(attr(n, "rel"), "author") || strings.EqualFold(attr(n, "itemprop"), "author")) {
		author = byline(words)
	}
	if capital(author) && utf8.RuneCountInString(author) <= 100 && !dateIn(author, "").Known() {
		a.bylines = append(a.bylines, author)
	}
}

func (a *article) noteTime(n *html.Node) {
	if n.DataAtom != atom.Time && !strings.EqualFold(attr(n, "itemprop"), "datePublished") || a.published.Known() || !a.opening() && !a.post {
		return
	}
	how := "time element"
	if strings.EqualFold(attr(n, "itemprop"), "datePublished") {
		how = "microdata datePublished"
	}
	for _, s := range []string{attr(n, "datetime"), attr(n, "content"), attr(n, "title"), a.words(n)} {
		if t := date(s, how, false); t.Known() {
			a.published = t
			return
		}
		if t := dateIn(s, how); t.Known() {
			a.published = t
			return
		}
	}
}
