package hearsay

import "time"

// A Fetched is what an address of the web gave at one time, and what the casebook knows it again by. The bytes themselves are kept with
// the documents that came of them.
type Fetched struct {
	Address   string    `json:"address"`             // the one asked for: absolute, without credentials and fragment
	Final     string    `json:"final"`               // where its redirects led; Address where there were none
	Via       []string  `json:"via,omitempty"`       // the addresses between the two, in their order
	At        time.Time `json:"at"`                  // when the server answered
	Type      string    `json:"type,omitempty"`      // the server's Content-Type
	ETag      string    `json:"etag,omitempty"`      // the server's ETag, as it was sent
	Modified  string    `json:"modified,omitempty"`  // the server's Last-Modified, as it was sent
	Documents []string  `json:"documents,omitempty"` // ids of the documents that it is, in their order
}

// A Reply is what fetching an address brought. Either there are bytes, or the server says that nothing changed since the documents of
// Fetched were made.
type Reply struct {
	Fetched   Fetched
	Bytes     []byte // unpacked
	Unchanged bool
}
