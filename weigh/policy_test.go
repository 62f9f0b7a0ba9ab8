package weigh_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/weigh"
)

// A scene is a claim by one witness, with what else is said about it.
type scene struct {
	low     int
	says    []hearsay.Statement // beside the telling
	remarks []hearsay.RemarkKind
	rating  string
	taken   []string // who is told to have taken back what the telling tells; "" for the document's own voice
}

const text = "Tobias Venn said that Mayor Ines Rau signed the ferry licence alone.\n\nAnother sentence stands here.\n\nThat was withdrawn later.\n\n"

func (sc scene) weigh() hearsay.Weighed {
	at := func(words string) []hearsay.Span {
		i := strings.Index(text, words)
		return []hearsay.Span{{Start: i, End: i + len(words)}}
	}
	p := &hearsay.Pile{
		Documents: map[string]*hearsay.Document{"d": {ID: "d", Outlet: "The Harbour Post", Text: text, Language: "en"}, "e": {ID: "e", Outlet: "The Harbour Post", Text: text, Language: "en"}},
		Sources: map[string]*hearsay.Source{"venn": {ID: "venn", Name: "Tobias Venn", Kind: hearsay.Person}, "rau": {ID: "rau", Name: "Ines Rau", Kind: hearsay.Person},
			"prof": {ID: "prof", Name: "Henrik Aas", Kind: hearsay.Person, Descriptions: []hearsay.Description{{Text: "a professor of law"}}}},
		Statements: map[string]*hearsay.Statement{"t": {ID: "t", Document: "d", Kind: hearsay.Indirect, Stance: hearsay.Tells, Speaker: "venn", Access: hearsay.FirstHand,
			Source: at("Tobias Venn"), Cue: at("said"), Content: at("that Mayor Ines Rau signed the ferry licence alone"), Claim: "c", Allegation: 1}},
	}
	c := hearsay.Claim{ID: "c", Text: "Mayor Ines Rau signed the ferry licence alone", Tellings: []string{"t"}, Origins: hearsay.Origins{Low: sc.low, High: max(1, sc.low)},
		Parts: []hearsay.Part{{Role: hearsay.Who, Value: "Ines Rau", Named: true}}}
	for i, s := range sc.says {
		s.ID, s.Content = string(rune('a'+i)), at("Another sentence stands here")
		if s.Stance == hearsay.DeniesIt {
			s.Content = at("signed the ferry licence")
		}
		if s.Document == "" {
			s.Document = "d"
		}
		p.Statements[s.ID] = &s
		c.Others = append(c.Others, s.ID)
	}
	for _, k := range sc.remarks {
		p.Remarks = append(p.Remarks, hearsay.Remark{ID: string(k), Document: "d", Kind: k, Span: at("Another sentence stands here")[0], Claim: hearsay.IDs{"c"}})
	}
	for _, who := range sc.taken {
		p.Withdrawals = append(p.Withdrawals, hearsay.Withdrawal{Who: who, Document: "d", Span: at("withdrawn")[0], Of: at("signed the ferry licence")[0]})
	}
	if sc.rating != "" {
		p.Documents["d"].Reviews = []hearsay.Review{{Claim: "Ines Rau signed the ferry licence alone", Rating: sc.rating}}
	}
	return weigh.Claim(&c, p)
}

var scenes = []struct {
	rule     string
	decides  bool
	standing hearsay.Standing
	scene    scene
}{
	{"told", true, hearsay.Reported, scene{low: 1}},
	{"recanted", true, hearsay.Retracted, scene{low: 1, says: []hearsay.Statement{{Document: "e", Stance: hearsay.DeniesIt, Speaker: "venn", Kind: hearsay.Indirect}}}},
	{"evidence-against", true, hearsay.Refuted, scene{low: 1, remarks: []hearsay.RemarkKind{hearsay.FindingAgainst}}},
	{"evidence-against", true, hearsay.Refuted, scene{low: 1, rating: "False"}},
	{"contrary-evidence", true, hearsay.Disputed, scene{low: 2, remarks: []hearsay.RemarkKind{hearsay.FindingAgainst}}},
	{"contrary-evidence", true, hearsay.Disputed, scene{low: 1, says: []hearsay.Statement{{Stance: hearsay.DoubtsIt, Speaker: "prof", Kind: hearsay.Indirect}}}},
	{"two-origins", true, hearsay.Corroborated, scene{low: 2}},
	{"two-origins", true, hearsay.Corroborated, scene{low: 2, remarks: []hearsay.RemarkKind{hearsay.Unsubstantiated}}},
	{"denied", true, hearsay.Disputed, scene{low: 1, says: []hearsay.Statement{{Stance: hearsay.DeniesIt, Speaker: "rau", Kind: hearsay.Indirect}}}},
	{"denied", true, hearsay.Disputed, scene{low: 2, says: []hearsay.Statement{{Stance: hearsay.DeniesIt, Speaker: "rau", Kind: hearsay.Indirect}}}},
	{"two-origins", false, hearsay.Disputed, scene{low: 2, says: []hearsay.Statement{{Stance: hearsay.DeniesIt, Speaker: "rau", Kind: hearsay.Indirect}}}},
	{"unsupported", true, hearsay.UnsubstantiatedIt, scene{low: 1, remarks: []hearsay.RemarkKind{hearsay.Unsubstantiated}}},
	{"unsupported", true, hearsay.UnsubstantiatedIt, scene{low: 1, remarks: []hearsay.RemarkKind{hearsay.FindingNone}}},
	{"unsupported", true, hearsay.UnsubstantiatedIt, scene{low: 0, rating: "Unproven"}},
	{"unsupported", false, hearsay.Disputed, scene{low: 1, remarks: []hearsay.RemarkKind{hearsay.Unsubstantiated}, says: []hearsay.Statement{{Stance: hearsay.DeniesIt, Speaker: "rau", Kind: hearsay.Indirect}}}},
	{"writers-word", false, hearsay.Reported, scene{low: 1, remarks: []hearsay.RemarkKind{hearsay.Substantiated}}},
	{"own-telling-withdrawn", false, hearsay.Reported, scene{low: 1, says: []hearsay.Statement{{Document: "e", Stance: hearsay.DeniesIt, Kind: hearsay.Own}}}},
	{"own-telling-withdrawn", false, hearsay.Reported, scene{low: 1, taken: []string{""}}},
	{"own-telling-withdrawn", false, hearsay.Reported, scene{low: 1, taken: []string{"the Harbour Post"}}},
	{"recanted", true, hearsay.Retracted, scene{low: 1, taken: []string{"Venn"}}},
	{"told", true, hearsay.Reported, scene{low: 1, taken: []string{"Ines Rau", "The Observer", "they"}}},
	{"told", true, hearsay.Reported, scene{low: 1, remarks: []hearsay.RemarkKind{hearsay.Insinuation}}},
}

