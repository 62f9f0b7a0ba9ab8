package weigh

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/zeebo/xxh3"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

var (
	// words for a record that somebody keeps by office
	record = dfa.MustCompile(`(?i)\b(?:registers?|registry|minutes|records?|archives?|land book|cadastre|gazette of|log ?books?|ledgers?|staff lists?|accounts of|certificates?|court file|census)\b`)
	// words for one who knows the field and not the matter
	expert = dfa.MustCompile(`(?i)\b(?:experts?|professors?|scientists?|researchers?|hydrologist|historian|analyst|economist|chemist|biologist|geologist|toxicologist|pathologist|epidemiologist|statistician|who teaches|teaches|lectures|academic)\b`)
	// words for bodies that look into a matter by office
	authority = dfa.MustCompile(`(?i)\b(?:authority|tribunal|court|commission|inspectorate|inspectors|laboratory|auditors?|ombudsman|regulator|inquiry|panel|office of statistics)\b`)
	// who speaks for another, or would know for another reason
	speaksFor = dfa.MustCompile(`(?i)\b(?:spokes\p{L}+|lawyer|solicitor|attorney|counsel|advocate|press office|office|director|manager|managing|chief|head|chair\p{L}*|secretary|clerk|president|owner|founder|agent|representative|ministry|company|firm|management|board|editor|deputy|wife|husband|widow|party)\b`)
	// how one takes back what he told
	takesBack = dfa.MustCompile(`(?i)\b(?:recant\p{L}*|retract\p{L}*|(?:take|takes|took|taken) (?:it|that|them|this|everything|all of it|back)|withdr[ae]w\p{L}*|(?:made|making) (?:it|that|this|the \p{L}+|everything) ?up|made up the|invent(?:ed|ing|s)|disown\p{L}*|was a lie|had lied|I lied|never happened|heard the story)\b`)
	// a finding on another case, and one that found nothing either way
	elsewhere = dfa.MustCompile(`(?i)\b(?:similar|another|earlier|previous|unrelated|different|older)(?: \p{L}+)? (?:charges?|complaints?|cases?|accusations?|claims?|matter|affair|allegations?|stor(?:y|ies)|tales?|incident)\b`)
	foundNone = dfa.MustCompile(`(?i)^(?:that )?(?:there (?:is|was|were) )?(?:no|none|neither|not a|not one)\b`)
	finds     = dfa.MustCompile(`(?i)\b(?:found|finds|find|finding|discover\p{L}*|turn\p{L}* up)\b`)
	// what is no denial though a word of denial stands in it
	nobody   = dfa.MustCompile(`(?i)^(?:nobody|no one|no-one|none|few|hardly any)\b`)
	disputes = dfa.MustCompile(`(?i)\b(?:disput|den[iy]|contest|challeng|doubt|question|reject|rul)`)
	negated  = dfa.MustCompile(`(?i)(?:\bnot|n['’]t|\bnever|\bnor|\bneither|confirm(?:ed)? (?:or|nor))\s+(?:\p{L}+ )?$`)
	falsely  = dfa.MustCompile(`(?i)\b(?:false|fake|untrue|incorrect|wrong|pants on fire|fabricated|hoax|falsch|faux|falso|fałsz|ложь|неправда|satire)\b`)
	rightly  = dfa.MustCompile(`(?i)^(?:mostly )?(?:true|correct|accurate|right|richtig|wahr|vrai|verdadero|prawda|правда)\b`)
)

// rowID names a row by its claim, its kind and its place.
func rowID(claim string, kind hearsay.EvidenceKind, document string, span hearsay.Span) string {
	return fmt.Sprintf("e%012x", xxh3.HashString(fmt.Sprint(claim, " ", kind, " ", document, " ", span.Start, " ", span.End))>>16)
}

func (c *matter) row(kind hearsay.EvidenceKind, side hearsay.Side, document string, span hearsay.Span, source, origin string) hearsay.Evidence {
	return hearsay.Evidence{ID: rowID(c.claim.ID, kind, document, span), Claim: c.claim.ID, Kind: kind, For: side, Document: document,
		Span: span, Text: c.text(document, []hearsay.Span{span}), Source: source, Origin: origin}
}

