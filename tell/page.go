package tell

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

//go:embed templates
var files embed.FS

// How much a page shows. What is beyond is counted on the page.
const (
	fullTexts    = 500 // documents whose text is shown whole; above it, excerpts around statements, of so many documents
	tableRows    = 500 // tellings in a claim's table
	wordingRows  = 12  // wordings side by side
	evidenceRows = 100
	pageClaims   = 200
)

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"count": count, "n": thousands, "standing": standingWord,
	"gloss":      func(s hearsay.Standing) string { return standingGloss[s] },
	"role":       func(r hearsay.Role) string { return word(roleWords, r) },
	"evidence":   evidenceWord,
	"remark":     func(k hearsay.RemarkKind) string { return word(remarkWords, k) },
	"answer":     func(a hearsay.Answer) string { return word(answerWords, a) },
	"gap":        func(k string) string { return word(gapWords, k) },
	"commitment": func(c hearsay.Commitment) string { return word(commitmentWords, c) },
	"channel":    func(c hearsay.Channel) string { return word(channelWords, c) },
	"trim":       func(s string) string { return strings.Trim(strings.TrimSpace(s), "\"“”„«»") },
	"languages":  languages,
	"language":   languageName,
	"origins":    originRange,
	"join":       strings.Join,
	"add":        func(a, b float64) float64 { return a + b },
	"px":         func(f float64) string { return fmt.Sprintf("%.1f", f) },
}).ParseFS(files, "templates/*.html"))

type page struct {
	Style   template.CSS
	Script  template.JS
	Policy  string
	Heading string
	*book
	Claims        []*claimView
	ClaimsLeft    int
	Documents     []*documentView
	DocumentsLeft int
	Excerpts      bool
	Fresh         int // claims that are new in this run
	ChangedClaims []changeView
	Added         []string
}

// Standings are all standings, for the key.
func (p *page) Standings() []hearsay.Standing {
	return []hearsay.Standing{hearsay.Reported, hearsay.UnsubstantiatedIt, hearsay.Disputed, hearsay.Refuted, hearsay.Retracted, hearsay.Corroborated, hearsay.Confirmed}
}

// FullTexts is from how many documents on only excerpts are shown.
func (p *page) FullTexts() int { return fullTexts }

type changeView struct {
	Claim *claimView
	What  []string
}

// claimView is a claim made ready for the page.
type claimView struct {
	*hearsay.Claim
	N             int
	Anchor        string
	Language      string
	Maker         string
	MakerSource   *hearsay.Source
	Channel       string
	When          string
	EarliestBy    string
	Timelines     []timeline
	Lineage       *lineage
	Wordings      []*wordingView
	WordingsLeft  int
	Parts         []partView
	HasContext    bool // some evidence speaks neither for nor against
	HasEvidence   bool
	EvidenceLeft  int
	Rows          []tellingView
	RowsLeft      int
	Remarks       []remarkView
	Responses     []responseView
	SortedReasons []hearsay.Reason
	SortedGaps    []hearsay.Gap
	Related       []*claimView
}

type partView struct {
	hearsay.Part
	For, Against, Context []evidenceView
}

type evidenceView struct {
	hearsay.Evidence
	By, In, Anchor, Language string
}

type tellingView struct {
	*hearsay.Statement
	Document *hearsay.Document
	Anchor   string
	Mark     string
	Speaker  string
	Words    string
	From     []fromView
}

// fromView is what a telling's document depends on.
type fromView struct{ How, Name, Reason, Sure string }

type wordingView struct {
	*wording
	By   []string
	More int
	When string
}

type remarkView struct {
	hearsay.Remark
	Words, By, Anchor, Language string
	Against                     string // the words of the remark that it contradicts
}

type responseView struct {
	hearsay.Response
	Words, By, Anchor, Language string
}

type documentView struct {
	*hearsay.Document
	N          int
	Anchor     string
	Heading    []run // the title as it stands in the text, with its marks; empty where the text has none
	Paragraphs []paragraph
	Left       int // paragraphs left out
}

