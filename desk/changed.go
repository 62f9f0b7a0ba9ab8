package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// changed says what is new about a claim that was was, or nil where nothing is that a user can see. was is nil for a new
// claim.
func changed(was, now *hearsay.Weighed, s *story) *hearsay.ClaimChange {
	c := &hearsay.ClaimChange{Claim: now.Claim.ID, New: was == nil}
	say := func(format string, args ...any) { c.What = append(c.What, fmt.Sprintf(format, args...)) }
	if was == nil {
		say("new, %s", now.Claim.Standing)
		return c
	}
	a, b := &was.Claim, &now.Claim
	come := func(what, many string, a, b []string) {
		var voices []string
		for _, id := range b {
			if !slices.Contains(a, id) {
				voices = append(voices, s.voice(documentOf(id)))
			}
		}
		if len(voices) == 1 {
			say("a %s more (%s)", what, voices[0])
		} else if len(voices) > 1 {
			say("%d %s more (%s)", len(voices), many, some(voices))
		}
		fewer := 0
		for _, id := range a {
			if !slices.Contains(b, id) {
				fewer++
			}
		}
		if fewer == 1 {
			say("one %s fewer", what)
		} else if fewer > 1 {
			say("%d %s fewer", fewer, many)
		}
	}
	come("telling", "tellings", a.Tellings, b.Tellings)
	come("denial, doubt or question", "denials, doubts or questions", a.Others, b.Others)
	come("later version", "later versions", documentsOf(a.Again), documentsOf(b.Again))
	if a.Standing != b.Standing {
		say("standing: %s -> %s", a.Standing, b.Standing)
	}
	if a.Origins.Low != b.Origins.Low || a.Origins.High != b.Origins.High {
		say("independent origins: %d to %d -> %d to %d", a.Origins.Low, a.Origins.High, b.Origins.Low, b.Origins.High)
	}
	if a.NamedOrigin == nil && b.NamedOrigin != nil {
		say("an origin is named: %s", b.NamedOrigin.Text)
	} else if a.NamedOrigin != nil && b.NamedOrigin != nil && !a.NamedOrigin.InPile && b.NamedOrigin.InPile {
		say("the named origin is in the pile now: %s", b.NamedOrigin.Text)
	}
	for _, e := range now.Evidence {
		if !slices.ContainsFunc(was.Evidence, func(o hearsay.Evidence) bool { return o.ID == e.ID }) {
			say("evidence %s: %s (%s)", sides[e.For], strings.ReplaceAll(string(e.Kind), "-", " "), s.voice(e.Document))
		}
	}
	for _, e := range was.Evidence {
		if !slices.ContainsFunc(now.Evidence, func(o hearsay.Evidence) bool { return o.ID == e.ID }) {
			say("evidence no more: %s", strings.ReplaceAll(string(e.Kind), "-", " "))
		}
	}
	for _, r := range b.Responses {
		if !slices.ContainsFunc(a.Responses, func(o hearsay.Response) bool { return o.Who == r.Who && o.Answer == r.Answer }) {
			say("response of %s: %s", r.Who, r.Answer)
		}
	}
	if len(c.What) == 0 {
		if alike(was, now) {
			return nil
		}
		say("details")
	}
	return c
}

// documentsOf returns the documents that statements stand in, each once.
func documentsOf(statements []string) (ids []string) {
	for _, s := range statements {
		if id := documentOf(s); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

var sides = map[hearsay.Side]string{hearsay.For: "for it", hearsay.Against: "against it", hearsay.ContextOnly: "beside it"}

// alike reports whether a user sees no difference.
func alike(a, b *hearsay.Weighed) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(x, y)
}

// voice is who speaks in a document of the story.
func (s *story) voice(id string) string {
	if sh := s.sheets[id]; sh != nil {
		return sh.doc.Byline()
	}
	return id
}

func some(names []string) string {
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > 4 {
		return strings.Join(names[:3], ", ") + fmt.Sprintf(" and %d more", len(names)-3)
	}
	return strings.Join(names, ", ")
}
