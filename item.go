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
	FormatFeed     Format = "feed"    // an RSS or Atom feed, cut down to one entry

	// One element of a list in JSON, behind a line with what the file says of the list: a JSON object, for one {"name":"Quay Watch"}.
	FormatTelegram Format = "telegram"  // a message of Telegram Desktop's result.json
	FormatMastodon Format = "mastodon"  // an activity of Mastodon's outbox.json
	FormatTweet    Format = "tweet"     // a post of X's tweets.js
	FormatJSONFeed Format = "json-feed" // an entry of a JSON Feed
)

// An Item is one thing to read, as ingest brought it.
type Item struct {
	Path    string // a file's path, an address, "-" for standard input, "file.jsonl:12" for a line, "file.zip/inner.html", "file.warc.gz:3" for a record, an entry, a message
	Format  Format
	Bytes   []byte   // as they came, unpacked; for a record its line without the line break
	Fetched *Fetched // the answer that the item stood in, one for all items of it; nil for what came from a file
	Known   string   // the id of a document that the item is, of which a server says that it has not changed; there are no bytes then
}