func (c *matter) evidence() []hearsay.Evidence {
	var rows []hearsay.Evidence
	add := func(e hearsay.Evidence) {
		if !slices.ContainsFunc(rows, func(o hearsay.Evidence) bool { return o.ID == e.ID }) {
			rows = append(rows, e)
		}
	}
	told := map[string]bool{}
	for _, s := range c.tellings {
		if s.Kind == hearsay.Own || s.Speaker == "" || told[s.Speaker] {
			continue
		}
		told[s.Speaker] = true
		kind := c.tellingKind(s)
		add(c.row(kind, hearsay.For, s.Document, s.Hull(), s.Speaker, s.Speaker))
	}
	for _, s := range c.others {
		if e, speaks := c.other(s); speaks {
			add(e)
		}
	}
	for _, s := range c.takenBack() {
		add(c.row(hearsay.Retraction, hearsay.Against, s.Document, s.Hull(), s.Speaker, s.Speaker))
		c.recanted[s.Speaker] = true
	}
	for _, i := range c.near(c.withdrawn) {
		for _, e := range c.withdrawal(&c.pile.Withdrawals[i]) {
			add(e)
		}
	}
	for _, i := range c.near(c.Scale.remarks) {
		if e, speaks := c.remark(c.pile.Remarks[i]); speaks {
			add(e)
		}
	}
	for _, id := range c.docs {
		d := c.pile.Documents[id]
		if d == nil {
			continue
		}
		for _, r := range d.Reviews {
			if !c.reviews(r) {
				continue
			}
			side := hearsay.ContextOnly
			switch {
			case falsely.MatchString(r.Rating):
				side = hearsay.Against
			case rightly.MatchString(r.Rating):
				side = hearsay.For
			}
			var span hearsay.Span
			if d.TitleSpan != nil {
				span = *d.TitleSpan
			}
			e := c.row(hearsay.Check, side, id, span, "", id)
			e.Text = strings.TrimSpace(fmt.Sprintf("%s: %s", r.Claim, r.Rating))
			add(e)
		}
	}
	return rows
}

// tellingKind says what sort of evidence it is that the speaker of s tells it.
func (c *matter) tellingKind(s *hearsay.Statement) hearsay.EvidenceKind {
	src := c.pile.Sources[s.Speaker]
	access := s.Access
	for _, t := range c.tellings {
		if t.Speaker == s.Speaker && t.Access.Own() {
			access = t.Access
		}
	}
	if src != nil && access == "" {
		access = src.Access
	}
	words := c.words(s, src)
	switch {
	case src != nil && src.Kind == hearsay.Writing && record.MatchString(words):
		return hearsay.OfficialRecord
	case access == hearsay.FirstHand || access == hearsay.Documented:
		return hearsay.FirstHandTold
	}
	return hearsay.SecondHandTold
}

// words are how the speaker of s is named and described.
func (c *matter) words(s *hearsay.Statement, src *hearsay.Source) string {
	words := c.text(s.Document, s.Source)
	if src != nil {
		words += " " + src.Name
		for _, d := range src.Descriptions {
			words += " " + d.Text
		}
	}
	return words
}

// other is the row of a statement that denies or doubts the claim; asking speaks neither way.
func (c *matter) other(s *hearsay.Statement) (hearsay.Evidence, bool) {
	src := c.pile.Sources[s.Speaker]
	words := c.words(s, src)
	origin := s.Speaker
	if origin == "" {
		origin = s.Document
	}
	row := func(kind hearsay.EvidenceKind, side hearsay.Side) (hearsay.Evidence, bool) {
		return c.row(kind, side, s.Document, s.Hull(), s.Speaker, origin), true
	}
	switch s.Stance {
	case hearsay.DeniesIt:
		switch {
		case !c.denies(s):
			return hearsay.Evidence{}, false
		case s.Kind == hearsay.Own:
			if c.tellsIt(s.Document) {
				return row(hearsay.Retraction, hearsay.ContextOnly)
			}
			return row(hearsay.WriterSays, hearsay.ContextOnly)
		case s.Kind != hearsay.Direct && finds.MatchString(c.text(s.Document, s.Cue)) && foundNone.MatchString(c.text(s.Document, s.Content)):
			return row(hearsay.Finding, hearsay.ContextOnly)
		case c.body(s), s.Kind != hearsay.Direct && src != nil && src.Kind == hearsay.Organisation && finds.MatchString(c.text(s.Document, s.Cue)):
			return row(hearsay.Finding, hearsay.Against)
		case s.Speaker != "" && c.tellers[s.Speaker] && !c.recants(s):
			return row(hearsay.Denial, hearsay.ContextOnly) // of a part of what he himself tells
		case s.Speaker != "" && c.tellers[s.Speaker]:
			c.recanted[s.Speaker] = true
			return row(hearsay.Retraction, hearsay.Against)
		case (src == nil || src.Kind != hearsay.Person) && record.MatchString(words):
			return row(hearsay.OfficialRecord, hearsay.Against)
		case (src == nil || src.Kind != hearsay.Person) && authority.MatchString(words):
			return row(hearsay.Finding, hearsay.Against)
		case c.isAccused(words) || !expert.MatchString(words):
			return row(hearsay.Denial, hearsay.Against)
		}
		return row(hearsay.Expert, hearsay.Against)
	case hearsay.DoubtsIt:
		if s.Kind != hearsay.Own && expert.MatchString(words) {
			return row(hearsay.Expert, hearsay.Against)
		}
		if s.Kind == hearsay.Own {
			return row(hearsay.WriterSays, hearsay.ContextOnly)
		}
		return row(hearsay.SecondHandTold, hearsay.ContextOnly)
	}
	return hearsay.Evidence{}, false
}

