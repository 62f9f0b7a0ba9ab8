package hearsay

import "time"

// An Anchor ties a decision to the words it was taken on, so that it survives every better method.
type Anchor struct {
	SHA256 string `json:"sha256"` // of the document's raw bytes
	Quote  string `json:"quote"`  // the words
	Span   Span   `json:"span"`   // where they stood in the text
}

// A Decision is an act of a person. It is kept for good, apart from what machines derive.
type Decision struct {
	ID      int64     `json:"id"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`   // who decided, as the person signs
	Kind    string    `json:"kind"` // "remove", "same", "different", "speaker", "verdict"
	Anchors []Anchor  `json:"anchors"`
	Value   string    `json:"value"` // what was decided
	Note    string    `json:"note"`
}
