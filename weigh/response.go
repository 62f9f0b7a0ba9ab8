package weigh

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

// strength orders answers: the best known of somebody accused is the strongest.
var strength = map[hearsay.Answer]int{hearsay.Denied: 5, hearsay.Declined: 4, hearsay.NotReached: 3, hearsay.NotAsked: 2, hearsay.NoAnswer: 1}

// accused are the names that the claim speaks of as those who did it or to whom it was done.
func (c *matter) accused() []string {
	var names []string
	for _, p := range c.claim.Parts {
		if (p.Role == hearsay.Who || p.Role == hearsay.Whom) && p.Value != "" && !slices.Contains(names, p.Value) {
			names = append(names, p.Value)
		}
	}
	return names
}

// isAccused reports whether words name one of those accused.
func (c *matter) isAccused(words string) bool {
	return slices.ContainsFunc(c.accused(), func(n string) bool { return sameName(words, n) })
}

// sameName reports whether words hold the last word of the name, or the name those words' last.
func sameName(words, name string) bool {
	a, b := strings.Fields(plainWords(words)), strings.Fields(plainWords(name))
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return slices.Contains(a, b[len(b)-1]) || slices.Contains(b, a[len(a)-1])
}

// responses are how those accused answered, one for each: what texts tell, and the denials among the statements. Of
// several answers the strongest stands, of equals the first.
func (c *matter) responses() []hearsay.Response {
	var out []hearsay.Response
	put := func(r hearsay.Response) {
		for i := range out {
			if sameName(out[i].Who, r.Who) {
				if len(r.Who) > len(out[i].Who) {
					out[i].Who = r.Who
				}
				r.Who = out[i].Who
				if strength[r.Answer] > strength[out[i].Answer] {
					out[i] = r
				}
				return
			}
		}
		out = append(out, r)
	}
	var found []hearsay.Response
	for _, i := range c.near(c.Scale.responses) {
		if r := c.pile.Responses[i]; c.answers(r) {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b hearsay.Response) int {
		if n := c.earlier(a.Document, b.Document); n != 0 {
			return n
		}
		return a.Span.Start - b.Span.Start
	})
	for _, r := range found {
		if s := c.pile.Statements[r.Statement]; s != nil && c.confessed(s.Speaker) {
			continue // who confesses that he invented it answers no charge
		}
		if who := c.whoAnswers(r); who != "" {
			r.Who, r.Answer, r.Claim = who, c.answer(r), c.claim.ID
			if !slices.Contains(c.claim.Others, r.Statement) && !slices.Contains(c.claim.Tellings, r.Statement) {
				r.Statement = "" // its document and its place say where it is
			}
			put(r)
		}
	}
	for _, s := range c.others {
		if !c.denies(s) || s.Kind == hearsay.Own || c.tellers[s.Speaker] || c.confessed(s.Speaker) {
			continue
		}
		if who := c.speaksFor(s); who != "" {
			put(hearsay.Response{Who: who, Answer: hearsay.Denied, Document: s.Document, Span: s.Hull(), Statement: s.ID, Claim: c.claim.ID})
		}
	}
	if len(out) == 0 {
		for _, role := range []hearsay.Role{hearsay.Whom, hearsay.Who} {
			for _, p := range c.claim.Parts {
				if p.Role == role && p.Named && properName(p.Value) && !c.teller(p.Value) && len(c.docs) > 0 && c.claim.Allegation >= 0.3 {
					return []hearsay.Response{{Who: p.Value, Answer: hearsay.NoAnswer, Document: c.docs[0], Claim: c.claim.ID}}
				}
			}
		}
	}
	return out
}

// answer is how a response answers, by its own words where they say that somebody would not speak.
func (c *matter) answer(r hearsay.Response) hearsay.Answer {
	if r.Answer == hearsay.NotReached && declines.MatchString(c.text(r.Document, []hearsay.Span{r.Span})) {
		return hearsay.Declined
	}
	return r.Answer
}