// denies reports whether s, which is held to deny the claim, does: its words are not "nobody disputes" and the like.
func (c *matter) denies(s *hearsay.Statement) bool {
	d := c.pile.Documents[s.Document]
	if s.Stance != hearsay.DeniesIt {
		return false
	}
	if d == nil || s.Kind == hearsay.Own {
		return true
	}
	if nobody.MatchString(hearsay.Join(d.Text, s.Source)) {
		return false
	}
	if len(s.Cue) == 0 || !s.Cue[0].Fits(d.Text) || !disputes.MatchString(hearsay.Join(d.Text, s.Cue)) {
		return true
	}
	cue := s.Cue[0]
	return !negated.MatchString(d.Text[max(0, cue.Start-24):cue.Start]) && !negated.MatchString(hearsay.Join(d.Text, s.Cue)+" ")
}

// body reports whether the words for the speaker of s, whoever he was taken for, are those for an authority that found
// something.
func (c *matter) body(s *hearsay.Statement) bool {
	words := c.text(s.Document, s.Source)
	return authority.MatchString(words) && !properName(words) && finds.MatchString(c.text(s.Document, s.Cue)) && !c.isAccused(words)
}

// recants reports whether s, by one who tells the claim too, takes it back: its words say so, or he told it in another
// document, not later, and does not tell it in this one; where s says more than no, in some
// of the same words.
func (c *matter) recants(s *hearsay.Statement) bool {
	if takesBack.MatchString(deciding.ReplaceAllString(c.around(s), "")) {
		return true
	}
	before := false
	for _, t := range c.tellings {
		if t.Speaker != s.Speaker {
			continue
		}
		if t.Document == s.Document {
			return false
		}
		words := c.text(s.Document, s.Content)
		before = before || c.earlier(t.Document, s.Document) < 0 && (len(longWords(words)) < 3 || shares(words, c.text(t.Document, t.Content)))
	}
	return before
}

