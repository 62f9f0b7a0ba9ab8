package hearsay

// LinkKind is how one telling or document depends on another.
type LinkKind string

// The kinds of a link.
const (
	Cites       LinkKind = "cites"      // names the outlet, account or document as where it has it from
	Hyperlinks  LinkKind = "links"      // leads to its address from the body of the text
	CarriesWire LinkKind = "wire"       // prints an agency's report, with its credit
	Copies      LinkKind = "copies"     // has its passages
	Quotes      LinkKind = "quotes"     // has a quotation that stood there first
	Translates  LinkKind = "translates" //
	Embeds      LinkKind = "embeds"     // shows it within itself
	SharesError LinkKind = "shares-error"
	VersionOf   LinkKind = "version" // is the same page with another text, of a later time
	SameAs      LinkKind = "same"    // is the same page with the same text, at another address or in other bytes
)

// LinkSpans are the words on both sides that a link rests on.
type LinkSpans struct {
	From []Span `json:"from"`
	To   []Span `json:"to"`
}

// A Link is why we think that From depends on To.
type Link struct {
	ID         string    `json:"id"`
	From       string    `json:"from"` // a document's or a statement's id
	To         string    `json:"to"`
	Kind       LinkKind  `json:"kind"`
	Confidence float64   `json:"confidence"` // 0 to 1
	Reason     string    `json:"reason"`
	Spans      LinkSpans `json:"spans"`
}

// OnePage reports whether the link says that both ends are one page, so that what From tells and To told is told once.
func (l *Link) OnePage() bool { return l.Kind == VersionOf || l.Kind == SameAs }