// whoAnswers is who of those accused a response is of: named, or by a word for him, or through one who speaks for him.
// Where the claim accuses nobody by name it is whom the response names. It is empty for others.
func (c *matter) whoAnswers(r hearsay.Response) string {
	who := c.principal(r.Who, r.Document)
	if s := c.pile.Statements[r.Statement]; s != nil {
		if client := c.client(c.pile.Sources[s.Speaker], r.Document); client != "" {
			who = client
		}
	}
	var named []string
	for _, n := range c.accused() {
		if sameName(who, n) {
			if isName(n) && len(n) > len(who) || !properName(who) {
				return n
			}
			return who
		}
		if properName(n) && !c.teller(n) {
			named = append(named, n)
		}
	}
	if !properName(who) && len(named) > 0 {
		return named[len(named)-1] // "he", "the minister's office": of several, the one it was done to stands last
	}
	if pronouns[strings.ToLower(who)] || c.teller(who) || len(named) > 0 && !c.toldOf(who) && !c.main(r.Document) {
		return ""
	}
	return who
}

var (
	declines = dfa.MustCompile(`(?i)\b(?:declin|refus|did not wish|does not wish|no comment|not comment|would not (?:say|speak|talk|discuss|be drawn))`)
	// how those are named who speak for another: "a lawyer for X", "X's office"
	speaker  = dfa.MustCompile(`(?i)^(?:an? |the |his |her )?(?:[\p{L}-]+ )?(?:lawyers?|solicitors?|attorneys?|counsel|spokes\p{L}+|agents?|representatives?|aides?|office|press office|managers?) (?:for|of|to) (.+)$`)
	ownedBy  = dfa.MustCompile(`(?i)^(.+?)['’]s? (?:[\p{L}-]+ )?(?:lawyers?|solicitors?|attorneys?|counsel|spokes\p{L}+|agents?|representatives?|office|management|team|company|firm|people|press office|campaign|party|federation)$`)
	lowWords = dfa.MustCompile(`^(?:de|da|do|dos|das|du|del|della|di|van|von|der|den|la|le|al|el|bin|ibn|of|the|and|zu|ter|y)$`)
)

// confessed reports whether a speaker confesses something among those who do not tell the claim.
func (c *matter) confessed(speaker string) bool {
	if c.owned == nil {
		c.owned = map[string]bool{}
		for _, s := range c.others {
			c.owned[s.Speaker] = c.owned[s.Speaker] || confesses.MatchString(c.text(s.Document, s.Cue))
		}
	}
	return speaker != "" && c.owned[speaker]
}

// client is for whom a source speaks in a document, by its descriptions: "Dray's lawyer", "a spokesman for Borealis". It is empty where none tells.
func (c *matter) client(src *hearsay.Source, document string) string {
	if src == nil || src.Kind == hearsay.Organisation {
		return ""
	}
	for _, d := range src.Descriptions {
		if m := ownedBy.FindStringSubmatch(d.Text); m != nil && properName(m[1]) && advocate.MatchString(d.Text) {
			return c.fullName(m[1], document)
		}
		if m := speaker.FindStringSubmatch(d.Text); m != nil && properName(article.ReplaceAllString(m[1], "")) && advocate.MatchString(d.Text) {
			return c.fullName(m[1], document)
		}
	}
	return ""
}

var (
	advocate  = dfa.MustCompile(`(?i)\b(?:lawyer|solicitor|attorney|counsel|spokes\p{L}+|agent|aide|representative|office)\b`)
	body      = dfa.MustCompile(`(?i)\b(?:company|firm|bank|ministry|department|government|council|police|party|union|club|church|diocese|hospital|clinic|school|university|agency|authority|association|federation|board|office|minister|mayor|man|woman)$`)
	confesses = dfa.MustCompile(`(?i)\b(?:confess|admit|own(?:ed|s) up|recant)`)
)

