package hearsay

// SourceKind says what a source is.
type SourceKind string

// The kinds of a source.
const (
	Person       SourceKind = "person"
	Organisation SourceKind = "organisation"
	Writing      SourceKind = "document" // a letter, a report, a book that is said to say
	Unnamed      SourceKind = "unnamed"  // "two officials": nobody named
)

// A Description is how a telling describes a source. It is a claim about credentials, and it drifts.
type Description struct {
	Text     string `json:"text"`
	Document string `json:"document"`
	By       string `json:"by"` // who told it so: the document's voice, or the source's own id where he says it of himself
	Span     Span   `json:"span"`
}

// A Source is who speaks. Within one Extraction its id belongs to the document; match gives sources of several
// documents one id.
type Source struct {
	ID           string        `json:"id"`
	Name         string        `json:"name"`  // the fullest form; for an unnamed one the words that stand for it
	Names        []string      `json:"names"` // every form, in all spellings and scripts, the fullest first
	Kind         SourceKind    `json:"kind"`
	Access       Access        `json:"access"` // what descriptions say about his access ("a former officer of the service")
	Descriptions []Description `json:"descriptions"`
}
