package tally

import (
	"testing"

	"github.com/hearsay-news/hearsay"
)

func TestTrim(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"“We knew,” ", "We knew"}, {" $5. ", "$5"}, {" — ", "—"}, {"(“é”)", "é"}, {"-5%", "5"},
	} {
		s := Trim(c.in, hearsay.Span{Start: 0, End: len(c.in)})
		if got, _ := s.In(c.in); got != c.want {
			t.Errorf("Trim(%q) is %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAdd(t *testing.T) {
	text := "Rau said the dam broke. Okonjo denied it."
	at := func(a, b int) []hearsay.Span { return []hearsay.Span{{Start: a, End: b}} }
	wanted := []Attribution{
		{Source: at(0, 3), Cue: at(4, 8), Content: at(9, 23)},
		{Source: at(24, 30), Cue: at(31, 37), Content: at(38, 40)},
	}
	for _, c := range []struct {
		name  string
		found []Attribution
		want  Score
	}{
		{"the same", wanted, Score{Count{2, 2, 2}, Count{2, 2, 2}, Count{2, 2, 2}, Count{2, 2, 2}, Count{2, 2, 2}}},
		{"nothing", nil, Score{Count{0, 0, 2}, Count{0, 0, 2}, Count{0, 0, 2}, Count{0, 0, 2}, Count{0, 0, 2}}},
		{"a mark less, half the content, no source", []Attribution{
			{Source: at(0, 3), Cue: at(4, 8), Content: at(9, 22)},
			{Cue: at(31, 37), Content: at(38, 40)},
		}, Score{Count{1, 1, 2}, Count{2, 2, 2}, Count{2, 2, 2}, Count{1, 2, 2}, Count{1, 2, 2}}},
		{"twice as long, and no cue", []Attribution{{Source: at(0, 3), Content: at(9, 40)}},
			Score{Count{1, 1, 2}, Count{0, 0, 2}, Count{0, 1, 2}, Count{0, 1, 2}, Count{1, 1, 2}}},
	} {
		var got Score
		if got.Add(text, c.found, wanted); got != c.want {
			t.Errorf("%s:\n%v, want\n%v", c.name, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	text := "Rau said the dam broke. Okonjo denied it."
	at := func(a, b int) []hearsay.Span { return []hearsay.Span{{Start: a, End: b}} }
	wanted := []Attribution{
		{Source: at(0, 3), Cue: at(4, 8), Content: at(9, 23)},
		{Source: at(24, 30), Cue: at(31, 37), Content: at(38, 40)},
	}
	var e Errors
	e.Add(text, []Attribution{{Source: at(0, 3), Cue: at(4, 8), Content: at(9, 40)}}, wanted)
	e.Add(text, []Attribution{{Cue: at(4, 8), Content: at(9, 23)}, {Source: at(0, 3), Cue: at(24, 30), Content: at(38, 40)}}, wanted)
	var want Errors
	want.n[tooLong], want.n[missedWithin], want.n[noSource], want.n[missed], want.n[invented] = 1, 1, 1, 1, 1
	if e != want {
		t.Errorf("got\n%vwant\n%v", e, want)
	}
}
