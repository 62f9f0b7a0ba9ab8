package truth

import (
	"fmt"
	"strings"
)

// Item is how one sort of thing was met.
type Item struct {
	Name   string
	Wanted int
	Found  int
	Extra  int      // found and not wanted: links, claims that run others together, attributions beyond the number allowed
	Wrong  []string // a readable line for each that was not found, and for each that is extra
}

// Precision is the share of what was found that was wanted, 1 where nothing was found.
func (i Item) Precision() float64 { return share(i.Found, i.Found+i.Extra) }

// Recall is the share of what was wanted that was found, 1 where nothing was wanted.
func (i Item) Recall() float64 { return share(i.Found, i.Wanted) }

// F1 is the harmonic mean of precision and recall.
func (i Item) F1() float64 { return share(2*i.Found, i.Wanted+i.Found+i.Extra) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// The names of items, in the order in which they are told.
const (
	Statements   = "statement" // source, cue and content are right
	Contents     = "content"
	SourceWords  = "source words"
	Cues         = "cue"
	Kinds        = "kind"
	Commitments  = "commitment"
	Stances      = "stance"
	Speakers     = "speaker"
	Vias         = "via"
	Parents      = "parent"
	Sources      = "source" // one source stands behind all its statements, under its name
	SourceKinds  = "source kind"
	OtherNames   = "other name"
	Descriptions = "description"
	Remarks      = "remark" // kind and span are right
	RemarksNear  = "remark, roughly"
	Abouts       = "remark about"
	Contradicts  = "contradiction"
	Claims       = "claim" // its statements are together, and no other claim's with them
	Tellings     = "telling"
	Denials      = "denial"
	Parts        = "part"
	Origins      = "origins"
	NamedOrigins = "named origin"
	Standings    = "standing"
	Responses    = "response"
	Links        = "link"
	Documents    = "document" // its fields
	Further      = "further attributions"
)

var order = []string{
	Statements, Contents, SourceWords, Cues, Kinds, Commitments, Stances, Speakers, Vias, Parents, Sources, SourceKinds, OtherNames,
	Descriptions, Remarks, RemarksNear, Abouts, Contradicts, Claims, Tellings, Denials, Parts, Origins, NamedOrigins, Standings,
	Responses, Links, Documents, Further,
}

// Score is how a report meets a truth, or several reports theirs.
type Score struct{ items map[string]*Item }

// Item returns the item of that name, a zero one where nothing of the kind was asked for.
func (s Score) Item(name string) Item {
	if i := s.items[name]; i != nil {
		return *i
	}
	return Item{Name: name}
}

// Items returns the items that were asked for, in their order.
func (s Score) Items() []Item {
	var all []Item
	for _, name := range order {
		if i := s.items[name]; i != nil {
			all = append(all, *i)
		}
	}
	return all
}

// Wrong returns all lines of what is wrong, in the order of the items.
func (s Score) Wrong() []string {
	var all []string
	for _, i := range s.Items() {
		all = append(all, i.Wrong...)
	}
	return all
}

// Add adds another score to s; its lines are told with the name of where they come from.
func (s *Score) Add(name string, o Score) {
	for _, from := range o.Items() {
		to := s.item(from.Name)
		to.Wanted, to.Found, to.Extra = to.Wanted+from.Wanted, to.Found+from.Found, to.Extra+from.Extra
		for _, line := range from.Wrong {
			to.Wrong = append(to.Wrong, name+": "+line)
		}
	}
}

// String is a table with a line for each item.
func (s Score) String() string {
	var b strings.Builder
	for _, i := range s.Items() {
		fmt.Fprintf(&b, "%-21s %4d of %4d  recall %.3f", i.Name, i.Found, i.Wanted, i.Recall())
		if i.Name == Links || i.Extra > 0 {
			fmt.Fprintf(&b, "  extra %d  precision %.3f  F1 %.3f", i.Extra, i.Precision(), i.F1())
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (s *Score) item(name string) *Item {
	if s.items == nil {
		s.items = map[string]*Item{}
	}
	if s.items[name] == nil {
		s.items[name] = &Item{Name: name}
	}
	return s.items[name]
}

// check counts one thing that is wanted. Where it is not right, it tells the line.
func (s *Score) check(name string, right bool, format string, args ...any) {
	i := s.item(name)
	i.Wanted++
	if right {
		i.Found++
		return
	}
	i.Wrong = append(i.Wrong, fmt.Sprintf(format, args...))
}

// extra counts one thing that is there and not wanted.
func (s *Score) extra(name, format string, args ...any) {
	i := s.item(name)
	i.Extra++
	i.Wrong = append(i.Wrong, fmt.Sprintf(format, args...))
}
