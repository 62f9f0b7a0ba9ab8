// Package truth reads what an editor wrote must be found in a story, and says how much of it a report found.
//
// testdata/README.md tells how a truth file is written. Parse reads one, ReadCase a whole case in a txtar archive, Gold
// the JSON that the first acceptance test is given as. Compare holds a Truth against a hearsay.Report.
package truth

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/hearsay-news/hearsay"
)

// Truth is what must be found. What is empty in it is not checked; "-" stands for something that must be unknown.
type Truth struct {
	Statements []Statement
	Sources    []Source
	Remarks    []Remark
	Claims     []Claim
	Links      []Link
	Documents  []Document
	AtMost     int // further attributions; less than 0 for any number
}

// A Reading is the words of a place, a fragment each. Several readings of one thing are as good as each other.
type Reading []string

// Statement is a statement that must be found.
type Statement struct {
	ID         string
	In         string // the document's name; empty where there is only one
	Source     []Reading
	Cue        []Reading
	Content    []Reading // never empty
	Kind       hearsay.Kind
	Commitment hearsay.Commitment
	Stance     hearsay.Stance
	Speaker    string // a Source's Name
	Via        string
	Parent     string // a Statement's ID
}

// Source is who must be known to speak.
type Source struct {
	Name      string
	Kind      hearsay.SourceKind
	Also      []string
	Described []string
}

// Remark is a remark that must be found.
type Remark struct {
	Kind        hearsay.RemarkKind
	In          string
	Span        string
	About       []string // Claims' IDs
	Contradicts string   // the words of the other remark
}

// Claim is a claim that must be put together.
type Claim struct {
	ID        string
	Text      string // for people
	Tellings  []string
	Denials   []string
	Parts     []Part
	Origins   *[2]int // low, high
	Named     *Named
	Standing  hearsay.Standing
	Responses []Response
}

// Part is a part of a claim that has Words in its value. Any part may, where Role is empty.
type Part struct {
	Role  hearsay.Role
	Words string
}

// Named is the origin that tellings name. It is in the pile where Documents says so; one of several is as good as another.
type Named struct {
	Channel   hearsay.Channel
	By        string
	Documents []string
}

// Response is how somebody who was accused responded.
type Response struct {
	Answer hearsay.Answer
	Who    string
}

// Link is a dependence between documents, by their names.
type Link struct {
	Kind     hearsay.LinkKind
	From, To string
}

// Document is what must be known about a document.
type Document struct {
	Name                                                string
	Title, Outlet, Author, Published, Language, Channel string
	Embeds                                              []string
}

// The values that fields may have.
var (
	kinds       = words(hearsay.Direct, hearsay.Indirect, hearsay.Mixed, hearsay.Own)
	commitments = words(hearsay.StatesAsFact, hearsay.Reports, hearsay.Distances, hearsay.Doubts, hearsay.Denies, hearsay.Asks)
	stances     = words(hearsay.Tells, hearsay.DeniesIt, hearsay.DoubtsIt, hearsay.AsksWhether)
	sourceKinds = words(hearsay.Person, hearsay.Organisation, hearsay.Writing, hearsay.Unnamed)
	remarkKinds = words(hearsay.Substantiated, hearsay.Unsubstantiated, hearsay.FindingFor, hearsay.FindingAgainst, hearsay.FindingNone,
		hearsay.Context, hearsay.Insinuation, hearsay.Relatives)
	roles     = words(hearsay.Who, hearsay.What, hearsay.Whom, hearsay.When, hearsay.Where, hearsay.Named, hearsay.HowMany, hearsay.How)
	standings = words(hearsay.Reported, hearsay.UnsubstantiatedIt, hearsay.Disputed, hearsay.Refuted, hearsay.Retracted, hearsay.Corroborated, hearsay.Confirmed)
	answers   = words(hearsay.Denied, hearsay.Declined, hearsay.NotReached, hearsay.NotAsked, hearsay.NoAnswer)
	linkKinds = words(hearsay.Cites, hearsay.Hyperlinks, hearsay.CarriesWire, hearsay.Copies, hearsay.Quotes, hearsay.Translates, hearsay.Embeds, hearsay.SharesError, hearsay.VersionOf, hearsay.SameAs)
)

