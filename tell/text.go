package tell

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/hearsay-news/hearsay"
)

// Options say how text is laid out.
type Options struct {
	Width  int  // in terminal cells; 0 means 80, and less than 40 is taken as 40
	Colour bool // bold, dim and underlined words by escape sequences; nothing is told by them alone
}

// What the summary tells: so many claims, so many rows of evidence on a side of each, so many other things of a kind, so
// many claims of a line.
const (
	shown   = 20
	rows    = 1
	listed  = 2
	minors  = 12
	whys    = 2
	noLimit = 1 << 30
)

// Text writes the summary that a reporter can use at once: the first 20 claims, each with who makes it and where it
// stands and why, its independent origins, what is missing, how it was told, what speaks for and against it and how those
// accused answered; claims that were told once and allege little in a line each; then what was not read and what the run
// changed.
func Text(w io.Writer, r hearsay.Report, o Options) error {
	p, b := newPrinter(o), open(r)
	p.line(0, p.bold(totals(r)))
	if r.About != "" {
		p.line(0, "About: "+quoted(r.About))
	}
	if len(r.Claims) == 0 {
		p.gap()
		p.line(0, "No claim was found.")
	} else {
		p.line(0, p.dim("A standing is proposed by rules. Only a person signs a verdict."))
	}
	var minor []*hearsay.Claim
	for i := range r.Claims[:min(shown, len(r.Claims))] {
		if c := &r.Claims[i]; b.minor(c) {
			minor = append(minor, c)
		} else {
			p.gap()
			p.claim(b, c, false)
		}
	}
	if len(minor) > 0 {
		p.gap()
		p.line(0, p.bold(count(len(minor), "further claim, told once", "further claims, each told once")))
		for _, c := range minor[:min(minors, len(minor))] {
			number := fmt.Sprintf("%d. ", b.numbers[c.ID])
			p.hang(number, strings.Repeat(" ", len(number)), b.claimLine(c))
		}
		p.more(2, len(minor)-minors, "claim", "claims")
	}
	if more := r.More + max(0, len(r.Claims)-shown); more > 0 {
		p.gap()
		p.line(0, fmt.Sprintf("%s further down the rank; narrow with -about.", count(more, "more claim is", "more claims are")))
	}
	if len(r.Skipped) > 0 {
		p.gap()
		p.line(0, p.bold("Not read"))
		for _, s := range r.Skipped[:min(10, len(r.Skipped))] {
			p.line(2, s.Path+": "+s.Reason+"; "+s.Remedy)
		}
		p.more(2, len(r.Skipped)-10, "input", "inputs")
	}
	p.gap()
	p.changed(b)
	return p.flush(w)
}

// Claim writes all that the report holds about one claim.
func Claim(w io.Writer, r hearsay.Report, id string, o Options) error {
	p, b := newPrinter(o), open(r)
	n := b.numbers[id]
	if n == 0 {
		return fmt.Errorf("claim %s: %w in this report: hearsay trace -json lists the claims", id, hearsay.ErrNotFound)
	}
	c := &r.Claims[n-1]
	p.claim(b, c, true)
	if len(c.Parts) > 0 {
		p.gap()
		p.line(0, p.bold("What it says, part by part"))
		for _, part := range c.Parts {
			text := fmt.Sprintf("%s (%s)", part.Value, count(part.Support.Tellings, "telling", "tellings"))
			if len(part.Support.Rivals) > 0 {
				text += "; others say: " + strings.Join(part.Support.Rivals, ", ")
			}
			p.field(word(roleWords, part.Role), text)
		}
	}
	p.gap()
	p.line(0, p.bold("Tellings"))
	for _, s := range b.tellings(c.Tellings) {
		p.statement(b, s)
	}
	if len(c.Others) > 0 {
		p.gap()
		p.line(0, p.bold("Denials, doubts, questions"))
		for _, s := range b.tellings(c.Others) {
			p.statement(b, s)
		}
	}
	for i, s := range b.tellings(c.Again) {
		if i == 0 {
			p.gap()
			p.line(0, p.bold("Said again in later versions of the same pages"))
		}
		p.statement(b, s)
	}
	for i, id := range c.Relatives {
		if n := b.numbers[id]; n > 0 {
			if i == 0 {
				p.gap()
				p.line(0, p.bold("About the same matter"))
			}
			p.line(2, fmt.Sprintf("%s  %s", id, b.claimLine(&r.Claims[n-1])))
		}
	}
	return p.flush(w)
}