// takenBack are the statements outside the claim by which one who tells it takes back what he told: his words say so, and
// name what the claim names, or stand in a document that is about it. In the order of their ids.
func (c *matter) takenBack() []*hearsay.Statement {
	var out []*hearsay.Statement
	for s := range c.tellersDenials() {
		if s.Kind == hearsay.Own || slices.Contains(c.claim.Others, s.ID) ||
			!invents.MatchString(deciding.ReplaceAllString(c.text(s.Document, s.Cue)+" "+c.text(s.Document, s.Content), "")) {
			continue
		}
		if c.main(s.Document) || shares(c.text(s.Document, s.Content), c.claim.Text) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *hearsay.Statement) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// withdrawal are the rows of w, where what it takes back is the claim: one for each of those who tell the claim that it is told of, or one for
// the outlet that takes back its own telling.
func (c *matter) withdrawal(w *hearsay.Withdrawal) []hearsay.Evidence {
	if !c.concerns(w) {
		return nil
	}
	row := func(side hearsay.Side, source, origin string) hearsay.Evidence {
		return c.row(hearsay.Retraction, side, w.Document, w.Span, source, origin)
	}
	if w.Who == "" {
		if d := c.pile.Documents[w.Document]; d != nil && c.toldBy(d.Voice()) {
			return []hearsay.Evidence{row(hearsay.ContextOnly, "", w.Document)}
		}
		return nil
	}
	var rows []hearsay.Evidence
	var who map[string]bool
	if takesBack.MatchString(c.text(w.Document, []hearsay.Span{w.Span})) { // who is only sorry takes nothing back
		who = longWords(w.Who)
	}
	seen := map[string]bool{}
	for _, s := range c.tellings {
		src := c.pile.Sources[s.Speaker]
		if !c.tellers[s.Speaker] || src == nil || src.Kind != hearsay.Person || seen[s.Speaker] || len(who) == 0 {
			continue
		}
		words := longWords(c.words(s, src))
		for word := range who {
			if !words[word] {
				words = nil
				break
			}
		}
		if words != nil {
			seen[s.Speaker], c.recanted[s.Speaker] = true, true
			rows = append(rows, row(hearsay.Against, s.Speaker, s.Speaker))
		}
	}
	if len(rows) == 0 && c.toldBy(w.Who) {
		rows = append(rows, row(hearsay.ContextOnly, "", w.Document))
	}
	return rows
}

// concerns reports whether what w takes back is the claim: what stands there belongs to it; where nothing does that belongs to a claim, it has
// the claim's words, or w stands in a document that is about the claim.
func (c *matter) concerns(w *hearsay.Withdrawal) bool {
	other := false
	for _, s := range c.statements[w.Document] {
		if s.Hull().Overlaps(w.Of) && s.Claim == c.claim.ID {
			return true
		}
		other = other || s.Hull().Overlaps(w.Of) && s.Claim != ""
	}
	text := c.claim.Text
	for _, p := range c.claim.Parts {
		text += " " + p.Value
	}
	return !other && (shares(c.text(w.Document, []hearsay.Span{w.Of}), text) || c.main(w.Document))
}

// toldBy reports whether an outlet of that name tells the claim.
func (c *matter) toldBy(outlet string) bool {
	for _, s := range c.tellings {
		if d := c.pile.Documents[s.Document]; d != nil && outlet != "" && strings.TrimPrefix(plainWords(d.Voice()), "the ") == strings.TrimPrefix(plainWords(outlet), "the ") {
			return true
		}
	}
	return false
}

// invents is how one says that what he told was not so.
var invents = dfa.MustCompile(`(?i)\b(?:recant\p{L}*|retract\p{L}*|(?:made|making) (?:it |that |this |the \p{L}+ |everything |all )?(?:all )?up|invent(?:ed|ing)|(?:was|were) a lie|had lied|I lied|never happened)\b`)

// deciding is what sounds like taking words back and is none: "made up his mind", "withdrew the offer".
var deciding = dfa.MustCompile(`(?i)\bma(?:de|ke|king) up (?:\p{L}+ )?(?:minds?|ground|time|for|of)\b|\bwithdr[ae]w\p{L}* (?:\p{L}+ ){0,2}(?:offers?|bids?|support|troops|forces|candidacy|application|proposal|endorsement)\b`)

// shares reports whether two texts have two longer words in common.
func shares(a, b string) bool {
	x, y := longWords(a), longWords(b)
	n := 0
	for w := range x {
		if y[w] && len(w) >= 5 {
			n++
		}
	}
	return n >= 2
}

// around is the paragraph that s stands in, as far as it is near s: a text may be one paragraph.
func (c *matter) around(s *hearsay.Statement) string {
	const near = 1 << 12
	d := c.pile.Documents[s.Document]
	hull := s.Hull()
	if d == nil {
		return ""
	}
	if _, fits := hull.In(d.Text); !fits {
		return ""
	}
	before, behind := d.Text[max(0, hull.Start-near):hull.Start], d.Text[hull.End:min(len(d.Text), hull.End+near)]
	start := hull.Start - len(before) + strings.LastIndexByte(before, '\n') + 1
	if n := strings.IndexByte(behind, '\n'); n >= 0 {
		behind = behind[:n]
	}
	return d.Text[start : hull.End+len(behind)]
}

// tellsIt reports whether the outlet of a document has a telling of the claim in another document.
func (c *matter) tellsIt(document string) bool {
	d := c.pile.Documents[document]
	if d == nil || d.Outlet == "" {
		return false
	}
	for _, s := range c.tellings {
		if o := c.pile.Documents[s.Document]; o != nil && s.Document != document && strings.EqualFold(o.Outlet, d.Outlet) {
			return true
		}
	}
	return false
}

var remarkRows = map[hearsay.RemarkKind]struct {
	kind hearsay.EvidenceKind
	side hearsay.Side
}{
	hearsay.FindingFor:      {hearsay.Finding, hearsay.For},
	hearsay.FindingAgainst:  {hearsay.Finding, hearsay.Against},
	hearsay.FindingNone:     {hearsay.Finding, hearsay.ContextOnly},
	hearsay.Substantiated:   {hearsay.WriterSays, hearsay.For},
	hearsay.Unsubstantiated: {hearsay.WriterSays, hearsay.Against},
	hearsay.Insinuation:     {hearsay.Association, hearsay.ContextOnly},
}

// remark is the row of a remark about the claim; an insinuation needs no more than to stand beside its tellings.
func (c *matter) remark(r hearsay.Remark) (hearsay.Evidence, bool) {
	as, known := remarkRows[r.Kind]
	if !known {
		return hearsay.Evidence{}, false
	}
	about := slices.Contains(r.Claim, c.claim.ID)
	for _, id := range r.Statements {
		about = about || slices.Contains(c.claim.Tellings, id) || slices.Contains(c.claim.Others, id)
	}
	if !about && !c.general(r) {
		return hearsay.Evidence{}, false
	}
	text := c.text(r.Document, []hearsay.Span{r.Span})
	if as.kind == hearsay.Finding && elsewhere.MatchString(text) {
		as.side = hearsay.ContextOnly // on another matter of the kind
	}
	if as.kind == hearsay.Finding && as.side != hearsay.ContextOnly && record.MatchString(text) {
		as.kind = hearsay.OfficialRecord
	}
	return c.row(as.kind, as.side, r.Document, r.Span, "", r.Document), true
}

// general reports whether a remark that is tied to no statement of this claim speaks of it all the same, as the strongest
// allegation of its document: that nothing bears it out, that something was looked for and not found, an insinuation.
// That support is lacking is mostly said of all that one tells, to whichever statement extract tied it.
func (c *matter) general(r hearsay.Remark) bool {
	switch r.Kind {
	case hearsay.Unsubstantiated:
	case hearsay.FindingNone, hearsay.Insinuation:
		if len(r.Claim)+len(r.Statements) > 0 {
			return false
		}
	default:
		return false
	}
	return c.main(r.Document)
}

// strong is how much of an allegation a telling must be for its document to be about it.
const strong = 0.3

// main reports whether this claim is what a document is about: its telling weighs more there than any of another claim. A
// telling weighs by how much of an allegation it is, and more where it names somebody in full, and where it is the first.
func (c *matter) main(document string) bool {
	if !slices.ContainsFunc(c.tellings, func(s *hearsay.Statement) bool { return s.Document == document && s.Allegation >= strong }) {
		return false
	}
	return c.leads(document) > 0
}

// leads is by how much this claim's weightiest telling in a document outweighs all of other claims; negative where one of
// those is weightier.
func (c *matter) leads(document string) float64 {
	if c.lead == nil {
		c.beside = map[string]bool{}
		c.lead = c.weighDocuments()
	}
	return c.lead[document]
}

// weighDocuments says of each document of the claim by how much the claim leads in it.
func (c *matter) weighDocuments() map[string]float64 {
	first := map[string]*hearsay.Statement{}
	ours, theirs := map[string]float64{}, map[string]float64{}
	tells := func(s *hearsay.Statement) bool {
		return (s.Stance == hearsay.Tells || s.Stance == "") && s.Allegation >= strong && s.Parent == ""
	}
	for s := range c.statementsIn(c.docs) {
		if f := first[s.Document]; tells(s) && s.Kind != hearsay.Own && (f == nil || s.Hull().Start < f.Hull().Start || s.Hull().Start == f.Hull().Start && s.ID < f.ID) {
			first[s.Document] = s
		}
	}
	for s := range c.statementsIn(c.docs) {
		if !tells(s) {
			continue
		}
		if s.Claim != "" && s.Claim != c.claim.ID {
			c.beside[s.Document+" "+s.Claim] = true
		}
		weight := s.Allegation
		if fullName.MatchString(c.text(s.Document, s.Content)) {
			weight += 0.25
		}
		if first[s.Document] == s {
			weight += 0.2
		}
		side := theirs
		if slices.Contains(c.claim.Tellings, s.ID) {
			side = ours
		}
		side[s.Document] = max(side[s.Document], weight)
	}
	lead := map[string]float64{}
	for _, d := range c.docs {
		lead[d] = ours[d] - theirs[d]
	}
	return lead
}

// fullName is a name of two words or more, not at the beginning of a sentence.
var fullName = dfa.MustCompile(`\p{Lu}[\p{Ll}'’-]+ \p{Lu}[\p{Ll}'’-]+`)

// reviews reports whether a published check is of this claim: half of the longer words of the shorter of both stand in
// the other.
func (c *matter) reviews(r hearsay.Review) bool {
	a, b := longWords(r.Claim), longWords(c.claim.Text)
	for _, p := range c.claim.Parts {
		for w := range longWords(p.Value) {
			b[w] = true
		}
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	return both >= 2 && 2*both >= len(a)
}

func longWords(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(plainWords(s)) {
		if len(w) >= 4 {
			m[w] = true
		}
	}
	return m
}

// plainWords is s in small letters, with single spaces for all that is no letter or digit.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
