package hearsay

import "fmt"

// Kind says whose words the content of a statement is in.
type Kind string

// The kinds of a statement.
const (
	Direct   Kind = "direct"   // the source's quoted words
	Indirect Kind = "indirect" // the writer's words for them; a quoted name or a scare quote does not change that
	Mixed    Kind = "mixed"    // the writer's words with some of the source's quoted
	Own      Kind = "own"      // the document's own voice: no source, no cue
)

// Commitment is how far the writer goes along with what is told.
type Commitment string

// The scale of commitment.
const (
	StatesAsFact Commitment = "states-as-fact" // own voice; "revealed", "disclosed", "admitted"
	Reports      Commitment = "reports"        // "said", "told", "according to", "asserted"
	Distances    Commitment = "distances"      // "alleged", "claimed", "purportedly", scare quotes
	Doubts       Commitment = "doubts"
	Denies       Commitment = "denies"
	Asks         Commitment = "asks"
)

// Stance is where the speaker stands to the claim.
type Stance string

// The stances of a speaker.
const (
	Tells       Stance = "tells"
	DeniesIt    Stance = "denies"
	DoubtsIt    Stance = "doubts"
	AsksWhether Stance = "asks"
)

// Access is what a speaker says about how he knows. The empty Access says nothing.
type Access string

// The kinds of access. FirstHand and Documented are access of one's own; Heard is none.
const (
	FirstHand  Access = "first-hand" // did it, saw it, was there, held the office
	Documented Access = "documented" // has read, holds or is the record
	Heard      Access = "heard"      // had it from somebody, or read it like everybody
)

// Own reports whether a is access of the speaker's own.
func (a Access) Own() bool { return a == FirstHand || a == Documented }

// A Statement is one assertion in one document, in one place.
type Statement struct {
	ID         string     `json:"id"`         // see StatementID
	Document   string     `json:"document"`   //
	Kind       Kind       `json:"kind"`       //
	Commitment Commitment `json:"commitment"` // the writer's; in a nested statement that of the speaker one level up
	Stance     Stance     `json:"stance"`     // the speaker's
	Source     []Span     `json:"source"`     // empty where nobody is named, and for own
	Cue        []Span     `json:"cue"`        // empty for own
	Content    []Span     `json:"content"`    // never empty
	Speaker    string     `json:"speaker"`    // a source's id
	Via        string     `json:"via"`        // the channel or outlet it came through
	Parent     string     `json:"parent"`     // the statement that it is nested in
	Claim      string     `json:"claim"`      // set by match
	Access     Access     `json:"access"`     // what the speaker says about how he knows
	Refers     string     `json:"refers"`     // the statement whose content a content like "this information" stands for
	Allegation float64    `json:"allegation"` // 0 to 1: how much of an allegation the content is (an opinion, a plan, a courtesy is none)
}

// StatementID names a statement by its place, so that the same statement found again has the same id.
func StatementID(document string, cue, content []Span) string {
	at := "own"
	if len(cue) > 0 {
		at = fmt.Sprint(cue[0].Start)
	}
	hull, _ := Hull(content)
	return fmt.Sprintf("%s/%s/%d-%d", document, at, hull.Start, hull.End)
}

// Hull is the stretch of the text from the first to the last byte of anything that belongs to s.
func (s *Statement) Hull() Span {
	var all []Span
	all = append(append(append(all, s.Source...), s.Cue...), s.Content...)
	h, _ := Hull(all)
	return h
}

// RemarkKind is what a writer says about the standing of a claim, or in place of evidence.
type RemarkKind string

// The kinds of a remark.
const (
	Substantiated   RemarkKind = "substantiated"
	Unsubstantiated RemarkKind = "unsubstantiated"
	FindingFor      RemarkKind = "finding-for"
	FindingAgainst  RemarkKind = "finding-against"
	FindingNone     RemarkKind = "finding-none" // looked and found nothing
	Context         RemarkKind = "context"      // stated as fact beside the claim
	Insinuation     RemarkKind = "insinuation"
	Relatives       RemarkKind = "relatives" // older claims of the same kind
)

// A Remark is what the writer of a document says about a claim's standing or in place of evidence.
type Remark struct {
	ID          string     `json:"id"`
	Document    string     `json:"document"`
	Span        Span       `json:"span"`
	Kind        RemarkKind `json:"kind"`
	Statements  []string   `json:"statements,omitempty"` // the statements of the same document that it speaks about
	Claim       IDs        `json:"claim"`                // the claims of those statements, set by match
	Contradicts string     `json:"contradicts"`          // a remark of the same document
}

// An Extraction is what extract found in one document.
type Extraction struct {
	Document   string      `json:"document"`
	Statements []Statement `json:"statements"` // in the order of their places
	Remarks    []Remark    `json:"remarks"`    // likewise
	Sources    []Source    `json:"sources"`    // the speakers within this document
	Responses  []Response  `json:"responses"`  // of those accused, as this document tells them

	Withdrawals []Withdrawal `json:"withdrawals,omitempty"` // that this document makes or tells of, in the order of their places
}

// A Withdrawal is where a document tells that somebody takes back what was told, or corrects it.
type Withdrawal struct {
	Who      string `json:"who"` // empty where it is the document's own voice: "we withdraw", "Correction:"
	Document string `json:"document"`
	Span     Span   `json:"span"`
	Of       Span   `json:"of"` // what is taken back, as the document tells it; of no length where it does not
}
