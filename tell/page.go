package tell

import (
	"bufio"
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
	wordingRows  = 8   // wordings side by side
	evidenceRows = 5   // on a side, the rest behind a fold
	foldedRows   = 100 // behind the fold
	descriptions = 3   // of who makes a claim
	listRows     = 6   // gaps and answers, the rest behind a fold
	rivals       = 5   // other values of a part
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
	"trim":       unquoted,
	"proposed":   proposed,
	"times":      times,
	"file":       fileName,
	"rivals":     func(all []string) []string { return all[:min(rivals, len(all))] },
	"beyond":     func(all []string) int { return max(0, len(all)-rivals) },
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
	Claims        []*claimView // told at length
	Minor         []*claimView // told in a line each
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
	Says          string // who says it, and the verb
	MakerSource   *hearsay.Source
	Channel       string
	When          string
	EarliestBy    string
	Untrue        []string // outlets that deny it in their own voice, the first of them
	MoreUntrue    int
	Timelines     []timeline
	Lineage       *lineage
	Wordings      []*wordingView
	WordingsLeft  int
	Descriptions  []hearsay.Description // the first of them
	MoreWays      int
	Sides         []sideView        // of evidence; none where there is none
	In            *hearsay.Document // the document of the first statement
	InAnchor      string
	Rows          []tellingView
	RowsLeft      int
	Remarks       []remarkView
	Responses     []responseView
	SortedReasons []hearsay.Reason
	Why           []string // what was counted as an origin
	SortedGaps    []hearsay.Gap
	Related       []*claimView
}

// sideView is the evidence that speaks for a claim, against it, or beside it.
type sideView struct {
	Name         string
	Rows, Folded []evidenceView
	Left         int
}

// Count is how many rows there are on the side.
func (s sideView) Count() int { return len(s.Rows) + len(s.Folded) + s.Left }

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
	By       []string
	More     int
	When     string
	Compared bool // others are set against it
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
	Versions   []version
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
	p.Heading = "Who says it, who had it from whom, and where it stands"
	if r.About != "" {
		p.Heading = r.About
	}
	p.fill(b)
	buffered := bufio.NewWriterSize(w, 1<<16)
	if err := pages.ExecuteTemplate(buffered, "page.html", p); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	if err := buffered.Flush(); err != nil {
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
		if b.minor(v.Claim) {
			p.Minor = append(p.Minor, v)
		} else {
			p.Claims = append(p.Claims, v)
		}
	}
	for _, v := range p.Claims {
		for _, id := range v.Relatives {
			if rel := byID[id]; rel != nil {
				v.Related = append(v.Related, rel)
			}
		}
	}
	p.ClaimsLeft = b.More + len(b.Report.Claims) - len(byID)
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
		for _, version := range b.versions(d.ID) {
			version.Anchor = anchors[version.ID]
			v.Versions = append(v.Versions, version)
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
	v.MakerSource, _, _ = b.maker(c)
	v.Says = b.says(c)
	first, last := b.firstTold(c)
	v.When = timeSpan(first, last)
	if s := b.statements[c.Earliest]; s != nil {
		v.EarliestBy = b.document(s.Document).Byline()
	}
	against := b.untrue(c)
	v.Untrue, v.MoreUntrue = against[:min(5, len(against))], max(0, len(against)-5)
	told := b.tellings(append(slices.Clone(c.Tellings), c.Others...))
	for _, s := range told {
		if b.content(s) == c.Text {
			v.Language = b.document(s.Document).Language
			break
		}
	}
	v.Timelines = b.timelines(c, v.Anchor)
	v.Lineage = b.lineage(c, v.Anchor, anchors)
	b.fillWordings(v)
	b.fillEvidence(v, anchors)
	b.fillRows(v, anchors)
	for i := range v.SortedReasons {
		v.SortedReasons[i].Text = b.sentence(v.SortedReasons[i].Text)
	}
	for i := range v.SortedGaps {
		v.SortedGaps[i].Text = b.sentence(v.SortedGaps[i].Text)
	}
	for _, w := range c.Origins.Why {
		v.Why = append(v.Why, b.sentence(w))
	}
	if v.MakerSource != nil {
		all := v.MakerSource.Descriptions
		v.Descriptions = slices.Clone(all[:min(descriptions, len(all))])
		for i := range v.Descriptions {
			v.Descriptions[i].By = b.sentence(v.Descriptions[i].By)
		}
		v.MoreWays = len(all) - len(v.Descriptions)
	}
	if len(told) > 0 {
		v.In = b.document(told[0].Document)
		v.InAnchor = anchors[v.In.ID]
	}
	type place struct {
		document string
		span     hearsay.Span
	}
	shown := map[place]bool{} // a remark that stands among the evidence is not told again
	for _, e := range b.evidence[c.ID] {
		shown[place{e.Document, e.Span}] = true
	}
	for _, m := range b.remarks[c.ID] {
		if shown[place{m.Document, m.Span}] && m.Contradicts == "" {
			continue
		}
		d := b.document(m.Document)
		view := remarkView{Remark: m, Words: b.words(d.ID, m.Span), By: d.Byline(), Anchor: anchors[d.ID], Language: d.Language}
		if other, ok := b.remarkByID[m.Contradicts]; ok {
			view.Against = b.words(other.Document, other.Span)
		}
		v.Remarks = append(v.Remarks, view)
	}
	for _, r := range c.Responses {
		if r.Answer == hearsay.NoAnswer { // told as a gap
			continue
		}
		d := b.document(r.Document)
		v.Responses = append(v.Responses, responseView{r, b.words(d.ID, r.Span), d.Byline(), anchors[d.ID], d.Language})
	}
	return v
}