// Document writes one document's description, with the statements and remarks found in it, each with its claim.
func Document(w io.Writer, r hearsay.Report, id string, o Options) error {
	p, b := newPrinter(o), open(r)
	d := b.documents[id]
	if d == nil {
		return fmt.Errorf("document %s: %w in this report: hearsay trace -json lists the documents", id, hearsay.ErrNotFound)
	}
	p.line(0, p.bold(d.Name()))
	p.field("document", d.ID)
	p.field("outlet", or(d.Outlet, "unknown"))
	p.field("channel", or(word(channelWords, d.Channel), "unknown"))
	p.field("author", or(d.Author, "unknown"))
	p.field("published", or(d.Published.String(), "unknown"))
	if d.Published.Known() {
		p.field("known by", d.Published.How)
	}
	if d.Modified.Known() {
		p.field("changed", d.Modified.String()+" ("+d.Modified.How+")")
	}
	if d.Captured.Known() {
		p.field("captured", d.Captured.String()+" ("+d.Captured.How+")")
	}
	p.field("language", or(languageName(d.Language), "unknown"))
	p.field("credits", d.Credit)
	p.url("address", or(d.URL, "unknown"))
	for _, a := range d.Addresses {
		p.url("also at", a)
	}
	p.field("found in", d.Path)
	p.field("sha-256", d.SHA256)
	for _, c := range d.Captures {
		p.field("again in", fmt.Sprintf("%s (%s)", c.Path, c.ID))
	}
	for i, v := range b.versions(id) {
		if i == 0 {
			p.gap()
			p.line(0, p.bold("Versions of this page"))
		}
		p.line(2, v.String())
		for _, s := range v.New {
			p.line(4, "new: "+quoted(ansi.Truncate(clean(s), 160, "…")))
		}
		for _, s := range v.Gone {
			p.line(4, "gone: "+quoted(ansi.Truncate(clean(s), 160, "…")))
		}
		p.more(4, v.Left, "sentence", "sentences")
	}
	for i, c := range d.Candidates {
		if i == 0 {
			p.gap()
			p.line(0, p.bold("It says different things of itself"))
		}
		p.line(2, fmt.Sprintf("%s: %s (%s)", c.Field, clean(c.Value), c.How))
	}
	none := true
	for i := range r.Statements {
		if s := &r.Statements[i]; s.Document == id {
			if none {
				p.gap()
				p.line(0, p.bold("Statements"))
				none = false
			}
			p.statement(b, s)
			if n := b.numbers[s.Claim]; n > 0 {
				p.line(4, p.dim("claim "+s.Claim+", "+standingWord(r.Claims[n-1].Standing)))
			}
		}
	}
	for _, m := range r.Remarks {
		if m.Document == id {
			p.line(2, fmt.Sprintf("remark: %s: %s", word(remarkWords, m.Kind), quoted(b.words(id, m.Span))))
		}
	}
	return p.flush(w)
}

// Source writes one source: its names, how it was described and by whom, and what it said, with each claim's standing.
func Source(w io.Writer, r hearsay.Report, id string, o Options) error {
	p, b := newPrinter(o), open(r)
	src := b.sources[id]
	if src == nil {
		return fmt.Errorf("source %s: %w in this report: hearsay trace -json lists the sources", id, hearsay.ErrNotFound)
	}
	p.line(0, p.bold(src.Name))
	p.field("source", src.ID)
	p.field("kind", string(src.Kind))
	p.field("access", or(string(src.Access), "says nothing of how it knows"))
	p.field("names", strings.Join(src.Names, "; "))
	for i, d := range src.Descriptions {
		label := ""
		if i == 0 {
			label = "told as"
		}
		p.field(label, fmt.Sprintf("%s (%s)", quoted(d.Text), b.sentence(or(b.name(d.By), d.By))))
	}
	none := true
	for i := range r.Statements {
		if s := &r.Statements[i]; s.Speaker == id {
			if none {
				p.gap()
				p.line(0, p.bold("Said"))
				none = false
			}
			p.statement(b, s)
			if n := b.numbers[s.Claim]; n > 0 {
				p.line(4, p.dim("claim "+s.Claim+", "+standingWord(r.Claims[n-1].Standing)))
			}
		}
	}
	return p.flush(w)
}