func words[S ~string](values ...S) (all []string) {
	for _, v := range values {
		all = append(all, string(v))
	}
	return all
}

// Case is one small story in one archive.
type Case struct {
	About     string // what the case is about, in a sentence
	Documents []txtar.File
	Truth     Truth
}

// ReadCase reads a case: a comment, the documents, and the truth as the last file.
func ReadCase(path string) (Case, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Case{}, err
	}
	a := txtar.Parse(text)
	last := len(a.Files) - 1
	if last < 1 || a.Files[last].Name != "truth" {
		return Case{}, fmt.Errorf("%s: there must be a document at least, and then the truth as the last file; write its heading as \"-- truth --\"", path)
	}
	c := Case{About: strings.TrimSpace(string(a.Comment)), Documents: a.Files[:last]}
	if c.About == "" {
		return c, fmt.Errorf("%s:1: say in a sentence, before the first document, what the case is about", path)
	}
	var names []string
	for _, f := range c.Documents {
		names = append(names, f.Name)
	}
	before := strings.Count(string(text), "\n") - strings.Count(string(a.Files[last].Data), "\n")
	if !strings.HasSuffix(string(text), "\n") {
		before++ // txtar gives the last line the end that it lacks
	}
	c.Truth, err = parse(path, before, a.Files[last].Data, names)
	return c, err
}

// ReadStory reads the truth of the story in folder: truth.txt, beside the folder documents.
func ReadStory(folder string) (Truth, error) {
	path := filepath.Join(folder, "truth.txt")
	text, err := os.ReadFile(path)
	if err != nil {
		return Truth{}, err
	}
	return Parse(path, text)
}

// Parse reads a truth file. path is what errors call it. Every line that is wrong is told, with its number and what to
// do about it.
func Parse(path string, text []byte) (Truth, error) { return parse(path, 0, text, nil) }

// A parser reads a truth line by line, and remembers what to check when all is read.
type parser struct {
	path  string
	line  int
	t     Truth
	block string
	field func(name, value string) string // of the current block: what is wrong with it, or nothing
	seen  map[string]bool                 // the fields of the current block that stand once
	errs  []error
	later []func()
	names []string        // the documents of the case; nil where they are not known
	ids   map[string]bool // "statement s1", "claim c1", "source X", "document x"
}

// parse reads a truth that begins after line before of path. names are the documents of the case, nil where they are not
// known.
func parse(path string, before int, text []byte, names []string) (Truth, error) {
	p := &parser{path: path, line: before, t: Truth{AtMost: -1}, names: names, ids: map[string]bool{}}
	for line := range strings.Lines(string(text)) {
		p.line++
		line = strings.TrimRight(line, " \t\r\n")
		trimmed := strings.TrimLeft(line, " \t")
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case trimmed == line:
			p.open(trimmed)
		default:
			p.add(trimmed)
		}
	}
	for _, check := range p.later {
		check()
	}
	if len(p.t.Statements)+len(p.t.Remarks)+len(p.t.Claims)+len(p.t.Links)+len(p.t.Documents) == 0 && len(p.errs) == 0 {
		p.wrong("it asks for nothing; write a statement, a remark, a claim, a link or a document")
	}
	return p.t, errors.Join(p.errs...)
}

func (p *parser) wrong(format string, args ...any) { p.wrongAt(p.line, format, args...) }

func (p *parser) wrongAt(line int, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.path, line, fmt.Sprintf(format, args...)))
}

// after has check run when everything is read; what it finds wrong is told for this line.
func (p *parser) after(check func() string) {
	line := p.line
	p.later = append(p.later, func() {
		if told := check(); told != "" {
			p.wrongAt(line, "%s", told)
		}
	})
}

