package tell

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// run is a stretch of a document's text under the same marks.
type run struct {
	Text  string
	Class string // "source", "cue", "content", "remark" and their combinations; "" for plain text
	Title string
	Claim int    // the place of the claim that the words lead to, 0 for none
	Label string // stands before the run: what begins here
}

// paragraph is a paragraph of a document's text, and its place.
type paragraph struct {
	Runs []run
	span hearsay.Span
}

// stretch is one mark over a span of the text.
type stretch struct {
	span  hearsay.Span
	class string
	title string
	claim int
	label string
}

// marks returns the paragraphs of the document as runs. Where excerpts is set, only paragraphs with marks are returned,
// and left says how many others there are.
func (b *book) marks(d *hearsay.Document, statements []*hearsay.Statement, remarks []hearsay.Remark, excerpts bool) (paragraphs []paragraph, left int) {
	var all []stretch
	add := func(spans []hearsay.Span, class, title, label string, claim int) {
		for i, s := range spans {
			if !s.Fits(d.Text) || s.Len() == 0 {
				continue
			}
			if i > 0 {
				label = ""
			}
			all = append(all, stretch{s, class, title, claim, label})
		}
	}
	for _, s := range statements {
		n, label := b.onPage(s.Claim), ""
		title := fmt.Sprintf("%s %s; the writer %s", b.speaker(s), word(stanceWords, s.Stance), word(commitmentWords, s.Commitment))
		if n > 0 {
			label = fmt.Sprintf("claim %d", n)
			if s.Stance != hearsay.Tells {
				label += ": " + word(stanceWords, s.Stance)
			}
			title = fmt.Sprintf("Claim %d (%s): %s", n, standingWord(b.Claims[n-1].Standing), title)
		}
		add(s.Source, "source", "who says it: "+b.speaker(s), "", 0)
		add(s.Cue, "cue", "how it is told: "+string(s.Commitment), "", 0)
		add(s.Content, "content", title, label, n)
	}
	for _, m := range remarks {
		n := 0
		for _, c := range m.Claim {
			n = max(n, b.onPage(c))
		}
		add([]hearsay.Span{m.Span}, "remark", "the writer’s remark: "+word(remarkWords, m.Kind), word(remarkWords, m.Kind), n)
	}
	for start := 0; start < len(d.Text); {
		end := len(d.Text)
		if i := strings.Index(d.Text[start:], "\n\n"); i >= 0 {
			end = start + i
		}
		span := hearsay.Span{Start: start, End: end}
		start = end + 2
		if span.Len() == 0 {
			continue
		}
		runs := runsOf(d.Text, span, all)
		if excerpts && len(runs) == 1 && runs[0].Class == "" {
			left++
			continue
		}
		paragraphs = append(paragraphs, paragraph{runs, span})
	}
	return paragraphs, left
}

// onPage is the place of a claim that the page tells, 0 for any other.
func (b *book) onPage(claim string) int {
	if n := b.numbers[claim]; n <= pageClaims {
		return n
	}
	return 0
}

// runsOf cuts a paragraph wherever a mark begins or ends.
func runsOf(text string, whole hearsay.Span, all []stretch) (runs []run) {
	cuts := []int{whole.Start, whole.End}
	var here []stretch
	for _, s := range all {
		if s.span.Overlaps(whole) {
			here = append(here, s)
			cuts = append(cuts, max(s.span.Start, whole.Start), min(s.span.End, whole.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	// The shortest mark is the innermost: its title and its claim are those that a run shows.
	slices.SortStableFunc(here, func(x, y stretch) int { return x.span.Len() - y.span.Len() })
	for i := 0; i+1 < len(cuts); i++ {
		r := run{Text: text[cuts[i]:cuts[i+1]]}
		var classes, labels []string
		for _, s := range here {
			if !s.span.Covers(hearsay.Span{Start: cuts[i], End: cuts[i+1]}) {
				continue
			}
			if !slices.Contains(classes, s.class) {
				classes = append(classes, s.class)
			}
			if r.Title == "" {
				r.Title = s.title
			}
			if r.Claim == 0 {
				r.Claim = s.claim
			}
			if s.label != "" && s.span.Start == cuts[i] && !slices.Contains(labels, s.label) {
				labels = append(labels, s.label)
			}
		}
		slices.Sort(classes)
		r.Class, r.Label = strings.Join(classes, " "), strings.Join(labels, ", ")
		runs = append(runs, r)
	}
	return runs
}