func (b *book) fillWordings(v *claimView) {
	all := b.wordings(v.Claim)
	v.WordingsLeft = max(0, len(all)-wordingRows)
	inLanguage := map[string]int{}
	for _, w := range all {
		inLanguage[w.Language]++
	}
	for _, w := range mostTelling(all, wordingRows) {
		view := &wordingView{wording: w, Compared: w.Base && inLanguage[w.Language] > 1, When: b.document(w.Tellings[0].Document).Published.String()}
		for _, s := range w.Tellings {
			if voice := b.document(s.Document).Byline(); len(view.By) < 3 {
				view.By = append(view.By, voice)
			} else {
				view.More++
			}
		}
		v.Wordings = append(v.Wordings, view)
	}
}

// mostTelling returns n of the wordings in their order: those that others are set against, then those that change most,
// then those most told.
func mostTelling(all []*wording, n int) []*wording {
	if len(all) <= n {
		return all
	}
	rank := slices.Clone(all)
	slices.SortStableFunc(rank, func(x, y *wording) int {
		return cmp.Or(cmp.Compare(btoi(y.Base), btoi(x.Base)), cmp.Compare(y.weight(), x.weight()), cmp.Compare(len(y.Tellings), len(x.Tellings)))
	})
	keep := map[*wording]bool{}
	for _, w := range rank[:n] {
		keep[w] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(w *wording) bool { return !keep[w] })
}

// fillEvidence sets what speaks for the claim beside what speaks against it, what weighs most first.
func (b *book) fillEvidence(v *claimView, anchors map[string]string) {
	sides := []sideView{{Name: "For"}, {Name: "Against"}, {Name: "Beside it"}}
	for _, e := range b.evidence[v.ID] {
		side := &sides[2]
		switch e.For {
		case hearsay.For:
			side = &sides[0]
		case hearsay.Against:
			side = &sides[1]
		}
		d := b.document(e.Document)
		view := evidenceView{e, or(b.name(e.Source), d.Byline()), d.Byline(), anchors[d.ID], d.Language}
		switch {
		case len(side.Rows) < evidenceRows:
			side.Rows = append(side.Rows, view)
		case len(side.Folded) < foldedRows:
			side.Folded = append(side.Folded, view)
		default:
			side.Left++
		}
	}
	if sides[2].Count() == 0 {
		sides = sides[:2]
	}
	if len(b.evidence[v.ID]) > 0 {
		v.Sides = sides
	}
}

func (b *book) fillRows(v *claimView, anchors map[string]string) {
	all := b.tellings(append(append([]string{}, v.Claim.Tellings...), v.Claim.Others...))
	v.RowsLeft = max(0, len(all)-tableRows)
	for _, s := range all[:len(all)-v.RowsLeft] {
		d := b.document(s.Document)
		row := tellingView{Statement: s, Document: d, Anchor: anchors[d.ID], Mark: mark(s), Speaker: b.speaker(s), Words: b.content(s)}
		for _, l := range b.linksFrom[d.ID] {
			row.From = append(row.From, fromView{word(linkWords, l.Kind), b.document(b.documentOf(l.To)).Byline(), l.Reason, fmt.Sprintf("%.2f", l.Confidence)})
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

// Firstly is what was counted as an origin, as far as a reader needs it at once; Further is the rest.
func (v *claimView) Firstly() []string { return v.Why[:min(whys+1, len(v.Why))] }

// Further is what was counted as an origin beyond Firstly.
func (v *claimView) Further() []string { return v.Why[len(v.Firstly()):] }

// Gaps is what is missing, as far as it stands open on the page.
func (v *claimView) Gaps() []hearsay.Gap { return v.SortedGaps[:min(listRows, len(v.SortedGaps))] }

// MoreGaps is what is missing besides, behind a fold.
func (v *claimView) MoreGaps() []hearsay.Gap { return v.SortedGaps[len(v.Gaps()):] }

// Answers are what those accused answered, as far as it stands open on the page.
func (v *claimView) Answers() []responseView { return v.Responses[:min(listRows, len(v.Responses))] }

// MoreAnswers are the other answers, behind a fold.
func (v *claimView) MoreAnswers() []responseView { return v.Responses[len(v.Answers()):] }