// refer wants a block of the kind to be there by the end.
func (p *parser) refer(kind, id string) {
	p.after(func() string {
		if p.ids[kind+" "+id] {
			return ""
		}
		return fmt.Sprintf("there is no %s %q; write its block, or correct the name", kind, id)
	})
}

// split cuts the first word off.
func split(s string) (first, rest string) {
	first, rest, _ = strings.Cut(strings.ReplaceAll(s, "\t", " "), " ")
	return first, strings.TrimSpace(rest)
}

func oneOf(what, value string, allowed []string) string {
	if slices.Contains(allowed, value) {
		return ""
	}
	return fmt.Sprintf("%s %q is none; write one of %s", what, value, strings.Join(allowed, ", "))
}

// open begins the block that line names.
func (p *parser) open(line string) {
	kind, id := split(line)
	p.block, p.seen = kind, map[string]bool{}
	p.field = func(string, string) string { return "" } // of a block that is wrong, fields are passed over
	switch kind {
	case "statement", "source", "claim", "document":
		if id == "" {
			p.wrong("a %s needs a name; write it behind the word", kind)
			return
		}
		if p.ids[kind+" "+id] {
			p.wrong("there are two blocks for the %s %q; join them, or rename one", kind, id)
			return
		}
		p.ids[kind+" "+id] = true
	}
	switch kind {
	case "statement":
		p.statement(id)
	case "source":
		p.t.Sources = append(p.t.Sources, Source{Name: id})
		p.field = p.source(len(p.t.Sources) - 1)
	case "remark":
		if told := oneOf("a remark of the kind", id, remarkKinds); told != "" {
			p.wrong("%s", told)
			return
		}
		p.remark(hearsay.RemarkKind(id))
	case "claim":
		p.claim(id)
	case "document":
		if told := p.place(id); told != "" {
			p.wrong("%s", told)
		}
		p.t.Documents = append(p.t.Documents, Document{Name: id})
		p.field = p.document(len(p.t.Documents) - 1)
	case "link":
		p.link(id)
	case "at-most":
		n, err := strconv.Atoi(id)
		if err != nil || n < 0 || p.t.AtMost >= 0 {
			p.wrong("at-most is followed by a number, once; write \"at-most 6\"")
			return
		}
		p.t.AtMost = n
		p.field = func(string, string) string { return "at-most has no fields; begin the next block in the first column" }
	default:
		p.wrong("no block is called %q; write statement, source, remark, claim, link, document or at-most, and indent what belongs to one", kind)
	}
}

// add reads a field of the current block.
func (p *parser) add(line string) {
	if p.field == nil {
		p.wrong("there is no block for this field; begin one in the first column")
		return
	}
	name, value := split(line)
	if name == "or" {
		name, value = split(value)
		name = "or " + name
	}
	if value == "" {
		p.wrong("%s says nothing; write its value behind it, or leave the line out", name)
		return
	}
	if told := p.field(name, value); told != "" {
		p.wrong("%s", told)
	}
}

// once says so where a field of a block stands a second time.
func (p *parser) once(name string) string {
	if p.seen[name] {
		return fmt.Sprintf("a %s has one %s; leave one out", p.block, name)
	}
	p.seen[name] = true
	return ""
}

func (p *parser) unknown(name string, known ...string) string {
	return fmt.Sprintf("a %s has no field %q; it has %s", p.block, name, strings.Join(known, ", "))
}

// set sets a field that stands once and may be anything, or one of allowed.
func (p *parser) set(name, value string, to *string, allowed []string) string {
	if told := p.once(name); told != "" {
		return told
	}
	*to = value
	if allowed == nil {
		return ""
	}
	return oneOf(p.block+": "+name, value, allowed)
}

// reading adds a fragment to the first reading.
func reading(readings *[]Reading, fragment string) string {
	switch len(*readings) {
	case 0:
		*readings = []Reading{{fragment}}
	case 1:
		(*readings)[0] = append((*readings)[0], fragment)
	default:
		return "a further fragment stands behind another reading; write it before the line that begins with or"
	}
	return ""
}

