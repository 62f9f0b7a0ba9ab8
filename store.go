package hearsay

import (
	"context"
	"time"
)

// A Run is one time that the program worked on a casebook.
type Run struct {
	ID      int64
	At      time.Time
	Program string // version of hearsay
	Command string // "trace", "redo", "remove"
}

// A Stage is a step whose results are kept.
type Stage string

// The stages that keep results, with what their subject is.
const (
	StageExtract Stage = "extract" // a document's id -> Extraction
	StagePair    Stage = "pair"    // two statements' ids joined by " " -> Pair
	StageLink    Stage = "link"    // two documents' ids joined by " " -> []Link
	StageSource  Stage = "source"  // a source's id -> Source, over all documents
	StageClaim   Stage = "claim"   // a claim's id -> Weighed
)

// A Result is what a stage derived about a subject: JSON, with the version of the method that made it. An empty Body
// says that there is nothing any more. Results are never overwritten: the newest of a subject supersedes the others,
// which stay readable.
type Result struct {
	Stage   Stage
	Subject string
	Version string
	Body    []byte
	Run     int64 // set by the store
}

// Weighed is all that is derived about one claim.
type Weighed struct {
	Claim    Claim             `json:"claim"`
	Evidence []Evidence        `json:"evidence"`
	Sources  []Source          `json:"sources"`  // those who speak in its statements, over all documents that tell of it
	Speakers map[string]string `json:"speakers"` // from a source's id within its document to its id in Sources
}

// A Key ties a subject of a stage to something that it shares with others: match and trace compute keys, the store only
// keeps them. Two subjects with a key in common are worth comparing.
type Key struct {
	Kind    string // "statement", "document"
	Value   uint64
	Subject string
}

// Neighbours are two subjects that share a key.
type Neighbours struct {
	A, B   string // A is the one that was asked about
	Shared int    // how many keys
}

// Keys are all keys of a kind, in columns: Subjects[Of[i]] has the key Values[i]. Equal values stand together.
type Keys struct {
	Subjects []string // each once
	Values   []uint64
	Of       []int32
}

// Store keeps a casebook. It is append-only: there is no method that changes or deletes a row. Methods return
// ErrNotFound, ErrConflict, ErrNewer, wrapped with the thing. All reads see what the last Write committed.
type Store interface {
	// Write runs f in one transaction, as one run. All that it wrote is kept when f returns nil, nothing otherwise.
	Write(ctx context.Context, run Run, f func(Writer) error) error

	// Document returns a document by its id, whole; also one that was removed (see Removed).
	Document(ctx context.Context, id string) (Document, error)
	// Documents calls f for every document that was not removed, in the order in which they came, until f returns an
	// error, which it then returns.
	Documents(ctx context.Context, f func(Document) error) error
	// Has reports which of the ids are in the casebook, removed or not: true for one that counts, false for a removed one.
	Has(ctx context.Context, ids []string) (map[string]bool, error)
	// Bytes returns the raw bytes of a document.
	Bytes(ctx context.Context, id string) ([]byte, error)

	// Results returns the current results of a stage for subjects; one without a result, or with an empty one, is not
	// in the map. Nil subjects means all of them.
	Results(ctx context.Context, stage Stage, subjects []string) (map[string]Result, error)
	// History returns every result of a subject, oldest first.
	History(ctx context.Context, stage Stage, subject string) ([]Result, error)
	// Near returns, for each of subjects, those that share keys of kind with it, removed documents left out. Keys that
	// more than common subjects share are not used. Sorted by A, then B. Nil subjects means all of them.
	Near(ctx context.Context, kind string, subjects []string, common int) ([]Neighbours, error)

	// Keys returns all keys of a kind, those of removed documents left out. It is for who compares many subjects with many:
	// it takes some 12 bytes of memory a key.
	Keys(ctx context.Context, kind string) (Keys, error)

	// Fetched returns what an address gave last, as PutFetched kept it; ErrNotFound where it was never fetched.
	Fetched(ctx context.Context, address string) (Fetched, error)

	// Decisions returns all decisions, oldest first.
	Decisions(ctx context.Context) ([]Decision, error)
	// Size is the size of the casebook in bytes.
	Size(ctx context.Context) (int64, error)
	Close() error
}

// Writer writes within one run.
type Writer interface {
	// AddDocument keeps a document and its raw bytes. A document that is there already is left as it is.
	AddDocument(d Document, raw []byte) error
	// RemoveDocument leaves a tombstone: the document stays readable and counts no more.
	RemoveDocument(id, reason string) error
	// RestoreDocument makes a removed document count again.
	RestoreDocument(id, reason string) error
	// PutResult appends a result, unless version and body are those of the current one. It reports whether it did.
	PutResult(Result) (bool, error)
	// PutKeys appends keys. One that is there already changes nothing.
	PutKeys([]Key) error
	// PutFetched appends what an address gave. The newest of an address counts.
	PutFetched(Fetched) error
	// PutDecision appends a decision.
	PutDecision(Decision) error
}