// Page writes r as one page that needs nothing but itself: no request leaves it, and it says so to the browser by its
// content security policy. It can be read without scripts. Above 500 documents only excerpts of texts are shown; the
// page says what it left out.
func Page(w io.Writer, r hearsay.Report) error {
	style, err := files.ReadFile("templates/page.css")
	if err != nil {
		return fmt.Errorf("reading the page's style: %w", err)
	}
	script, err := files.ReadFile("templates/page.js")
	if err != nil {
		return fmt.Errorf("reading the page's script: %w", err)
	}
	b := open(r)
	p := &page{
		Style: template.CSS(style), Script: template.JS(script), book: b,
		Policy: fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", digest(style), digest(script)),
	}
	p.Heading = "What is told, who had it from whom, and where it stands"
	if r.About != "" {
		p.Heading = r.About
	}
	p.fill(b)
	if err := pages.ExecuteTemplate(w, "page.html", p); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (p *page) fill(b *book) {
	shownDocuments := p.choose(b)
	anchors := map[string]string{}
	for i, d := range shownDocuments {
		anchors[d.ID] = fmt.Sprintf("document-%d", i+1)
	}
	byID := map[string]*claimView{}
	for i := range b.Report.Claims[:min(pageClaims, len(b.Report.Claims))] {
		v := b.claimView(&b.Report.Claims[i], i+1, anchors)
		byID[v.ID] = v
		p.Claims = append(p.Claims, v)
	}
	for _, v := range p.Claims {
		for _, id := range v.Relatives {
			if rel := byID[id]; rel != nil {
				v.Related = append(v.Related, rel)
			}
		}
	}
	p.ClaimsLeft = b.More + len(b.Report.Claims) - len(p.Claims)
	statements, remarks := map[string][]*hearsay.Statement{}, map[string][]hearsay.Remark{}
	for i := range b.Statements {
		s := &b.Statements[i]
		statements[s.Document] = append(statements[s.Document], s)
	}
	for _, m := range b.Remarks {
		remarks[m.Document] = append(remarks[m.Document], m)
	}
	for i, d := range shownDocuments {
		v := &documentView{Document: d, N: i + 1, Anchor: anchors[d.ID]}
		v.Paragraphs, v.Left = b.marks(d, statements[d.ID], remarks[d.ID], p.Excerpts)
		if d.TitleSpan != nil && d.TitleSpan.Start == 0 && len(v.Paragraphs) > 0 && v.Paragraphs[0].span.Covers(*d.TitleSpan) {
			v.Heading, v.Paragraphs = v.Paragraphs[0].Runs, v.Paragraphs[1:]
		}
		p.Documents = append(p.Documents, v)
	}
	for _, change := range b.Changed.Claims {
		switch {
		case change.New:
			p.Fresh++
		case byID[change.Claim] != nil:
			p.ChangedClaims = append(p.ChangedClaims, changeView{byID[change.Claim], change.What})
		}
	}
	for _, id := range b.Changed.Added[:min(10, len(b.Changed.Added))] {
		p.Added = append(p.Added, b.document(id).Name())
	}
}

// choose returns the documents whose texts the page shows: all of them, or where there are too many the first of
// those in which something is stated.
func (p *page) choose(b *book) (chosen []*hearsay.Document) {
	p.Excerpts = len(b.Report.Documents) > fullTexts
	speaks := map[string]bool{}
	for _, s := range b.Statements {
		speaks[s.Document] = true
	}
	for i := range b.Report.Documents {
		d := &b.Report.Documents[i]
		if len(chosen) < fullTexts && (!p.Excerpts || speaks[d.ID]) {
			chosen = append(chosen, d)
		}
	}
	p.DocumentsLeft = len(b.Report.Documents) - len(chosen)
	return chosen
}

func (b *book) claimView(c *hearsay.Claim, n int, anchors map[string]string) *claimView {
	v := &claimView{Claim: c, N: n, Anchor: fmt.Sprintf("claim-%d", n), SortedReasons: reasons(c), SortedGaps: gaps(c)}
	v.MakerSource, v.Maker = b.maker(c)
	first, last := b.firstTold(c)
	v.When = timeSpan(first, last)
	if s := b.statements[c.Earliest]; s != nil {
		v.EarliestBy = b.document(s.Document).Voice()
	}
	told := b.tellings(c.Tellings)
	for _, s := range told {
		if b.content(s) == c.Text {
			v.Language = b.document(s.Document).Language
			break
		}
	}
	v.Timelines = b.timelines(c, v.Anchor)
	v.Lineage = b.lineage(c, v.Anchor, anchors)
	b.fillWordings(v)
	b.fillParts(v, anchors)
	b.fillRows(v, anchors)
	for _, m := range b.remarks[c.ID] {
		d := b.document(m.Document)
		view := remarkView{Remark: m, Words: b.words(d.ID, m.Span), By: d.Voice(), Anchor: anchors[d.ID], Language: d.Language}
		if other, ok := b.remarkByID[m.Contradicts]; ok {
			view.Against = b.words(other.Document, other.Span)
		}
		v.Remarks = append(v.Remarks, view)
	}
	for _, r := range c.Responses {
		d := b.document(r.Document)
		v.Responses = append(v.Responses, responseView{r, b.words(d.ID, r.Span), d.Voice(), anchors[d.ID], d.Language})
	}
	return v
}

func (b *book) fillWordings(v *claimView) {
	all := b.wordings(v.Claim)
	v.WordingsLeft = max(0, len(all)-wordingRows)
	for _, w := range mostTelling(all, wordingRows) {
		view := &wordingView{wording: w, When: b.document(w.Tellings[0].Document).Published.String()}
		for _, s := range w.Tellings {
			if voice := b.document(s.Document).Voice(); len(view.By) < 3 {
				view.By = append(view.By, voice)
			} else {
				view.More++
			}
		}
		v.Wordings = append(v.Wordings, view)
	}
}

// mostTelling returns n of the wordings in their order: the first, then those that change most, then those most told.
func mostTelling(all []*wording, n int) []*wording {
	if len(all) <= n {
		return all
	}
	rank := slices.Clone(all[1:])
	slices.SortStableFunc(rank, func(x, y *wording) int {
		return cmp.Or(cmp.Compare(y.weight(), x.weight()), cmp.Compare(len(y.Tellings), len(x.Tellings)))
	})
	keep := map[*wording]bool{all[0]: true}
	for _, w := range rank[:n-1] {
		keep[w] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(w *wording) bool { return !keep[w] })
}

// fillParts sets every row of evidence beside the part that it speaks about; what speaks about the whole comes last.
func (b *book) fillParts(v *claimView, anchors map[string]string) {
	place := map[hearsay.Role]int{}
	for _, part := range v.Claim.Parts {
		if _, there := place[part.Role]; !there {
			place[part.Role] = len(v.Parts)
		}
		v.Parts = append(v.Parts, partView{Part: part})
	}
	rows := b.evidence[v.ID]
	v.HasEvidence = len(rows) > 0
	v.EvidenceLeft = max(0, len(rows)-evidenceRows)
	for _, e := range rows[:len(rows)-v.EvidenceLeft] {
		i, there := place[e.Part]
		if !there {
			i = len(v.Parts)
			place[e.Part] = i
			v.Parts = append(v.Parts, partView{Part: hearsay.Part{Role: e.Part}})
		}
		d := b.document(e.Document)
		view := evidenceView{e, or(b.name(e.Source), d.Voice()), d.Voice(), anchors[d.ID], d.Language}
		switch part := &v.Parts[i]; e.For {
		case hearsay.For:
			part.For = append(part.For, view)
		case hearsay.Against:
			part.Against = append(part.Against, view)
		default:
			part.Context = append(part.Context, view)
			v.HasContext = true
		}
	}
}

func (b *book) fillRows(v *claimView, anchors map[string]string) {
	all := b.tellings(append(append([]string{}, v.Claim.Tellings...), v.Claim.Others...))
	v.RowsLeft = max(0, len(all)-tableRows)
	for _, s := range all[:len(all)-v.RowsLeft] {
		d := b.document(s.Document)
		row := tellingView{Statement: s, Document: d, Anchor: anchors[d.ID], Mark: mark(s), Speaker: b.speaker(s), Words: b.content(s)}
		for _, l := range b.linksFrom[d.ID] {
			row.From = append(row.From, fromView{word(linkWords, l.Kind), b.document(b.documentOf(l.To)).Voice(), l.Reason, fmt.Sprintf("%.2f", l.Confidence)})
		}
		v.Rows = append(v.Rows, row)
	}
}

// Independent is how many independent origins the claim has, in words.
func (v *claimView) Independent() string {
	if v.Origins.Low == v.Origins.High {
		return count(v.Origins.Low, "independent origin", "independent origins")
	}
	return originRange(v.Origins) + " independent origins"
}