// other adds a reading as good as the first.
func other(readings *[]Reading, name, words string) string {
	if len(*readings) == 0 {
		return fmt.Sprintf("\"or %s\" is another reading of nothing; write \"%s\" before it", name, name)
	}
	*readings = append(*readings, Reading{words})
	return ""
}

func (p *parser) statement(id string) {
	i := len(p.t.Statements)
	p.t.Statements = append(p.t.Statements, Statement{ID: id})
	p.field = func(name, value string) string {
		s := &p.t.Statements[i]
		switch name {
		case "in":
			return p.set(name, value, &s.In, nil)
		case "source":
			return reading(&s.Source, value)
		case "cue":
			return reading(&s.Cue, value)
		case "content":
			return reading(&s.Content, value)
		case "or source":
			return other(&s.Source, "source", value)
		case "or cue":
			return other(&s.Cue, "cue", value)
		case "or content":
			return other(&s.Content, "content", value)
		case "kind":
			return p.set(name, value, (*string)(&s.Kind), kinds)
		case "commitment":
			return p.set(name, value, (*string)(&s.Commitment), commitments)
		case "stance":
			return p.set(name, value, (*string)(&s.Stance), stances)
		case "speaker":
			if value != "-" {
				p.refer("source", value)
			}
			return p.set(name, value, &s.Speaker, nil)
		case "via":
			return p.set(name, value, &s.Via, nil)
		case "parent":
			p.refer("statement", value)
			return p.set(name, value, &s.Parent, nil)
		}
		return p.unknown(name, "in", "source", "cue", "content", "kind", "commitment", "stance", "speaker", "via", "parent", "or source", "or cue", "or content")
	}
	p.after(func() string {
		s := p.t.Statements[i]
		if len(s.Content) == 0 {
			return fmt.Sprintf("statement %s has no content; quote what is said", id)
		}
		if s.Kind == hearsay.Own && len(s.Source)+len(s.Cue) > 0 {
			return fmt.Sprintf("statement %s is the document's own, which has neither source nor cue; leave them out, or correct the kind", id)
		}
		return p.place(s.In)
	})
}

func (p *parser) source(i int) func(name, value string) string {
	return func(name, value string) string {
		s := &p.t.Sources[i]
		switch name {
		case "kind":
			return p.set(name, value, (*string)(&s.Kind), sourceKinds)
		case "also":
			s.Also = append(s.Also, value)
			return ""
		case "described":
			s.Described = append(s.Described, value)
			return ""
		}
		return p.unknown(name, "kind", "also", "described")
	}
}

func (p *parser) remark(kind hearsay.RemarkKind) {
	i := len(p.t.Remarks)
	p.t.Remarks = append(p.t.Remarks, Remark{Kind: kind})
	p.field = func(name, value string) string {
		r := &p.t.Remarks[i]
		switch name {
		case "in":
			return p.set(name, value, &r.In, nil)
		case "span":
			return p.set(name, value, &r.Span, nil)
		case "about":
			for _, id := range strings.Fields(value) {
				p.refer("claim", id)
				r.About = append(r.About, id)
			}
			return ""
		case "contradicts":
			p.after(func() string {
				for _, o := range p.t.Remarks {
					if trimWords(o.Span) == trimWords(value) {
						return ""
					}
				}
				return fmt.Sprintf("no remark has the span %q; quote the other remark's span as it stands there", value)
			})
			return p.set(name, value, &r.Contradicts, nil)
		}
		return p.unknown(name, "in", "span", "about", "contradicts")
	}
	p.after(func() string {
		if p.t.Remarks[i].Span == "" {
			return fmt.Sprintf("the remark %s has no span; quote it", kind)
		}
		return p.place(p.t.Remarks[i].In)
	})
}

