package trace_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/trace"
	"github.com/hearsay-news/hearsay/weigh"
)

var flag = regexp.MustCompile(`\[(\w+(?:-\w+)?)(?:=([^\]]*))?\]`)

// A hand is a claim and its pile made by hand. The lines of its file are
//
//	doc NAME field=value|field=value     outlet, author, channel, published
//	source NAME KIND | description       person, organisation, document, unnamed
//	say ID DOC KIND SOURCE [flag]: words t... tells the claim, o... does not; SOURCE is - for the document's own voice
//	link KIND FROM TO
//	remark KIND DOC: words
//	review DOC: claim = rating
//	response ANSWER WHO
//	accused WHO
//	want LOW HIGH STANDING
//	named CHANNEL, named-in DOC, answer ANSWER WHO
//
// and lines that begin with # are comments. The flags of say are a stance, an access, found, via= and parent=.
type hand struct {
	pile  hearsay.Pile
	claim hearsay.Claim
	want  []string
}

func readHand(t *testing.T, path string) *hand {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h := &hand{claim: hearsay.Claim{ID: "c", Text: "Mayor Ines Rau signed the ferry licence alone", Allegation: 1}}
	h.pile = hearsay.Pile{Documents: map[string]*hearsay.Document{}, Statements: map[string]*hearsay.Statement{}, Sources: map[string]*hearsay.Source{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "", "#":
		case "doc":
			name, fields, _ := strings.Cut(rest, " ")
			d := &hearsay.Document{ID: name, Channel: hearsay.Web, Language: "en"}
			for f := range strings.SplitSeq(fields, "|") {
				k, v, _ := strings.Cut(f, "=")
				switch k {
				case "outlet":
					d.Outlet = v
				case "author":
					d.Author = v
				case "channel":
					d.Channel = hearsay.Channel(v)
				case "published":
					at, err := time.Parse(time.DateOnly, v)
					if err != nil {
						t.Fatalf("%s: %v", path, err)
					}
					d.Published = hearsay.Time{At: at, Precision: hearsay.ToDay}
				}
			}
			h.pile.Documents[name] = d
		case "source":
			parts := strings.Split(rest, " | ")
			at := strings.LastIndexByte(parts[0], ' ')
			s := &hearsay.Source{ID: parts[0][:at], Name: parts[0][:at], Names: []string{parts[0][:at]}, Kind: hearsay.SourceKind(parts[0][at+1:])}
			for _, d := range parts[1:] {
				s.Descriptions = append(s.Descriptions, hearsay.Description{Text: d})
			}
			h.pile.Sources[s.ID] = s
		case "say":
			h.say(t, rest)
		case "link":
			var k, from, to string
			fmt.Sscan(rest, &k, &from, &to)
			h.pile.Links = append(h.pile.Links, hearsay.Link{ID: rest, From: from, To: to, Kind: hearsay.LinkKind(k), Confidence: 1})
		case "remark":
			head, words, _ := strings.Cut(rest, ": ")
			k, doc, _ := strings.Cut(head, " ")
			span := h.write(doc, words+".")
			h.pile.Remarks = append(h.pile.Remarks, hearsay.Remark{ID: words, Document: doc, Kind: hearsay.RemarkKind(k), Claim: hearsay.IDs{"c"}, Span: span})
		case "review":
			doc, words, _ := strings.Cut(rest, ": ")
			claim, rating, _ := strings.Cut(words, " = ")
			d := h.pile.Documents[doc]
			d.Reviews = append(d.Reviews, hearsay.Review{Claim: claim, Rating: rating})
		case "response":
			answer, who, _ := strings.Cut(rest, " ")
			h.pile.Responses = append(h.pile.Responses, hearsay.Response{Who: who, Answer: hearsay.Answer(answer), Claim: "c"})
		case "accused":
			h.claim.Parts = append(h.claim.Parts, hearsay.Part{Role: hearsay.Who, Value: rest})
		case "want", "named", "named-in", "answer":
			h.want = append(h.want, line)
		default:
			t.Fatalf("%s: no line begins with %q", path, kind)
		}
	}
	return h
}

func (h *hand) write(doc, words string) hearsay.Span {
	d := h.pile.Documents[doc]
	at := len(d.Text)
	d.Text += words + "\n\n"
	return hearsay.Span{Start: at, End: at + len(words)}
}