func totals(r hearsay.Report) string {
	t := r.Totals
	return fmt.Sprintf("%s, %s, %s, %s", count(t.Documents, "document", "documents"), count(t.Outlets, "outlet", "outlets"),
		count(t.Statements, "statement", "statements"), count(t.Claims, "claim", "claims"))
}

// claimLine is a claim in a line: where it stands, who makes it, its words.
func (b *book) claimLine(c *hearsay.Claim) string {
	return fmt.Sprintf("[%s] %s: %s", standingWord(c.Standing), b.says(c), quoted(ansi.Truncate(clean(c.Text), 160, "…")))
}

// printer collects text, wrapped to its width.
type printer struct {
	strings.Builder
	width     int
	colour    bool
	described map[string]bool      // sources of which it is said how they are told
	missing   map[hearsay.Gap]bool // gaps that were told
}

func newPrinter(o Options) *printer {
	if o.Width == 0 {
		o.Width = 80
	}
	return &printer{width: max(o.Width, 40), colour: o.Colour, described: map[string]bool{}, missing: map[hearsay.Gap]bool{}}
}

func (p *printer) flush(w io.Writer) error {
	if _, err := io.WriteString(w, p.String()); err != nil {
		return fmt.Errorf("writing the text: %w", err)
	}
	return nil
}

// claim writes a claim: all of it, or as much as a summary has room for.
func (p *printer) claim(b *book, c *hearsay.Claim, whole bool) {
	limit, rows, whys := listed, rows, whys
	if whole {
		limit, rows, whys = noLimit, noLimit, noLimit
	}
	src, _, _ := b.maker(c)
	number := fmt.Sprintf("%d. ", b.numbers[c.ID])
	head := fmt.Sprintf("[%s] %s: ", p.bold(standingWord(c.Standing)), b.says(c))
	p.hang(number, strings.Repeat(" ", len(number)), head+p.bold(quoted(c.Text)))

	var why, met []string
	for _, r := range reasons(c) {
		if r.Decides {
			why = append(why, stopped(b.sentence(r.Text)))
		} else {
			met = append(met, stopped(b.sentence(r.Text)))
		}
	}
	p.field("standing", standingWord(c.Standing)+": "+strings.Join(why, " "))
	if whole {
		p.list("outranked", met, limit)
	}
	var origins []string
	for _, w := range c.Origins.Why {
		origins = append(origins, stopped(b.sentence(w)))
	}
	p.field("origins", originRange(c.Origins)+" independent. "+strings.Join(origins[:min(whys, len(origins))], " ")+others(len(origins)-whys, "And %s.", "more", "more"))
	p.gaps(b, c, limit)

	var who []string
	if src != nil && len(src.Descriptions) > 0 && (whole || !p.described[src.ID]) {
		p.described[src.ID] = true
		who = append(who, "told as "+quoted(src.Descriptions[0].Text)+others(len(src.Descriptions)-1, "and in %s", "other way", "other ways"))
	}
	if n := c.NamedOrigin; n != nil && (n.InPile || whole || !slices.ContainsFunc(c.Gaps, func(g hearsay.Gap) bool { return g.Kind == "named-origin" })) {
		from := "in " + n.Text
		if channel := word(channelWords, n.Channel); channel != "" && !strings.Contains(strings.ToLower(from), strings.ToLower(channel)) {
			from += " (" + channel + ")"
		}
		if n.InPile {
			from += ", which is in the pile"
		} else {
			from += ", which is not in the pile"
		}
		who = append(who, from)
	}
	p.field("says it", strings.Join(who, "; "))
	if said := b.ownWords(c); said != "" && said != c.Text {
		p.field("own words", p.excerpt("", said, 2, whole))
	}
	p.field("told", b.told(c))
	if whole {
		var flat []string
		for _, s := range b.tellings(c.Flat) {
			d := b.document(s.Document)
			flat = append(flat, fmt.Sprintf("%s (%s): %s", d.Byline(), d.Published, quoted(b.content(s))))
		}
		p.list("told as fact", flat, limit)
	}
	sides := map[hearsay.Side][]string{}
	for _, e := range b.evidence[c.ID] {
		if e.For == hearsay.ContextOnly && !whole && e.Kind != hearsay.Finding && e.Kind != hearsay.Check {
			continue
		}
		about := ""
		if e.Part != "" && whole {
			about = word(roleWords, e.Part) + ": "
		}
		sides[e.For] = append(sides[e.For], p.excerpt(about+b.evidenceText(e)+": ", e.Text, 2, whole))
	}
	p.list("for", sides[hearsay.For], rows)
	p.list("against", sides[hearsay.Against], rows)
	p.list("beside it", sides[hearsay.ContextOnly], rows)
	var answers []string
	for _, r := range c.Responses {
		if r.Answer != hearsay.NoAnswer {
			answers = append(answers, fmt.Sprintf("%s %s (%s)", r.Who, word(answerWords, r.Answer), b.document(r.Document).Byline()))
		}
	}
	answers = unique(answers)
	p.field("accused", strings.Join(answers[:min(limit, len(answers))], "; ")+others(len(answers)-limit, "and %s", "more answer", "more answers"))
}

