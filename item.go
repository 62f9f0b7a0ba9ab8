package hearsay

// Format is what sort of bytes an Item is made of.
type Format string

// The formats that read understands.
const (
	FormatHTML     Format = "html"
	FormatText     Format = "text"
	FormatMarkdown Format = "markdown"
	FormatRecord   Format = "record"  // one JSON object, a line of a JSON Lines file
	FormatCapture  Format = "capture" // one record of a web archive (WARC), its header included
	FormatMail     Format = "mail"    // an e-mail, or a page that a browser saved as one (MHTML)
)

// An Item is one thing to read, as ingest brought it.
type Item struct {
	Path   string // a file's path, "-" for standard input, "file.jsonl:12" for a line, "file.zip/inner.html", "file.warc.gz:3" for a record
	Format Format
	Bytes  []byte // as they came, unpacked; for a record its line without the line break
}
