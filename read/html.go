package read

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
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
	given := *d
	h := p.about(d)
	if d.Title != "" {
		h.names = append([]string{d.Title}, h.names...)
	}
	a := &article{page: p, head: h, doc: d, whole: wholePage.MatchString(src.text), post: posts[d.Channel]}
	a.choose()
	a.write()
	if d.Credit == "" && a.org != d.Outlet {
		d.Credit = a.org
	}
	if credit := creditIn(d.Text); d.Credit == "" {
		d.Credit = credit
	}
	if d.Credit == "" && d.Author != d.Outlet {
		d.Credit = agency(append([]string{d.Author}, a.bylines...))
	}
	noteTime(d, "published", a.published)
	noteTime(d, "modified", a.modified)
	if !given.Published.Known() {
		d.Published = settle([]hearsay.Time{d.Published, a.published, addressDate(d.URL)})
	}
	if !given.Modified.Known() {
		d.Modified = settle([]hearsay.Time{d.Modified, a.modified})
	}
	if given.Author == "" {
		a.settleAuthors()
	}
	if !a.post {
		note(d, "title", d.Title, "headline")
	}
	disagreements(d)
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
	printed   []string     // the people in them
	closing   []string     // the people in a line behind the text
	org       string       // for whom they write
	closingAt int          // how long the text was there
	published hearsay.Time // from lines about the article
	modified  hearsay.Time // likewise
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
	a.standfirst()
	a.dropRepeated()
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
				if w := plainly(a.words(n)); w != "" && w != outlet && !a.leadsHome(n) {
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
	case ranks == 0 && a.part() >= 0:
		a.title = a.part()
	case len(names) > 0 && names[0] == plainly(headline(a.head.title, a.doc.Outlet)):
		a.title = slices.IndexFunc(a.parts, func(p part) bool {
			return p.DataAtom == atom.Title && p.Parent != nil && p.Parent.DataAtom == atom.Head
		})
	}
}

// leadsHome reports whether n holds a link to the home page and nothing else.
func (a *article) leadsHome(n *html.Node) bool {
	for c := range beginning(n) {
		if a.home(c, a.doc.URL) && a.words(c) == a.words(n) {
			return true
		}
	}
	return false
}

