package hearsay

import (
	"encoding/json"
	"slices"
)

// Role names a part of a claim.
type Role string

// The parts of a claim.
const (
	Who     Role = "who"
	What    Role = "what"
	Whom    Role = "whom"
	When    Role = "when"
	Where   Role = "where"
	Named   Role = "name" // under which name
	HowMany Role = "number"
	How     Role = "how" // how known
)

// Support is what speaks for a part of a claim.
type Support struct {
	Tellings int      `json:"tellings"` // how many tellings say it
	For      []string `json:"for"`      // evidence ids
	Against  []string `json:"against"`
	Rivals   []string `json:"rivals"` // other values that tellings give it
}

// A Part is one of the things that a claim says.
type Part struct {
	Role    Role    `json:"role"`
	Value   string  `json:"value"`
	Named   bool    `json:"named"` // the value is a name for certain; a headline's capitals make none
	Support Support `json:"support"`
}

// NamedOrigin is where the tellings say that the claim comes from. It need not be the earliest in the pile.
type NamedOrigin struct {
	Text     string  `json:"text"`    // "a Facebook post by Alnur Mussayev"
	Channel  Channel `json:"channel"` // empty where unknown
	Source   string  `json:"source"`  // a source's id
	InPile   bool    `json:"in_pile"`
	Document string  `json:"document"` // where it is in the pile
}

// Origins is how many independent origins a claim has: a range, with what was counted. Low counts chains that end
// in an identified origin that claims access of its own; High every chain not shown to depend on another.
type Origins struct {
	Low  int      `json:"low"`
	High int      `json:"high"`
	Why  []string `json:"why"`
}

// Answer is what is known about how somebody accused responded.
type Answer string

// The answers of those accused.
const (
	Denied     Answer = "denied"
	Declined   Answer = "declined"
	NotReached Answer = "not-reached"
	NotAsked   Answer = "not-asked"
	NoAnswer   Answer = "unknown"
)

// A Response is what those accused are told to have answered.
type Response struct {
	Who       string `json:"who"`
	Answer    Answer `json:"answer"`
	Document  string `json:"document"`
	Span      Span   `json:"span"`
	Statement string `json:"statement"` // the statement that it stands in, where it is one
	Claim     string `json:"claim,omitempty"`
}

// Gap is something missing that would tell more.
type Gap struct {
	Kind string `json:"kind"` // "cited-page", "named-origin", "response", "date", "language", "unread"
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
}

// A Pair is why two statements are held to say the same.
type Pair struct {
	A      string   `json:"a"` // statement ids, A before B
	B      string   `json:"b"`
	Score  float64  `json:"score"` // 0 to 1
	Why    []string `json:"why"`
	Oppose bool     `json:"oppose"` // they speak of the same proposition, one telling and one denying it
}

// A Claim is one proposition. Those who tell it, deny it, doubt it or ask about it do so in Statements.
type Claim struct {
	ID          string       `json:"id"`
	Text        string       `json:"text"` // the fullest telling's words
	Tellings    []string     `json:"tellings"`
	Others      []string     `json:"others"`          // statements that deny, doubt or ask it
	Again       []string     `json:"again,omitempty"` // statements of a page's later versions that say what Tellings and Others have from an earlier one
	Pairs       []Pair       `json:"pairs"`
	Relatives   []string     `json:"relatives"` // claims about the same matter that are not the same
	Parts       []Part       `json:"parts"`
	NamedOrigin *NamedOrigin `json:"named_origin"`
	Earliest    string       `json:"earliest"` // statement id; empty where no telling has a time
	Flat        []string     `json:"flat"`     // tellings that state it flat
	Origins     Origins      `json:"origins"`
	Standing    Standing     `json:"standing"`
	Reasons     []Reason     `json:"reasons"`
	Gaps        []Gap        `json:"gaps"`
	Responses   []Response   `json:"responses"`
	Outlets     int          `json:"outlets"`
	Languages   []string     `json:"languages"`
	Allegation  float64      `json:"allegation"` // 0 to 1, of the strongest telling
	Rank        float64      `json:"rank"`       // see weigh.Rank
}

// Statements are the ids of all statements that belong to c: those that tell it, the others, and those that say it again.
func (c *Claim) Statements() []string { return slices.Concat(c.Tellings, c.Others, c.Again) }

// IDs is none, one or several ids; in JSON null, a string, or a list.
type IDs []string

// MarshalJSON writes null, the one id, or the list.
func (ids IDs) MarshalJSON() ([]byte, error) {
	switch len(ids) {
	case 0:
		return []byte("null"), nil
	case 1:
		return json.Marshal(ids[0])
	}
	return json.Marshal([]string(ids))
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (ids *IDs) UnmarshalJSON(b []byte) error {
	*ids = nil
	var one *string
	if json.Unmarshal(b, &one) == nil {
		if one != nil {
			*ids = IDs{*one}
		}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(ids))
}