// principal is whom a name in a document stands for: of one who speaks for another the other, and of a last name or an office
// the full name that the document puts with it.
func (c *matter) principal(who, document string) string {
	key := who + "\n" + document
	if full, known := c.names.known.Load(key); known {
		return full.(string)
	}
	full := c.fullName(who, document)
	c.names.known.Store(key, full)
	return full
}

func (c *matter) fullName(who, document string) string {
	if m := speaker.FindStringSubmatch(who); m != nil {
		who = m[1]
	} else if m := ownedBy.FindStringSubmatch(who); m != nil {
		who = m[1]
	}
	d := c.pile.Documents[document]
	if d == nil || who == "" || pronouns[strings.ToLower(who)] {
		return who
	}
	const capital = `\p{Lu}[\p{L}'’-]+`
	if bare := article.ReplaceAllString(who, ""); !properName(bare) {
		office := regexp.QuoteMeta(bare)
		for _, pattern := range []string{`(` + capital + `(?: ` + capital + `)+), (?:the |its |his |her |their )?` + office + `\b`, `(?i:\b` + office + `),? (` + capital + `(?: ` + capital + `)+)`} {
			if m := inLine(d.Text, pattern, func(line string) bool { return contains(line, bare) }); m != nil {
				return m[1]
			}
		}
		return who
	}
	if !strings.Contains(who, " ") {
		name := inLine(d.Text, `(?:`+capital+` )*`+capital+` `+regexp.QuoteMeta(who)+`\b`, func(line string) bool { return hasNameBefore(line, who) })
		if name != nil && isName(name[0]) {
			return afterTitle.ReplaceAllString(name[0], "")
		}
	}
	return who
}

// inLine returns the first match of a pattern, which matches no end of line, with its groups. Only lines that may hold one
// are looked at closely.
func inLine(text, pattern string, may func(line string) bool) []string {
	var re *regexp.Regexp
	for line := range strings.Lines(text) {
		if !may(line) {
			continue
		}
		if re == nil {
			re = regexp.MustCompile(pattern)
		}
		if m := re.FindStringSubmatch(line); m != nil {
			return m
		}
	}
	return nil
}

// hasNameBefore reports whether word stands in a line after another in which there is a capital letter.
func hasNameBefore(line, word string) bool {
	for at := 0; ; {
		i := strings.Index(line[at:], " "+word)
		if i < 0 {
			return false
		}
		before := line[:at+i]
		if strings.ContainsFunc(before[strings.LastIndexByte(before, ' ')+1:], unicode.IsUpper) {
			return true
		}
		at += i + 1
	}
}

var (
	article    = dfa.MustCompile(`(?i)^(?:the|an?|his|her|their|its) `)
	afterTitle = dfa.MustCompile(`^(?:(?:Mr|Mrs|Ms|Dr|The|In|On|But|And|When|While|As|For|President|Minister|Mayor|Senator|Captain|Professor) )+`)
)

// contains reports whether words stand in a text, in any case.
func contains(text, words string) bool {
	return strings.Contains(text, words) || strings.Contains(strings.ToLower(text), strings.ToLower(words))
}

// isName reports whether every word of s is one of a name.
func isName(s string) bool {
	for _, f := range strings.Fields(s) {
		if r, _ := utf8.DecodeRuneInString(f); !unicode.IsUpper(r) && !lowWords.MatchString(f) {
			return false
		}
	}
	return s != ""
}

// toldOf reports whether a telling speaks of a name, by its last word.
func (c *matter) toldOf(name string) bool {
	return slices.ContainsFunc(c.tellings, func(s *hearsay.Statement) bool { return sameName(c.text(s.Document, s.Content), name) })
}