func (p *parser) claim(id string) {
	i := len(p.t.Claims)
	p.t.Claims = append(p.t.Claims, Claim{ID: id})
	p.field = func(name, value string) string {
		c := &p.t.Claims[i]
		switch name {
		case "text":
			return p.set(name, value, &c.Text, nil)
		case "tellings", "denials":
			to := &c.Tellings
			if name == "denials" {
				to = &c.Denials
			}
			for _, s := range strings.Fields(value) {
				p.refer("statement", s)
				*to = append(*to, s)
			}
			return ""
		case "part":
			role, words := split(value)
			if words == "" {
				return "a part is a role and words; write \"part who the mayor\""
			}
			c.Parts = append(c.Parts, Part{hearsay.Role(role), words})
			return oneOf("part: role", role, roles)
		case "origins":
			low, high := split(value)
			l, errLow := strconv.Atoi(low)
			h, errHigh := strconv.Atoi(high)
			if errLow != nil || errHigh != nil || l < 0 || h < l {
				return "origins are two numbers, low and high; write \"origins 1 1\""
			}
			c.Origins = &[2]int{l, h}
			return p.once(name)
		case "named":
			channel, by := split(value)
			if by == "" {
				return "a named origin is a channel and who spoke there; write \"named facebook Ines Rau\""
			}
			if c.Named == nil {
				c.Named = &Named{}
			}
			c.Named.Channel, c.Named.By = hearsay.Channel(channel), by
			return p.once(name)
		case "named-in":
			if c.Named == nil {
				c.Named = &Named{}
			}
			c.Named.Documents = append(c.Named.Documents, value)
			return p.place(value)
		case "standing":
			return p.set(name, value, (*string)(&c.Standing), standings)
		case "response":
			answer, who := split(value)
			if who == "" {
				return "a response is an answer and who was accused; write \"response denied Mayor Rau\""
			}
			c.Responses = append(c.Responses, Response{hearsay.Answer(answer), who})
			return oneOf("response", answer, answers)
		}
		return p.unknown(name, "text", "tellings", "denials", "part", "origins", "named", "named-in", "standing", "response")
	}
	p.after(func() string {
		if c := p.t.Claims[i]; len(c.Tellings)+len(c.Denials) == 0 {
			return fmt.Sprintf("the claim %s has no statements; write \"tellings\" or \"denials\"", id)
		}
		return ""
	})
}

func (p *parser) link(value string) {
	f := strings.Fields(value)
	if len(f) != 3 {
		p.wrong("a link is a kind and two documents; write \"link copies b.html a.html\", b being the one that depends")
		return
	}
	if told := oneOf("a link of the kind", f[0], linkKinds); told != "" {
		p.wrong("%s", told)
		return
	}
	for _, name := range f[1:] {
		if told := p.place(name); told != "" {
			p.wrong("%s", told)
		}
	}
	p.t.Links = append(p.t.Links, Link{hearsay.LinkKind(f[0]), f[1], f[2]})
	p.field = func(string, string) string { return "a link has no fields; begin the next block in the first column" }
}

func (p *parser) document(i int) func(name, value string) string {
	return func(name, value string) string {
		d := &p.t.Documents[i]
		switch name {
		case "title":
			return p.set(name, value, &d.Title, nil)
		case "outlet":
			return p.set(name, value, &d.Outlet, nil)
		case "author":
			return p.set(name, value, &d.Author, nil)
		case "published":
			return p.set(name, value, &d.Published, nil)
		case "language":
			return p.set(name, value, &d.Language, nil)
		case "channel":
			return p.set(name, value, &d.Channel, nil)
		case "embeds":
			d.Embeds = append(d.Embeds, strings.Fields(value)...)
			return ""
		}
		return p.unknown(name, "title", "outlet", "author", "published", "language", "channel", "embeds")
	}
}

// place wants name to be a document of the case, where those are known, and to be there where they are several.
func (p *parser) place(name string) string {
	file, _, _ := strings.Cut(name, ":") // posts.jsonl:2
	switch {
	case p.names == nil:
		return ""
	case name == "" && len(p.names) > 1:
		return fmt.Sprintf("it does not say in which document it is; write \"in\" with one of %s", strings.Join(p.names, ", "))
	case name != "" && !slices.Contains(p.names, file):
		return fmt.Sprintf("there is no document %q; write one of %s", name, strings.Join(p.names, ", "))
	}
	return ""
}