// gaps writes what is missing, with addresses where there are some. Of what a claim above lacks as well only the first is named.
func (p *printer) gaps(b *book, c *hearsay.Claim, limit int) {
	all := gaps(c)
	fresh := slices.DeleteFunc(slices.Clone(all), func(g hearsay.Gap) bool { return p.missing[g] })
	label, told := "missing", min(limit, len(fresh))
	for i, g := range fresh[:told] {
		p.missing[g] = true
		text := stopped(b.sentence(g.Text))
		if i == told-1 {
			text += others(len(fresh)-told, "And %s.", "more", "more") + others(len(all)-len(fresh), "And %s above.", "gap named", "gaps named")
		}
		p.field(label, text)
		p.url("", g.URL)
		label = " "
	}
	if told == 0 && len(all) > 0 {
		p.field(label, strings.TrimSuffix(stopped(b.sentence(all[0].Text)), ".")+" (see above)."+others(len(all)-1, "And %s above.", "gap named", "gaps named"))
	}
}

// told says how often, where, in which languages and when a claim was told, who did so first, and who told it as fact.
func (b *book) told(c *hearsay.Claim) string {
	first, last := b.firstTold(c)
	var text string
	if len(c.Tellings) == 1 {
		text = "once, by " + b.document(b.statement(c.Tellings[0]).Document).Byline() + ", " + languages(c.Languages)
	} else {
		text = fmt.Sprintf("%s in %s, %s", times(len(c.Tellings)), count(c.Outlets, "outlet", "outlets"), languages(c.Languages))
	}
	if when := timeSpan(first, last); when != "" {
		text += ", " + when
	}
	if s := b.statements[c.Earliest]; s != nil && len(c.Tellings) > 1 {
		text += "; earliest in the pile: " + b.document(s.Document).Byline()
	}
	switch flat := b.tellings(c.Flat); {
	case len(flat) > 0 && len(c.Tellings) == 1:
		text += "; as fact"
	case len(flat) > 0:
		text += fmt.Sprintf("; as fact %s, first by %s", times(len(flat)), b.document(flat[0].Document).Byline())
	}
	if against := b.untrue(c); len(against) > 0 {
		text += "; called untrue in their own voice by " + strings.Join(against[:min(3, len(against))], ", ") + others(len(against)-3, "and %s", "more outlet", "more outlets")
	}
	return text
}

// untrue are the outlets that deny a claim in their own voice, in the order of their documents' times.
func (b *book) untrue(c *hearsay.Claim) []string {
	var voices []string
	for _, s := range b.tellings(c.Others) {
		if s.Kind == hearsay.Own && s.Stance == hearsay.DeniesIt {
			voices = append(voices, b.document(s.Document).Byline())
		}
	}
	return unique(voices)
}

// times says how often.
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return thousands(n) + " times"
}