func TestPolicy(t *testing.T) {
	reached := map[string]bool{}
	for _, c := range scenes {
		w := c.scene.weigh()
		if w.Claim.Standing != c.standing {
			t.Errorf("%s: %s, want %s: %v", c.rule, w.Claim.Standing, c.standing, w.Claim.Reasons)
		}
		met := false
		known := map[string]bool{}
		for _, e := range w.Evidence {
			known[e.ID] = true
			if e.Text == "" || e.Claim != "c" {
				t.Errorf("%s: a row that says nothing: %+v", c.rule, e)
			}
		}
		for _, r := range w.Claim.Reasons {
			met = met || r.Rule == c.rule && r.Decides == c.decides
			for _, id := range r.Evidence {
				if !known[id] {
					t.Errorf("%s rests on %s, which is no row", r.Rule, id)
				}
			}
		}
		if !met {
			t.Errorf("the rule %s does not do its part: %v", c.rule, w.Claim.Reasons)
		}
		reached[c.rule] = true
	}
	rules, err := weigh.ParsePolicy(weigh.Policy)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if !reached[r.Name] {
			t.Errorf("no scene reaches the rule %s: write one", r.Name)
		}
	}
}

func TestParsePolicy(t *testing.T) {
	for _, c := range []struct{ policy, want string }{
		{"", "no rule"},
		{"when it is told", "before the first rule"},
		{"rule a\nwhen the moon is full", "no condition"},
		{"rule a\nwhen it is told\nstanding confirmed", "no standing that a rule may give"},
		{"rule a\nwhen it is told\nstanding reported", "needs a line"},
		{"rule a\nwhen it is told\nsays so\nweight 3", "no field"},
		{"rule a\nwhen", "says nothing"},
	} {
		_, err := weigh.ParsePolicy(c.policy)
		if !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.policy, err, c.want)
		}
	}
}

func TestRank(t *testing.T) {
	order := []hearsay.Claim{
		{Allegation: 1, Outlets: 5, Tellings: make([]string, 9)},
		{Allegation: 1, Outlets: 3, Tellings: make([]string, 9)},
		{Allegation: 1, Outlets: 1, Tellings: make([]string, 3)},
		{Allegation: 0.1, Outlets: 5, Tellings: make([]string, 9)},
		{Allegation: 0, Outlets: 5, Tellings: make([]string, 9)},
	}
	for i := 1; i < len(order); i++ {
		if a, b := weigh.Rank(&order[i-1]), weigh.Rank(&order[i]); a <= b {
			t.Errorf("claim %d ranks %.3f, and claim %d %.3f", i-1, a, i, b)
		}
	}
}

func TestResponses(t *testing.T) {
	w := scene{low: 1}.weigh()
	if r := w.Claim.Responses; len(r) != 1 || r[0].Who != "Ines Rau" || r[0].Answer != hearsay.NoAnswer {
		t.Errorf("nobody tells how she answered, got %v", r)
	}
	w = scene{low: 1, says: []hearsay.Statement{{Stance: hearsay.DeniesIt, Speaker: "rau", Kind: hearsay.Indirect}}}.weigh()
	if r := w.Claim.Responses; len(r) != 1 || r[0].Answer != hearsay.Denied || r[0].Statement != "a" {
		t.Errorf("she denies it, got %v", r)
	}
}