// part returns the part that shows one part of the title element, as old pages do that have no headings: "Harbour Post - News -
// Headline". One of fewer than three words, or a link, is none. It is -1 where there is none.
func (a *article) part() int {
	wanted := map[string]bool{}
	if all := parts(beginningOf(a.head.title)); len(all) > 1 {
		for _, s := range all {
			if s = plainly(s); strings.Count(s, " ") >= 2 && s != plainly(a.doc.Outlet) {
				wanted[s] = true
			}
		}
	}
	if len(wanted) == 0 {
		return -1
	}
	for i := a.body + 1; i < a.parts[a.body].end; i++ {
		p := &a.parts[i]
		switch p.DataAtom {
		case atom.B, atom.Strong, atom.Font, atom.Big, atom.Center, atom.Td, atom.Th, atom.Div, atom.Span, atom.P, atom.H3, atom.H4:
			if p.end-i < 20 && p.size < 400 && wanted[plainly(a.words(p.Node))] && !within(p.Node, atom.A) {
				return i
			}
		}
	}
	return -1
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
	authorNames = setOf("byline author authors autor autoren auteur autore fn")
	orgNames    = setOf("org organization organisation affiliation agency agentur agence source")
	bylineName  = setOf("byline author authors autor autoren auteur autore timestamp dateline pubdate published posted datetime datum")
	dateNames   = setOf("date time stand update updated aktualisiert")
	keepWords   = dfa.MustCompile(`(?i)^(?:(?:this|the) (?:article|story|report|post|headline|page) (?:was|has been|is) (?:amended|corrected|updated|retracted|withdrawn|changed)|correction\b|clarification\b|editor['’]s note|update[: ]|retraction\b|claim:|verdict:|rating:|our (?:verdict|rating)|what was claimed|berichtigung|korrektur|anmerkung der redaktion|rectificatif|correctif|fe de erratas?|corrección|rectificación|errata|correzione|исправление|уточнение|sprostowanie|helyreigazítás)`)
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

var sources = dfa.MustCompile(`(?i)^(?:our )?(?:sources?|references?|documents?|quellen|belege|fuentes|fonti|fontes|источники|źródła|források|zdroje|bronnen)\b`)

// directory reports whether the part i is a list of links into the site: three short ones or more, and hardly a word beside them.
func (a *article) directory(i int) bool {
	n := a.parts[i].Node
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Div, atom.Section, atom.Td:
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

var listHeading = dfa.MustCompile(`(?i)^(?:related|more (?:on this|stories|from|news)|read (?:more|next|also)|most (?:read|popular|viewed)|trending|recommended|you (?:may|might) (?:also )?like|see also|comments?(?: \(\d+\))?|\d+ comments|share this|newsletter|sign up|advertisement|mehr zum thema|lesen sie auch|das könnte sie|kommentare|à lire aussi|sur le même sujet|commentaires|más noticias|te puede interesar|lee también|comentarios|leggi anche|leia também|читайте также|комментарии|czytaj też|zobacz także|kapcsolódó)`)

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

// standfirst puts back what stands between the title and the text: readability often takes it for a part of the page's head.
func (a *article) standfirst() {
	if a.title < 0 || within(a.parts[a.title].Node, atom.Head) {
		return
	}
	for i, looked := a.parts[a.title].end, 0; i < a.parts[a.body].end && looked < maxNodes; looked++ {
		p := &a.parts[i]
		if p.dropped || p.unseen || p.DataAtom == atom.Figure || p.DataAtom == atom.Nav || p.DataAtom == atom.Aside || p.DataAtom == atom.Form || p.DataAtom == atom.Button {
			i = p.end
			continue
		}
		switch {
		case p.Type == html.TextNode:
			first := false
			marks(p.Data, func(i int, _ string) { first = first || i >= 0 && i < len(a.texts) && a.kept[i] })
			if first && !a.aboutLine(i) {
				return
			}
		case p.DataAtom == atom.P || p.DataAtom == atom.H2 || p.DataAtom == atom.H3 || p.DataAtom == atom.Li || p.DataAtom == atom.Div:
			if words := a.words(p.Node); letters(words) >= 30 && len(words) <= 1000 && leaf(p.Node) && !a.links(p.Node) && !a.aboutLine(i) && !a.timed(p.Node) &&
				(len(words) > 200 || !dateIn(words, "").Known()) && !dateLine(words) && !bareByline(words) && !filler.MatchString(words) {
				a.keep(i, true)
				i = p.end
				continue
			}
		}
		i++
	}
}

// leaf reports whether no block stands within n.
func leaf(n *html.Node) bool {
	for c := range beginning(n) {
		if blocks[c.DataAtom] {
			return false
		}
	}
	return true
}

// aboutLine reports whether the part i is, or stands in, an element that says who wrote the article, or when.
func (a *article) aboutLine(i int) bool {
	for ; i >= 0; i = a.parts[i].up {
		p := &a.parts[i]
		if p.Type == html.ElementNode && p.DataAtom != atom.Article && p.DataAtom != atom.Body && p.size*2 < max(a.total, 1) &&
			(named(p.Node, bylineName) || p.DataAtom == atom.Time || p.DataAtom == atom.Address) {
			return true
		}
	}
	return false
}

// maxQuotes is of how many parts dropRepeated looks whether their words stand elsewhere too: it goes through the text for each.
const maxQuotes = 40

// dropRepeated drops words that are set large beside the text that has them (pull quotes).
func (a *article) dropRepeated() {
	text := ""
	for i, looked := a.region, 0; i < a.parts[a.region].end; {
		p := &a.parts[i]
		if p.Type != html.ElementNode {
			i++
			continue
		}
		called := names(p.Node)
		pull := hasOne(called, pullQuote) || phrased(called, pullPhrase)
		if !pull && !p.dropped && (p.DataAtom == atom.Blockquote || p.DataAtom == atom.Aside || hasOne(called, pullNames)) && looked < maxQuotes {
			if looked++; text == "" {
				text = a.plainText()
			}
			pull = a.repeated(p.Node, text)
		}
		if pull && i != a.region {
			p.dropped = true
			a.keep(i, false)
		}
		if p.dropped {
			i = p.end
		} else {
			i++
		}
	}
}

// plainText is all that is kept, made plain, between two spaces.
func (a *article) plainText() string {
	var all strings.Builder
	for i, s := range a.texts {
		if a.kept[i] {
			all.WriteString(html.UnescapeString(a.src.text[s.Start:s.End]))
			all.WriteByte(' ')
		}
	}
	return " " + plainly(all.String()) + " "
}

var (
	pullQuote  = setOf("pullquote")
	pullPhrase = []string{"pull quote"}
	pullNames  = setOf("pull blockquote quote callout highlight zitat cita citation")
)

// repeated reports whether what n says stands twice in text, once there and once beside it. Who said it may stand below it.
func (a *article) repeated(n *html.Node, text string) bool {
	words := plainly(a.words(n))
	for c := range beginning(n) {
		if c.DataAtom == atom.Cite || c.DataAtom == atom.Footer || c.DataAtom == atom.Figcaption {
			words = strings.TrimSpace(strings.TrimSuffix(words, plainly(a.words(c))))
		}
	}
	return len(words) >= 20 && len(words) <= 600 && strings.Count(text, " "+words+" ") >= 2
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
	case atom.P, atom.Div, atom.Span, atom.Time, atom.Abbr, atom.A, atom.Address, atom.Li, atom.Header, atom.Section, atom.Ul, atom.Small, atom.H6, atom.H5, atom.H4, atom.Font:
	default:
		return false
	}
	about := named(n, bylineName) || n.DataAtom == atom.Address || strings.Contains(attr(n, "rel"), "author") ||
		strings.EqualFold(attr(n, "itemprop"), "author") || strings.HasPrefix(strings.ToLower(attr(n, "itemprop")), "date")
	if n.DataAtom == atom.Time {
		about = about || !within(n.Parent, atom.P)
	}
	if (n.DataAtom == atom.P || n.DataAtom == atom.Div) && a.opening() && a.timed(n) {
		about = true
	}
	if n.DataAtom == atom.Header { // of a post in a live blog: its hour and who wrote it
		for c := range beginning(n) {
			about = about || c.DataAtom == atom.Time && leaf(n)
		}
	}
	about = about || a.opening() && named(n, dateNames) && dateLine(a.words(n))
	if !about && n.DataAtom != atom.P && n.DataAtom != atom.Div && n.DataAtom != atom.Font && !a.post {
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
	if !about && !(a.opening() && a.imprint(n)) {
		return false
	}
	if n.DataAtom != atom.P && within(n.Parent, atom.P) && a.parts[i].size > 0 && !a.opening() {
		return false // words in running text
	}
	a.noteLine(n, words)
	return true
}

// timed reports whether n tells a time in an element that is made for it, and hardly more.
func (a *article) timed(n *html.Node) bool {
	words, times := a.words(n), 0
	if utf8.RuneCountInString(words) > 150 || strings.HasSuffix(words, ".") {
		return false
	}
	for c := range beginning(n) {
		if c.DataAtom == atom.Time {
			times += letters(a.words(c)) + 1
		}
	}
	return times > 0 && letters(words)-times <= 60
}

// account reports whether a line of a post is nothing but who posted it.
func (a *article) account(line string) bool {
	rest, _ := strings.CutPrefix(line, a.doc.Outlet)
	rest = strings.TrimSpace(rest)
	return a.opening() && (rest == "" || strings.EqualFold(rest, accountOf(a.doc.URL)))
}

// imprint reports whether the lines of n say who wrote the article, or when, and no more.
func (a *article) imprint(n *html.Node) bool {
	named := false
	for _, l := range a.lines(n) {
		switch {
		case bareByline(l):
			named = true
		case dateLine(l):
		case named && role.MatchString(l) && utf8.RuneCountInString(l) <= 60:
		default:
			return false
		}
	}
	return true
}

// bareByline reports whether a line is nothing but "By Ines Rau", or "By Ines Rau, Staff Writer".
func bareByline(s string) bool {
	return by.MatchString(s) && utf8.RuneCountInString(s) <= 80 && !strings.ContainsAny(s, ".!?") && capital(byline(s))
}

var (
	lineEnd = dfa.MustCompile(`(?i)(?:\d|\bmin|\buhr|\bh|[ap]\.m|\bGMT|\bUTC|\b[CE]E?S?T|\bread|\p{L}+ \d{4} ?г?|views|ago)\.?$`)
	counted = dfa.MustCompile(`(?i)^[\d.,\s\x{a0}KkMm]+\s*(?:views?|shares?|comments?|likes?|reads?|просмотр\p{L}*|комментари\p{L}*|aufrufe|kommentare|vues|commentaires|visitas|vistas|comentarios|min(?:ute)?s? read)\b`)
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

// changed is what stands before the time of a change.
var changed = dfa.MustCompile(`(?i)^\W*(?:last |zuletzt |letzte |dernière |última |ultima |ultimo |ostatnia |последнее )?(?:updated?|modified|amended|edited|stand(?:\s*:|\s+vom\b|\s+\d)|aktualisier(?:t|ung)|geändert|mis(?:e)? à jour|modifié|actualizad[oa]|actualización|modificado|aggiornat[oa]|aggiornamento|modificato|atualizad[oa]|atualização|aktualizacja|zaktualizowano|обновлено|изменено|обновление|оновлено|آخر تحديث|تحديث|frissítve|módosítva|bijgewerkt|uppdaterad|oppdatert|opdateret|aktualizováno|güncelle(?:me|ndi)|更新)`)

// noteLine takes the author and the date out of a line about the article. Only what stands before or right after the
// text counts: another line may be about another article.
func (a *article) noteLine(n *html.Node, words string) {
	a.noteTimes(n)
	lines := a.lines(n)
	for _, l := range lines {
		t := &a.published
		if changed.MatchString(l) {
			t = &a.modified
		}
		if found := dateIn(l, "date line"); !t.Known() && found.Known() && a.opening() {
			*t = found
		}
	}
	if n.DataAtom == atom.Time {
		return
	}
	for c := range beginning(n) { // for whom they write
		if s := strings.Trim(a.words(c), " ,|/-–—"); c.Type == html.ElementNode && named(c, orgNames) && a.opening() && len(people(s, a.doc.Outlet)) == 1 {
			a.org = s
		}
	}
	whole := signs(n)
	for _, l := range lines {
		if by.MatchString(l) || whole {
			a.author(l)
		}
	}
	if whole || len(lines) > 0 && by.MatchString(lines[0]) {
		return
	}
	var inside func(n *html.Node)
	inside = func(n *html.Node) {
		for c := range n.ChildNodes() {
			if c.Type != html.ElementNode {
				continue
			}
			if l := a.words(c); by.MatchString(l) || signs(c) {
				a.author(l)
				continue
			}
			inside(c)
		}
	}
	inside(n)
}

// signs reports whether n is made for the name of who wrote the article.
func signs(n *html.Node) bool {
	return named(n, authorNames) || slices.Contains(strings.Fields(attr(n, "class")), "name") || strings.Contains(attr(n, "rel"), "author") || strings.EqualFold(attr(n, "itemprop"), "author")
}

// author takes the names out of a line that says who wrote the article.
func (a *article) author(line string) {
	if utf8.RuneCountInString(line) > 160 || stamped.MatchString(line) || changed.MatchString(line) {
		return
	}
	names := slices.DeleteFunc(people(line, a.doc.Outlet), func(s string) bool { return s == a.org })
	if !a.opening() {
		if len(a.closing) == 0 || a.closingAt < len(a.t.text) {
			a.closing, a.closingAt = names, len(a.t.text)
		}
		return
	}
	if s := byline(line); capital(s) && !dateIn(s, "").Known() {
		a.bylines = append(a.bylines, s)
	}
	for _, s := range names {
		a.printed = appendName(a.printed, s)
	}
}

// settleAuthors chooses between the authors of the metadata and those that are printed. Those printed are the authors where the metadata
// names none, or names only some of them; where it names others, the line may be about something else. Where no people are
// named at all, it is the agency that is named in their place.
func (a *article) settleAuthors() {
	d := a.doc
	printed, how := a.printed, "byline"
	if len(printed) == 0 && a.closingAt == len(d.Text) {
		printed, how = a.closing, "line behind the text"
	}
	if s := signed(d.Text); len(printed) == 0 && s != "" {
		printed, how = []string{s}, "signature"
	}
	note(d, "author", strings.Join(printed, ", "), how)
	var told []string
	if d.Author != "" {
		told = strings.Split(d.Author, ", ")
	}
	if len(printed) > 0 && covers(printed, told) {
		d.Author = strings.Join(printed, ", ")
	}
	if d.Author == "" { // an agency stands where a name would
		if s := agency(append(a.orgs, a.bylines...)); !strings.EqualFold(s, d.Outlet) {
			d.Author = s
		}
	}
}

// noteTimes takes the times of publication and of change out of the elements of n that are made for it.
func (a *article) noteTimes(n *html.Node) {
	a.noteTime(n)
	for c := range beginning(n) {
		a.noteTime(c)
	}
}

func (a *article) noteTime(n *html.Node) {
	published, modified := strings.EqualFold(attr(n, "itemprop"), "datePublished"), strings.EqualFold(attr(n, "itemprop"), "dateModified")
	if n.DataAtom != atom.Time && !published && !modified || !a.opening() && !a.post {
		return
	}
	t, how := &a.published, "time element"
	switch {
	case published:
		how = "microdata datePublished"
	case modified:
		t, how = &a.modified, "microdata dateModified"
	case named(n, changedNames) || changed.MatchString(a.before(n)):
		t = &a.modified
	}
	if t.Known() {
		return
	}
	for _, s := range []string{attr(n, "datetime"), attr(n, "content"), attr(n, "title"), a.words(n)} {
		if *t = date(s, how, false); t.Known() {
			return
		}
		if *t = dateIn(s, how); t.Known() {
			return
		}
	}
}

var changedNames = setOf("updated modified changed lastmod dtmodified")

// before is the words that stand before n within the line that it stands in, as far back as the element before.
func (a *article) before(n *html.Node) string {
	for ; n != nil && n.Parent != nil && !blocks[n.DataAtom]; n = n.Parent {
		for s, left := n.PrevSibling, 20; s != nil && left > 0; s, left = s.PrevSibling, left-1 {
			if words := a.words(s); plainly(words) != "" {
				return words
			}
		}
	}
	return ""
}
