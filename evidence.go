package hearsay

// EvidenceKind is what sort of thing speaks for or against.
type EvidenceKind string

// The kinds of evidence.
const (
	DocumentShown  EvidenceKind = "document"
	OfficialRecord EvidenceKind = "official-record"
	FirstHandTold  EvidenceKind = "first-hand"
	SecondHandTold EvidenceKind = "second-hand"
	Expert         EvidenceKind = "expert"
	Finding        EvidenceKind = "finding" // of an inquiry or a court
	Check          EvidenceKind = "check"   // a published check
	Denial         EvidenceKind = "denial"
	Retraction     EvidenceKind = "retraction"
	Association    EvidenceKind = "association" // insinuation: association only
	WriterSays     EvidenceKind = "writer"      // a writer's own word that it is, or is not, substantiated
)

// Side is which way evidence speaks.
type Side string

// The sides of evidence.
const (
	For         Side = "for"
	Against     Side = "against"
	ContextOnly Side = "context"
)

// Evidence is a row for or against a claim or a part of it.
type Evidence struct {
	ID       string       `json:"id"`
	Claim    string       `json:"claim"`
	Part     Role         `json:"part"` // empty for the whole claim
	Kind     EvidenceKind `json:"kind"`
	For      Side         `json:"for"`
	Document string       `json:"document"`
	Span     Span         `json:"span"`
	Text     string       `json:"text"`
	Source   string       `json:"source"` // a source's id, or empty for the document's own voice
	Origin   string       `json:"origin"` // where the chain behind it ends: a source's or a document's id
}
