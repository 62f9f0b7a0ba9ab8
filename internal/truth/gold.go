package truth

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"

	"github.com/hearsay-news/hearsay"
)

// The JSON that the first acceptance test is given as: one document, its sources and claims under short names. What is
// null in the document must be unknown. Offsets in it are passed over; its words say the same.
type gold struct {
	Document struct {
		Language  string   `json:"language"`
		Title     *string  `json:"title"`
		Outlet    *string  `json:"outlet"`
		Published *string  `json:"published"`
		Embeds    []string `json:"embeds"`
	} `json:"document"`
	Statements []struct {
		ID         string             `json:"id"`
		Kind       hearsay.Kind       `json:"kind"`
		Commitment hearsay.Commitment `json:"commitment"`
		Speaker    string             `json:"speaker"`
		Via        string             `json:"via"`
		Text       struct {
			Source  Reading `json:"source"`
			Cue     Reading `json:"cue"`
			Content Reading `json:"content"`
		} `json:"text"`
		Alternatives struct {
			Source  []Reading `json:"source"`
			Cue     []Reading `json:"cue"`
			Content []Reading `json:"content"`
		} `json:"alternatives"`
	} `json:"statements"`
	Sources map[string]struct {
		Name      string             `json:"name"`
		Kind      hearsay.SourceKind `json:"kind"`
		Described []string           `json:"described_as"`
		Channel   hearsay.Channel    `json:"channel_of_origin"`
	} `json:"sources"`
	Claims map[string]struct {
		Tellings    []string         `json:"tellings"`
		Parts       []string         `json:"parts"`
		NamedOrigin string           `json:"named_origin"`
		Origins     *[2]int          `json:"independent_origins"`
		Standing    hearsay.Standing `json:"standing"`
	} `json:"claims"`
	Remarks []struct {
		Text  string             `json:"text"`
		Kind  hearsay.RemarkKind `json:"kind"`
		About []string           `json:"about"`
	} `json:"remarks"`
	Contradicting []int `json:"contradicting"`
	Allowed       struct {
		Note string `json:"note"`
	} `json:"allowed"`
}

var furtherAllowed = regexp.MustCompile(`up to (\d+) further`)

// Gold reads the truth about one document from the JSON at path.
func Gold(path string) (Truth, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Truth{}, err
	}
	var g gold
	if err := json.Unmarshal(text, &g); err != nil {
		return Truth{}, fmt.Errorf("%s: %w; it must be JSON as in the first acceptance test", path, err)
	}
	t := Truth{AtMost: -1}
	if m := furtherAllowed.FindStringSubmatch(g.Allowed.Note); m != nil {
		t.AtMost, _ = strconv.Atoi(m[1])
	}
	orUnknown := func(s *string) string {
		if s == nil {
			return "-"
		}
		return *s
	}
	t.Documents = []Document{{
		Title: orUnknown(g.Document.Title), Outlet: orUnknown(g.Document.Outlet), Published: orUnknown(g.Document.Published),
		Language: g.Document.Language, Embeds: g.Document.Embeds,
	}}
	for _, s := range g.Statements {
		if len(s.Text.Content) == 0 {
			return t, fmt.Errorf("%s: statement %q has no text for its content; write it", path, s.ID)
		}
		readings := func(first Reading, others []Reading) []Reading {
			if len(first) == 0 {
				return nil
			}
			return append([]Reading{first}, others...)
		}
		t.Statements = append(t.Statements, Statement{
			ID: s.ID, Kind: s.Kind, Commitment: s.Commitment, Speaker: g.Sources[s.Speaker].Name, Via: s.Via,
			Source:  readings(s.Text.Source, s.Alternatives.Source),
			Cue:     readings(s.Text.Cue, s.Alternatives.Cue),
			Content: readings(s.Text.Content, s.Alternatives.Content),
		})
	}
	for _, id := range slices.Sorted(maps.Keys(g.Sources)) {
		s := g.Sources[id]
		t.Sources = append(t.Sources, Source{Name: s.Name, Kind: s.Kind, Described: s.Described})
	}
	for _, id := range slices.Sorted(maps.Keys(g.Claims)) {
		from := g.Claims[id]
		c := Claim{ID: id, Text: id, Tellings: from.Tellings, Origins: from.Origins, Standing: from.Standing}
		for _, words := range from.Parts {
			c.Parts = append(c.Parts, Part{Words: words})
		}
		if from.NamedOrigin != "" {
			c.Named = &Named{}
			for _, s := range t.Statements { // it is where its tellings' speaker spoke
				for _, source := range g.Sources {
					if slices.Contains(from.Tellings, s.ID) && s.Speaker == source.Name {
						c.Named.Channel, c.Named.By = source.Channel, source.Name
					}
				}
			}
		}
		t.Claims = append(t.Claims, c)
	}
	for i, r := range g.Remarks {
		remark := Remark{Kind: r.Kind, Span: r.Text, About: r.About}
		if len(g.Contradicting) == 2 && g.Contradicting[0] == i {
			if other := g.Contradicting[1]; other >= 0 && other < len(g.Remarks) {
				remark.Contradicts = g.Remarks[other].Text
			}
		}
		t.Remarks = append(t.Remarks, remark)
	}
	return t, nil
}