// properName reports whether s is a name: its first and last words begin with capitals, and no word is a number.
func properName(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || strings.ContainsAny(s, "0123456789") || pronouns[strings.ToLower(s)] {
		return false
	}
	for _, f := range []string{fields[0], fields[len(fields)-1]} {
		if r, _ := utf8.DecodeRuneInString(f); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

var pronouns = map[string]bool{"he": true, "she": true, "it": true, "they": true, "i": true, "we": true, "who": true}

// answers reports whether a response is to this claim: it says so, or its statement does, or it says nothing and speaks of
// somebody whom the claim accuses in a document that tells it.
func (c *matter) answers(r hearsay.Response) bool {
	s := c.pile.Statements[r.Statement]
	if s != nil && r.Answer == hearsay.Denied {
		if s.Claim != c.claim.ID && !slices.Contains(c.docs, r.Document) || !c.denies(s) || finds.MatchString(c.text(s.Document, s.Cue)) {
			return false
		}
		if s.Claim == c.claim.ID {
			return true
		}
		// It may have been tied to nothing, or to what is told elsewhere.
		lead := c.leads(r.Document)
		if s.Claim != "" && c.beside[r.Document+" "+s.Claim] {
			return false
		}
		who := c.principal(r.Who, r.Document)
		return lead > -0.3 && c.isAccused(who) || lead > 0 && c.toldOf(who)
	} else if r.Claim != "" {
		return r.Claim == c.claim.ID
	}
	if !slices.Contains(c.docs, r.Document) {
		return false
	}
	who := c.principal(r.Who, r.Document)
	if c.isAccused(who) || mentions(c.claim.Text, who) {
		return true
	}
	for _, s := range c.tellings {
		if s.Document == r.Document && mentions(c.text(s.Document, s.Content), who) {
			return true
		}
	}
	return r.Answer != hearsay.Denied && c.main(r.Document)
}

// teller reports whether a name is that of somebody who tells the claim.
func (c *matter) teller(name string) bool {
	for _, s := range c.tellings {
		if src := c.pile.Sources[s.Speaker]; src != nil && (sameName(src.Name, name)) {
			return true
		}
	}
	return false
}

// speaksFor returns who of those accused denies the claim by s: himself, or through one who speaks for him.
func (c *matter) speaksFor(s *hearsay.Statement) string {
	src := c.pile.Sources[s.Speaker]
	words := c.words(s, src)
	accused := c.accused()
	for _, name := range accused {
		if sameName(c.text(s.Document, s.Source), name) || src != nil && sameName(src.Name, name) {
			if src != nil && src.Kind == hearsay.Person && len(src.Name) > len(name) && sameName(src.Name, name) {
				return src.Name
			}
			return name
		}
	}
	for _, name := range accused {
		if sameName(words, name) {
			return name
		}
	}
	if client := c.client(src, s.Document); client != "" && c.toldOf(client) {
		return client
	}
	if speaksFor.MatchString(words) && !record.MatchString(words) && !authority.MatchString(words) {
		for _, name := range accused {
			if properName(name[strings.LastIndexByte(name, ' ')+1:]) || len(accused) == 1 && body.MatchString(name) {
				return name
			}
		}
	}
	if src != nil && src.Kind == hearsay.Person && 3*c.named(src.Name) >= len(c.tellings) { // it is about him, and not only told of him in one place
		return src.Name
	}
	return ""
}

// named is how many tellings speak of a name, by its last word.
func (c *matter) named(name string) (n int) {
	for _, s := range c.tellings {
		if sameName(c.text(s.Document, s.Content), name) {
			n++
		}
	}
	return n
}

// denied reports whether somebody with access denies the claim: one of those accused, who would know, one who speaks for
// them, or one who says how he knows.
func (c *matter) denied(evidence []hearsay.Evidence, responses []hearsay.Response) (bool, []string) {
	denied := false
	var ids []string
	for _, r := range responses {
		denied = denied || r.Answer == hearsay.Denied
	}
	for _, s := range c.others {
		if !c.denies(s) || s.Kind == hearsay.Own {
			continue
		}
		src := c.pile.Sources[s.Speaker]
		if c.speaksFor(s) == "" && !s.Access.Own() && (src == nil || !src.Access.Own()) {
			continue
		}
		for _, e := range evidence {
			if e.Kind == hearsay.Denial && e.Document == s.Document && e.Span == s.Hull() {
				denied = true
				ids = append(ids, e.ID)
			}
		}
	}
	return denied, ids
}