// stopped is s as a sentence, with a stop at its end.
func stopped(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// unique returns all without what stands there already.
func unique(all []string) (some []string) {
	for _, s := range all {
		if !slices.Contains(some, s) {
			some = append(some, s)
		}
	}
	return some
}

// excerpt quotes s after lead; in a summary only as much of it as the lines have room for, with a few words to spare.
func (p *printer) excerpt(lead, s string, lines int, whole bool) string {
	if !whole {
		const spare = 20
		all := clean(s)
		s = ansi.Truncate(all, max(30, lines*(p.width-labelWidth-3)-ansi.StringWidth(lead)-spare), "")
		if len(s) < len(all) {
			if i := strings.LastIndexByte(s, ' '); i > 0 { // end with a whole word where there are words
				s = s[:i]
			}
			s = strings.TrimRight(s, " ,") + " …"
		}
	}
	return lead + quoted(s)
}

// others says " and in 3 other ways" where n is above nought.
func others(n int, format, one, many string) string {
	if n <= 0 {
		return ""
	}
	return " " + fmt.Sprintf(format, count(n, one, many))
}

// ownWords returns the longest quoted telling of the claim by its maker.
func (b *book) ownWords(c *hearsay.Claim) (longest string) {
	src, _, _ := b.maker(c)
	for _, s := range b.tellings(c.Tellings) {
		if s.Kind == hearsay.Direct && src != nil && s.Speaker == src.ID {
			if words := b.words(s.Document, s.Content...); len(words) > len(longest) {
				longest = words
			}
		}
	}
	return longest
}

// originRange is how many independent origins there are: "2", or "0 to 1" where that is not known for all.
func originRange(o hearsay.Origins) string {
	if o.Low == o.High {
		return fmt.Sprint(o.Low)
	}
	return fmt.Sprintf("%d to %d", o.Low, o.High)
}

// statement writes where and when a statement stands, who speaks, and the words.
func (p *printer) statement(b *book, s *hearsay.Statement) {
	d := b.document(s.Document)
	how := word(commitmentWords, s.Commitment)
	if s.Stance != hearsay.Tells {
		how = word(stanceWords, s.Stance)
	}
	who := b.speaker(s)
	if cue := b.words(s.Document, s.Cue...); cue != "" {
		who += ", " + quoted(cue)
	}
	p.hang("  ", "    ", fmt.Sprintf("%s, %s; %s; %s: %s", d.Byline(), d.Published, how, who, quoted(b.content(s))))
}

func (p *printer) changed(b *book) {
	c := b.Changed
	if c.None() {
		p.line(0, "Nothing changed.")
		return
	}
	p.line(0, p.bold("Changed"))
	name := func(ids []string) (names []string) {
		for _, id := range ids[:min(5, len(ids))] {
			names = append(names, b.document(id).Name())
		}
		if len(ids) > 5 {
			names = append(names, fmt.Sprintf("and %d more", len(ids)-5))
		}
		return names
	}
	if len(c.Added) > 0 {
		p.line(2, fmt.Sprintf("%s added: %s", count(len(c.Added), "document", "documents"), strings.Join(name(c.Added), "; ")))
	}
	if len(c.Removed) > 0 {
		p.line(2, fmt.Sprintf("%s removed: %s", count(len(c.Removed), "document", "documents"), strings.Join(name(c.Removed), "; ")))
	}
	fresh := 0
	var lines []string
	for _, change := range c.Claims {
		if change.New {
			fresh++
			continue
		}
		if n := b.numbers[change.Claim]; n > 0 {
			lines = append(lines, fmt.Sprintf("%d. %s: %s", n, b.claimLine(&b.Claims[n-1]), strings.Join(change.What, "; ")))
		} else {
			lines = append(lines, fmt.Sprintf("%s: %s", change.Claim, strings.Join(change.What, "; ")))
		}
	}
	if fresh > 0 {
		p.line(2, count(fresh, "new claim", "new claims"))
	}
	for _, l := range lines[:min(10, len(lines))] {
		p.line(2, l)
	}
	p.more(2, len(lines)-10, "claim", "claims")
}

const labelWidth = 14

// field writes a label and its text beside it; nothing where there is no text.
func (p *printer) field(label, text string) {
	if text == "" {
		return
	}
	pad := max(1, labelWidth-ansi.StringWidth(label))
	p.hang("   "+p.styled(p.dim(label))+strings.Repeat(" ", pad), strings.Repeat(" ", 3+labelWidth), text)
}

// url writes an address in one piece, however long: a broken one cannot be followed.
func (p *printer) url(label, address string) {
	if address != "" {
		fmt.Fprintf(p, "   %s%s%s\n", p.styled(p.dim(label)), strings.Repeat(" ", max(1, labelWidth-len(label))), clean(address))
	}
}

// list writes the lines under one label, and how many were left out.
func (p *printer) list(label string, lines []string, limit int) {
	for i, l := range lines[:min(limit, len(lines))] {
		if i == limit-1 {
			l += others(len(lines)-limit, "(and %s)", "more", "more")
		}
		p.field(label, l)
		label = " "
	}
}

func (p *printer) more(indent, n int, one, many string) {
	if n > 0 {
		p.line(indent, "and "+count(n, "more "+one, "more "+many))
	}
}

func (p *printer) line(indent int, text string) {
	p.hang(strings.Repeat(" ", indent), strings.Repeat(" ", indent+2), text)
}

// hang writes text wrapped, its first line after first and the others after rest.
func (p *printer) hang(first, rest, text string) {
	// A line is not broken at a hyphen, which would take dates and addresses apart.
	const hyphen = "\u2011"
	text = strings.ReplaceAll(p.styled(text), "-", hyphen)
	for i, l := range strings.Split(ansi.Wrap(text, p.width-ansi.StringWidth(rest), " "), "\n") {
		l = strings.ReplaceAll(l, hyphen, "-")
		lead := rest
		if i == 0 {
			lead = first
		}
		p.WriteString(strings.TrimRight(lead+strings.TrimLeft(l, " "), " ") + "\n")
	}
}

func (p *printer) gap() { p.WriteString("\n") }

// Styles are marked by characters that Unicode keeps for a program's own use, and become escape sequences after
// everything that a stranger wrote has been cleaned. Such a character in a stranger's text can at most make words bold.
const (
	boldOn = '\ufdd0'
	dimOn  = '\ufdd1'
	allOff = '\ufdd2'
)

func (p *printer) bold(s string) string { return string(boldOn) + s + string(allOff) }
func (p *printer) dim(s string) string  { return string(dimOn) + s + string(allOff) }

// styled cleans s and puts escape sequences for its styles, or nothing where no colour is asked for.
func (p *printer) styled(s string) string {
	on := strings.NewReplacer(string(boldOn), "", string(dimOn), "", string(allOff), "")
	if p.colour {
		on = strings.NewReplacer(string(boldOn), ansi.Style{}.Bold().String(), string(dimOn), ansi.Style{}.Faint().String(), string(allOff), ansi.ResetStyle)
	}
	return on.Replace(clean(s))
}

// clean drops what could steer a terminal or turn the direction of the text, and makes white space single spaces.
func clean(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.IsControl(r), '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069', r == unicode.ReplacementChar:
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// quoted puts s in quotation marks, without those that stand around it already; those within it become single ones.
func quoted(s string) string { return "“" + unquoted(s) + "”" }

// unquoted is s ready to stand between quotation marks. Marks of a quotation that was cut lose or gain their partner.
func unquoted(s string) string {
	const marks = "\"“”„"
	s = strings.TrimRight(strings.TrimSpace(s), ", ")
	n := 0
	for _, r := range s {
		if strings.ContainsRune(marks, r) {
			n++
		}
	}
	first, last := strings.TrimLeft(s, marks), strings.TrimRight(s, marks)
	switch {
	case n == 2 && len(first) < len(s) && len(last) < len(s), n == 1 && len(first)+len(last) < 2*len(s):
		return strings.TrimRight(strings.Trim(s, marks), ", ")
	case n%2 == 1 && strings.Count(s, "”") > strings.Count(s, "“"):
		s = "“" + s
	case n%2 == 1:
		s += "”"
	}
	open := true
	return strings.Map(func(r rune) rune {
		switch {
		case !strings.ContainsRune(marks, r):
			return r
		case r == '"' && open, r == '„', r == '“' && open:
			open = false
			return '‘'
		}
		open = true
		return '’'
	}, s)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