func (h *hand) say(t *testing.T, rest string) {
	t.Helper()
	head, words, ok := strings.Cut(rest, ": ")
	fields := strings.Fields(head)
	if !ok || len(fields) < 4 {
		t.Fatalf("say %s: want ID DOC KIND SOURCE: words", rest)
	}
	s := &hearsay.Statement{ID: fields[0], Document: fields[1], Kind: hearsay.Kind(fields[2]), Stance: hearsay.Tells, Commitment: hearsay.Reports, Claim: "c"}
	cue := "said"
	for _, m := range flag.FindAllStringSubmatch(head, -1) {
		switch m[1] {
		case "denies", "doubts", "asks":
			s.Stance = hearsay.Stance(m[1])
		case "heard", "first-hand", "documented":
			s.Access = hearsay.Access(m[1])
		case "via":
			s.Via = m[2]
		case "parent":
			s.Parent = m[2]
		case "found":
			cue = "found"
		}
	}
	source := strings.TrimSpace(flag.ReplaceAllString(strings.Join(fields[3:], " "), ""))
	if s.Kind == hearsay.Own {
		s.Commitment = hearsay.StatesAsFact
		s.Content = []hearsay.Span{h.write(s.Document, words+".")}
	} else {
		s.Speaker = source
		if h.pile.Sources[source] == nil {
			t.Fatalf("say %s: there is no source %q", s.ID, source)
		}
		before := source + " " + cue + " "
		if s.Kind == hearsay.Direct {
			words = "“" + words + "”"
		}
		span := h.write(s.Document, before+words+".")
		s.Source = []hearsay.Span{{Start: span.Start, End: span.Start + len(source)}}
		s.Cue = []hearsay.Span{{Start: span.Start + len(source) + 1, End: span.Start + len(before) - 1}}
		s.Content = []hearsay.Span{{Start: span.Start + len(before), End: span.End - 1}}
	}
	h.pile.Statements[s.ID] = s
	if strings.HasPrefix(s.ID, "t") {
		h.claim.Tellings = append(h.claim.Tellings, s.ID)
	} else {
		h.claim.Others = append(h.claim.Others, s.ID)
	}
}

func TestOrigins(t *testing.T) {
	for _, path := range golden.Files(t, "testdata/origins/*.txt") {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			h := readHand(t, path)
			c := h.claim
			c.Origins, c.NamedOrigin, c.Earliest = trace.Origins(&c, &h.pile)
			w := weigh.Claim(&c, &h.pile)
			for _, want := range h.want {
				kind, _, _ := strings.Cut(want, " ")
				var got string
				switch kind {
				case "want":
					got = fmt.Sprintf("want %d %d %s", c.Origins.Low, c.Origins.High, w.Claim.Standing)
				case "named":
					if got = "named nothing"; c.NamedOrigin != nil && !c.NamedOrigin.InPile {
						got = "named " + string(c.NamedOrigin.Channel)
					}
				case "named-in":
					if got = "named nothing"; c.NamedOrigin != nil && c.NamedOrigin.InPile {
						got = "named-in " + c.NamedOrigin.Document
					}
				case "answer":
					if got = "no answer"; len(w.Claim.Responses) == 1 {
						got = fmt.Sprintf("answer %s %s", w.Claim.Responses[0].Answer, w.Claim.Responses[0].Who)
					}
				}
				if got != want {
					t.Errorf("got %s, want %s\n%s\n%v\n%v", got, want, strings.Join(c.Origins.Why, "\n"), w.Claim.Reasons, c.NamedOrigin)
				}
			}
			decides := 0
			for _, r := range w.Claim.Reasons {
				if r.Decides {
					decides++
				}
			}
			if decides != 1 {
				t.Errorf("%d reasons decide, want one: %v", decides, w.Claim.Reasons)
			}
		})
	}
}

// Documents that all lean on all before them must not be walked once for every way between them.
func TestOriginsOfMany(t *testing.T) {
	const layers, wide = 30, 4
	h := &hearsay.Pile{Documents: map[string]*hearsay.Document{}, Statements: map[string]*hearsay.Statement{}}
	c := hearsay.Claim{ID: "c"}
	for l := range layers {
		for i := range wide {
			id := fmt.Sprintf("d%02d-%d", l, i)
			h.Documents[id] = &hearsay.Document{ID: id, Outlet: id, Text: "The mayor signed alone."}
			h.Statements[id] = &hearsay.Statement{ID: id, Document: id, Kind: hearsay.Own, Stance: hearsay.Tells, Content: []hearsay.Span{{End: 22}}}
			c.Tellings = append(c.Tellings, id)
			for j := range wide {
				if l > 0 {
					h.Links = append(h.Links, hearsay.Link{From: id, To: fmt.Sprintf("d%02d-%d", l-1, j), Kind: hearsay.Cites})
				}
			}
		}
	}
	if o, _, _ := trace.Origins(&c, h); o.Low != 0 || o.High != wide {
		t.Errorf("origins %d to %d, want 0 to %d", o.Low, o.High, wide)
	}
}
