package tell

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// book is a report opened for looking things up. An id that the report lacks gives a zero row, never a panic.
type book struct {
	hearsay.Report
	documents  map[string]*hearsay.Document
	statements map[string]*hearsay.Statement
	sources    map[string]*hearsay.Source
	evidence   map[string][]hearsay.Evidence // by claim
	remarks    map[string][]hearsay.Remark   // by claim
	remarkByID map[string]hearsay.Remark
	linksFrom  map[string][]*hearsay.Link // by the document that depends
	numbers    map[string]int             // a claim's place in the report, from 1
	paths      *strings.Replacer          // from paths that stand for documents to their names
}

func open(r hearsay.Report) *book {
	r.Documents = titled(r.Documents)
	b := &book{
		Report:     r,
		documents:  map[string]*hearsay.Document{},
		statements: map[string]*hearsay.Statement{},
		sources:    map[string]*hearsay.Source{},
		evidence:   map[string][]hearsay.Evidence{},
		remarks:    map[string][]hearsay.Remark{},
		remarkByID: map[string]hearsay.Remark{},
		linksFrom:  map[string][]*hearsay.Link{},
		numbers:    map[string]int{},
	}
	var paths []string
	for i := range r.Documents {
		d := &r.Documents[i]
		b.documents[d.ID] = d
		if d.Path != "" && d.Title == fileName(d.Path) {
			paths = append(paths, d.Path, d.Title)
		}
	}
	b.paths = strings.NewReplacer(paths...)
	for i := range r.Statements {
		b.statements[r.Statements[i].ID] = &r.Statements[i]
	}
	for i := range r.Sources {
		b.sources[r.Sources[i].ID] = &r.Sources[i]
	}
	for i, c := range r.Claims {
		b.numbers[c.ID] = i + 1
	}
	for _, e := range r.Evidence {
		b.evidence[e.Claim] = append(b.evidence[e.Claim], e)
	}
	for _, rows := range b.evidence {
		slices.SortStableFunc(rows, func(x, y hearsay.Evidence) int { return cmp.Compare(strength(x.Kind), strength(y.Kind)) })
	}
	for i := range r.Links {
		from := b.documentOf(r.Links[i].From)
		b.linksFrom[from] = append(b.linksFrom[from], &r.Links[i])
	}
	for _, m := range r.Remarks {
		b.remarkByID[m.ID] = m
		for _, c := range m.Claim {
			b.remarks[c] = append(b.remarks[c], m)
		}
	}
	return b
}

// titled returns the documents; those of which nothing is known but the path are titled with the name of their file, as
// the folders of somebody's machine are nobody else's business.
func titled(documents []hearsay.Document) []hearsay.Document {
	all := slices.Clone(documents)
	for i := range all {
		if d := &all[i]; d.Path != "" && d.Name() == strings.TrimSpace(d.Path) {
			d.Title = fileName(d.Path)
		}
	}
	return all
}

// fileName is the last part of a path, written in the way of any system.
func fileName(path string) string {
	path = strings.TrimRight(path, `/\`)
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

// sentence is a sentence of another stage, which may call a document by its path.
func (b *book) sentence(s string) string { return b.paths.Replace(s) }

func (b *book) document(id string) *hearsay.Document {
	if d := b.documents[id]; d != nil {
		return d
	}
	return &hearsay.Document{ID: id}
}

func (b *book) statement(id string) *hearsay.Statement {
	if s := b.statements[id]; s != nil {
		return s
	}
	return &hearsay.Statement{ID: id}
}

// documentOf returns the document of a statement's id, or the id itself where it is a document's.
func (b *book) documentOf(id string) string {
	if s := b.statements[id]; s != nil {
		return s.Document
	}
	return id
}

// words returns the words of the spans in the document with that id.
func (b *book) words(document string, spans ...hearsay.Span) string {
	return hearsay.Join(b.document(document).Text, spans)
}

// content returns what s says. A statement like "this information" is told by what it refers to.
func (b *book) content(s *hearsay.Statement) string {
	words := b.words(s.Document, s.Content...)
	if r := b.statements[s.Refers]; r != nil && r.ID != s.ID {
		return words + " (" + b.words(r.Document, r.Content...) + ")"
	}
	return words
}

// name returns what the source or document with that id is called, "" where the id is empty.
func (b *book) name(id string) string {
	if s := b.sources[id]; s != nil {
		return s.Name
	}
	if d := b.documents[id]; d != nil {
		return d.Byline()
	}
	return id
}

// speaker returns who speaks in s: the source, else the words that stand for it, else the document's own voice.
func (b *book) speaker(s *hearsay.Statement) string {
	if src := b.sources[s.Speaker]; src != nil && src.Name != "" {
		return src.Name
	}
	words := strings.ToLower(b.words(s.Document, s.Source...))
	if words != "" && !pronouns[words] {
		return b.words(s.Document, s.Source...)
	}
	if s.Kind == hearsay.Own || words == "i" || words == "we" { // a source without a name is who writes
		return b.document(s.Document).Byline()
	}
	return unnamed
}

// pronouns name nobody.
var pronouns = map[string]bool{"i": true, "we": true, "you": true, "he": true, "she": true, "it": true, "they": true, "who": true, "him": true, "her": true,
	"his": true, "them": true, "their": true, "its": true, "our": true, "my": true, "one": true}

// maker returns the source that is shown as making the claim, nil where no source says the words that are shown, and its name. It is
// the origin where some telling has these words from it, else whoever says them: no words are put into the mouth of another. own says that a
// document says them in its own voice.
func (b *book) maker(c *hearsay.Claim) (src *hearsay.Source, name string, own bool) {
	origin, name, own := b.origin(c)
	shown := b.shown(c, origin)
	if shown == nil || origin != nil && shown.Speaker == origin.ID {
		return origin, name, own
	}
	return b.sources[shown.Speaker], b.speaker(shown), shown.Kind == hearsay.Own
}

// shown is the telling that has the words a claim is shown in, nil where none has them: the shortest, as in a longer one somebody else tells who
// says them; of equals that of src, then one of a known source, then the first.
func (b *book) shown(c *hearsay.Claim, src *hearsay.Source) (best *hearsay.Statement) {
	shortest, liked := 0, 0
	for _, id := range c.Tellings {
		s := b.statements[id]
		if s == nil {
			continue
		}
		content, likes := b.content(s), 0
		switch {
		case src != nil && s.Speaker == src.ID:
			likes = 2
		case b.sources[s.Speaker] != nil:
			likes = 1
		}
		if strings.Contains(content, c.Text) && (best == nil || len(content) < shortest || len(content) == shortest && likes > liked) {
			best, shortest, liked = s, len(content), likes
		}
	}
	return best
}

// origin returns the source that the claim goes back to, nil where it is told only in documents' own voices, and its name:
// that of the named origin, else of the speaker of most tellings, else of the voice of the earliest telling.
func (b *book) origin(c *hearsay.Claim) (src *hearsay.Source, name string, own bool) {
	if c.NamedOrigin != nil && b.sources[c.NamedOrigin.Source] != nil {
		return b.sources[c.NamedOrigin.Source], b.called(c, c.NamedOrigin.Source), false
	}
	count, best := map[string]int{}, ""
	for _, id := range c.Tellings {
		s := b.statement(id)
		if b.sources[s.Speaker] == nil {
			continue
		}
		count[s.Speaker]++
		if best == "" || count[s.Speaker] > count[best] {
			best = s.Speaker
		}
	}
	if best != "" {
		return b.sources[best], b.called(c, best), false
	}
	for _, id := range append([]string{c.Earliest}, c.Tellings...) {
		if s := b.statements[id]; s != nil {
			return nil, b.speaker(s), s.Kind == hearsay.Own
		}
	}
	return nil, unnamed, false
}

// called is what the source with that id is called, by a telling of c where it has no name of its own.
func (b *book) called(c *hearsay.Claim, id string) string {
	if name := b.sources[id].Name; name != "" {
		return name
	}
	for _, telling := range c.Tellings {
		if s := b.statements[telling]; s != nil && s.Speaker == id {
			return b.speaker(s)
		}
	}
	return unnamed
}

// tellings returns the statements by their documents' time, those without one last.
func (b *book) tellings(ids []string) []*hearsay.Statement {
	type told struct {
		*hearsay.Statement
		at hearsay.Time
	}
	var all []told
	for _, id := range ids {
		if s := b.statements[id]; s != nil {
			all = append(all, told{s, b.document(s.Document).Published})
		}
	}
	slices.SortStableFunc(all, func(x, y told) int { return earlier(x.at, y.at) })
	statements := make([]*hearsay.Statement, len(all))
	for i, t := range all {
		statements[i] = t.Statement
	}
	return statements
}

func earlier(x, y hearsay.Time) int {
	if x.Known() != y.Known() {
		if x.Known() {
			return -1
		}
		return 1
	}
	return x.At.Compare(y.At)
}

// firstTold returns the first and the last time of the tellings; both are unknown where no telling has a time.
func (b *book) firstTold(c *hearsay.Claim) (first, last hearsay.Time) {
	for _, s := range b.tellings(c.Tellings) {
		if t := b.document(s.Document).Published; t.Known() {
			if !first.Known() {
				first = t
			}
			last = t
		}
	}
	return first, last
}

// gaps returns the claim's gaps, what is best fetched first.
func gaps(c *hearsay.Claim) []hearsay.Gap {
	order := []string{"named-origin", "cited-page", "response", "unread", "language"}
	place := func(g hearsay.Gap) int {
		if i := slices.Index(order, g.Kind); i >= 0 {
			return i
		}
		return len(order)
	}
	all := slices.Clone(c.Gaps)
	slices.SortStableFunc(all, func(x, y hearsay.Gap) int { return cmp.Compare(place(x), place(y)) })
	return all
}

// strength is the place of a kind of evidence among the others, so that of many rows those are told first that weigh most.
func strength(k hearsay.EvidenceKind) int {
	order := []hearsay.EvidenceKind{hearsay.Retraction, hearsay.OfficialRecord, hearsay.DocumentShown, hearsay.Finding, hearsay.Check,
		hearsay.FirstHandTold, hearsay.Denial, hearsay.Expert, hearsay.SecondHandTold, hearsay.WriterSays}
	if i := slices.Index(order, k); i >= 0 {
		return i
	}
	return len(order)
}

// first is how many claims of a report are told at length whatever they are.
const first = 3

// minor reports whether the claim is told in a line: it was told once at most, nobody answers it, and it alleges little.
func (b *book) minor(c *hearsay.Claim) bool {
	return b.numbers[c.ID] > first && len(c.Tellings)+len(c.Others) < 2 && (c.Allegation < .6 || len(c.Tellings) == 0)
}

// says is what a claim is introduced by: who makes it and says it; of one that nobody in the pile tells, who denies,
// doubts or asks it.
func (b *book) says(c *hearsay.Claim) string {
	if len(c.Tellings) == 0 && len(c.Others) > 0 {
		s := b.statement(c.Others[0])
		return b.speaker(s) + " " + word(stanceWords, s.Stance)
	}
	src, maker, own := b.maker(c)
	if src == nil && own {
		return maker + " " + verb(maker) + ", in its own voice"
	}
	does := verb(maker)
	if accuses := b.accuses(c, src); accuses != "" {
		does = accuses + strings.TrimPrefix(does, "say")
	}
	return maker + " " + does
}

// accuses is the verb by which src tells c where c's words begin with whom it accuses: "blame", of "the driver for the crash"; "" where "say"
// will do.
func (b *book) accuses(c *hearsay.Claim, src *hearsay.Source) string {
	s := b.shown(c, src)
	if s == nil || src == nil || s.Speaker != src.ID {
		return ""
	}
	words := strings.Fields(strings.ToLower(b.words(s.Document, s.Cue...)))
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	if strings.HasSuffix(last, "ed") && slices.ContainsFunc(words, func(w string) bool { return being[w] }) { // "has been accused"
		return ""
	}
	return accusing[last]
}

var (
	accusing = map[string]string{"accuse": "accuse", "accuses": "accuse", "accused": "accuse", "accusing": "accuse",
		"blame": "blame", "blames": "blame", "blamed": "blame", "blaming": "blame"}
	being = map[string]bool{"is": true, "are": true, "was": true, "were": true, "be": true, "been": true, "being": true}
)

// unnamed is who speaks where nobody is named.
const unnamed = "Somebody not named"

// verb is what somebody of that name does: one says, several say.
func verb(name string) string {
	words := strings.Fields(strings.ToLower(name))
	if len(words) == 0 {
		return "says"
	}
	switch words[0] {
	case "two", "three", "four", "five", "six", "both", "several", "many", "some", "few", "critics", "experts", "officials", "sources", "witnesses", "people":
		return "say"
	}
	if last := words[len(words)-1]; last == "police" || last == "people" || len(words) < 5 && lower(name) && strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") {
		return "say"
	}
	return "says"
}

// lower reports whether the last word of a name begins with a small letter, as that of no proper name does.
func lower(name string) bool {
	r, _ := utf8.DecodeRuneInString(name[strings.LastIndexByte(name, ' ')+1:])
	return unicode.IsLower(r)
}

// proposed says whose a standing is.
func proposed(s hearsay.Standing) string {
	if s == hearsay.Confirmed {
		return "signed by a person"
	}
	return "proposed by rules; nobody has signed a verdict"
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// reasons returns the reasons of a standing, those that decide first.
func reasons(c *hearsay.Claim) []hearsay.Reason {
	all := slices.Clone(c.Reasons)
	slices.SortStableFunc(all, func(x, y hearsay.Reason) int { return cmp.Compare(btoi(!x.Decides), btoi(!y.Decides)) })
	return all
}

// evidenceText says what a row of evidence is and whose it is: "denial, Mara Quillon (The Skerrow Courier)".
func (b *book) evidenceText(e hearsay.Evidence) string {
	voice, in := b.name(e.Source), b.document(e.Document).Byline()
	switch {
	case voice == "" || voice == in:
		return fmt.Sprintf("%s, %s", evidenceWord(e.Kind), in)
	default:
		return fmt.Sprintf("%s, %s (%s)", evidenceWord(e.Kind), voice, in)
	}
}

var standingGloss = map[hearsay.Standing]string{
	hearsay.Reported:          "told; nobody has said anything about support",
	hearsay.UnsubstantiatedIt: "support was asked for or is said to be lacking",
	hearsay.Disputed:          "contrary evidence, or a denial by someone with access",
	hearsay.Refuted:           "independent evidence against its core, none independent for it",
	hearsay.Retracted:         "its origin has recanted",
	hearsay.Corroborated:      "two independent origins with access of their own",
	hearsay.Confirmed:         "a person has signed this verdict",
}

func standingWord(s hearsay.Standing) string {
	if s == "" {
		return "not weighed"
	}
	return string(s)
}

var evidenceWords = map[hearsay.EvidenceKind]string{
	hearsay.DocumentShown: "document", hearsay.OfficialRecord: "official record", hearsay.FirstHandTold: "first-hand account",
	hearsay.SecondHandTold: "second-hand account", hearsay.Expert: "expert", hearsay.Finding: "finding of an inquiry",
	hearsay.Check: "published check", hearsay.Denial: "denial", hearsay.Retraction: "retraction",
	hearsay.Association: "association only", hearsay.WriterSays: "the writer’s word",
}

func evidenceWord(k hearsay.EvidenceKind) string { return word(evidenceWords, k) }

var remarkWords = map[hearsay.RemarkKind]string{
	hearsay.Substantiated: "says it is substantiated", hearsay.Unsubstantiated: "says it is unsubstantiated",
	hearsay.FindingFor: "finding for it", hearsay.FindingAgainst: "finding against it",
	hearsay.FindingNone: "looked and found nothing", hearsay.Context: "stated as fact beside it",
	hearsay.Insinuation: "insinuation", hearsay.Relatives: "older claims of the kind",
}

var roleWords = map[hearsay.Role]string{
	"": "the whole claim", hearsay.Who: "who", hearsay.What: "did what", hearsay.Whom: "to whom", hearsay.When: "when",
	hearsay.Where: "where", hearsay.Named: "under which name", hearsay.HowMany: "how many", hearsay.How: "how known",
}

var commitmentWords = map[hearsay.Commitment]string{
	hearsay.StatesAsFact: "states it as fact", hearsay.Reports: "reports it", hearsay.Distances: "keeps a distance",
	hearsay.Doubts: "doubts it", hearsay.Denies: "denies it", hearsay.Asks: "asks whether",
}

var stanceWords = map[hearsay.Stance]string{
	hearsay.Tells: "tells it", hearsay.DeniesIt: "denies it", hearsay.DoubtsIt: "doubts it", hearsay.AsksWhether: "asks whether",
}

var answerWords = map[hearsay.Answer]string{
	hearsay.Denied: "denied it", hearsay.Declined: "declined to answer", hearsay.NotReached: "was not reached",
	hearsay.NotAsked: "was not asked", hearsay.NoAnswer: "answer unknown",
}

var linkWords = map[hearsay.LinkKind]string{
	hearsay.Cites: "cites it", hearsay.Hyperlinks: "links to it", hearsay.CarriesWire: "prints the wire", hearsay.Copies: "copies",
	hearsay.Quotes: "quotes", hearsay.Translates: "translates", hearsay.Embeds: "embeds", hearsay.SharesError: "shares an error",
	hearsay.VersionOf: "is a later version of", hearsay.SameAs: "is the same page as",
}

var linkWordsOfMany = map[hearsay.LinkKind]string{
	hearsay.Cites: "cite it", hearsay.Hyperlinks: "link to it", hearsay.CarriesWire: "print the wire", hearsay.Copies: "copy",
	hearsay.Quotes: "quote", hearsay.Translates: "translate", hearsay.Embeds: "embed", hearsay.SharesError: "share an error",
	hearsay.VersionOf: "are later versions of", hearsay.SameAs: "are the same page as",
}

var gapWords = map[string]string{
	"cited-page": "cited page", "named-origin": "named origin", "response": "response", "date": "date",
	"language": "language", "unread": "not read",
}

var channelWords = map[hearsay.Channel]string{
	hearsay.Facebook: "Facebook", hearsay.Instagram: "Instagram", hearsay.X: "X", hearsay.Telegram: "Telegram",
	hearsay.YouTube: "YouTube", hearsay.TikTok: "TikTok", hearsay.Mastodon: "Mastodon", hearsay.Bluesky: "Bluesky",
	hearsay.VK: "VK", hearsay.Reddit: "Reddit", hearsay.WhatsApp: "WhatsApp", hearsay.LinkedIn: "LinkedIn",
	hearsay.Substack: "Substack", hearsay.Post: "a post", hearsay.Wire: "wire service", hearsay.Inquiry: "a report", hearsay.Press: "press release",
	hearsay.Court: "court record",
}

// word returns the words for a value of the vocabulary; one that is not listed stands for itself.
func word[K ~string](words map[K]string, k K) string {
	if w, ok := words[k]; ok {
		return w
	}
	return string(k)
}

// count writes "1 outlet", "3 outlets".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes n with a thin gap every three digits: "10 000".
func thousands(n int) string {
	if n < 10000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s\u202f%03d", thousands(n/1000), n%1000)
}

// timeSpan writes the time from first to last, "" where it is unknown.
func timeSpan(first, last hearsay.Time) string {
	switch {
	case !first.Known():
		return ""
	case first.String() == last.String():
		return first.String()
	}
	from, to := first.String(), last.String()
	if day := len(time.DateOnly); len(from) >= day && len(to) >= day && from[:day] != to[:day] {
		return from[:day] + " to " + to[:day] // over days, the hour tells nothing
	}
	if len(to) > len("2006-01-02") && strings.HasPrefix(from, to[:10]) {
		to = to[11:]
	}
	return from + " to " + to
}

func languages(codes []string) string {
	if len(codes) == 0 {
		return "language unknown"
	}
	var names []string
	for _, code := range codes {
		names = append(names, languageName(code))
	}
	if len(names) == 1 {
		return names[0]
	}
	const few = 3
	return fmt.Sprintf("%d languages (%s)", len(names), strings.Join(names[:min(few, len(names))], ", ")+others(len(names)-few, "and %s", "more", "more"))
}

// languageName is what a language is called in English; a code that no language has stands for itself.
func languageName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	return or(display.English.Languages().Name(tag), code)
}
