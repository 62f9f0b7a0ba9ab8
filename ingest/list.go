package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	hearsay "github.com/hearsay-news/hearsay"
)

// A list is a JSON file while its elements are handed out.
type list struct {
	*walk
	path  string
	in    *meter
	json  *json.Decoder
	count int  // elements so far, of all lists of the file
	known bool // a list was found that is known
}

// list hands out the elements of a JSON file, each with what the file says of its list before it comes: Telegram's messages,
// Mastodon's activities, X's posts, the entries of a JSON Feed, and otherwise records, of which there may be one alone. Elements
// without words of their own (pictures, who joined, what was only passed on) are passed over. beside gives a file of that name
// which lies with p, nil where there is none.
func (w *walk) list(p string, r *bufio.Reader, beside func(name string) []byte) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxItem))
	if err != nil {
		w.skip(p, "it breaks off: "+err.Error(), "fetch it again")
		return
	}
	head := bytes.TrimPrefix(raw, bom8)
	format := hearsay.FormatRecord
	about := []byte("{}")
	if script.Match(head) { // X packs its lists as scripts that set a variable
		at := bytes.IndexByte(head, '=') + 1
		head = head[at:]
		format, about = hearsay.FormatTweet, owner(beside("account.js"))
	}
	m := &meter{in: io.MultiReader(bytes.NewReader(head), r)}
	l := &list{walk: w, path: p, in: m, json: json.NewDecoder(m)}
	l.json.UseNumber()
	switch open, err := l.json.Token(); {
	case err != nil:
		l.broken(err)
	case open == json.Delim('['):
		l.elements(format, about)
	case open == json.Delim('{'):
		var keys map[string]json.RawMessage
		if l.object(0) && !l.known && w.on() {
			if len(raw) < MaxItem && json.Unmarshal(head, &keys) == nil && (keys["text"] != nil || keys["html"] != nil) {
				w.item(hearsay.Item{Path: p, Format: hearsay.FormatRecord, Bytes: head})
				return
			}
			w.skip(p, "it is JSON of a kind that is not known", "give result.json of Telegram, outbox.json of Mastodon, data/tweets.js of X, a JSON Feed, or JSON Lines")
		}
	default:
		l.broken(fmt.Errorf("it begins with %v", open))
	}
}

// object reads the members of an object, whose brace is behind it, and hands out the elements of the lists in it. It reports whether
// the object came to its end.
func (l *list) object(depth int) bool {
	about := map[string]any{}
	for l.json.More() {
		name, err := l.json.Token()
		if err != nil {
			return l.broken(err)
		}
		key := fmt.Sprint(name)
		value, err := l.json.Token()
		if err != nil {
			return l.broken(err)
		}
		switch {
		case value == json.Delim('['):
			format := listed(key, about)
			switch {
			case format != "":
				l.known = true
				b, _ := json.Marshal(about) // strings, numbers and truths only
				if !l.elements(format, b) {
					return false
				}
			case depth == 1 && key == "list": // chats of Telegram
				if !l.objects() {
					return false
				}
			case !l.pass():
				return false
			}
		case value == json.Delim('{'):
			if key == "chats" && depth == 0 {
				if !l.object(1) {
					return false
				}
			} else if !l.pass() {
				return false
			}
		default:
			if s, is := value.(string); !is || len(s) <= 4096 {
				about[key] = value
			}
		}
		l.in.read = 0
	}
	return l.end()
}

// listed tells what the elements of the list called key are, by what stands before it.
func listed(key string, about map[string]any) hearsay.Format {
	switch version, _ := about["version"].(string); {
	case key == "messages" && (about["name"] != nil || about["type"] != nil || about["id"] != nil):
		return hearsay.FormatTelegram
	case key == "orderedItems":
		return hearsay.FormatMastodon
	case key == "items" && strings.Contains(version, "jsonfeed.org/version/"):
		return hearsay.FormatJSONFeed
	}
	return ""
}

// objects reads a list of objects, each with lists in it.
func (l *list) objects() bool {
	for l.json.More() {
		open, err := l.json.Token()
		switch {
		case err != nil:
			return l.broken(err)
		case open == json.Delim('{'):
			if !l.object(2) {
				return false
			}
		case open == json.Delim('['):
			if !l.pass() {
				return false
			}
		}
	}
	return l.end()
}

// elements hands out the elements of a list, whose bracket is behind it.
func (l *list) elements(format hearsay.Format, about []byte) bool {
	for l.on() && l.json.More() {
		var raw json.RawMessage
		if err := l.json.Decode(&raw); err != nil {
			return l.broken(err)
		}
		l.in.read = 0
		l.count++
		switch {
		case format == hearsay.FormatRecord:
		case !worded(format, raw):
			continue
		default:
			raw = append(append(append([]byte{}, about...), '\n'), raw...)
		}
		l.item(hearsay.Item{Path: fmt.Sprintf("%s:%d", l.path, l.count), Format: format, Bytes: raw})
	}
	return l.on() && l.end()
}

// pass passes over a list or an object, whose bracket is behind it.
func (l *list) pass() bool {
	for depth := 1; depth > 0; {
		t, err := l.json.Token()
		if err != nil {
			return l.broken(err)
		}
		switch t {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
	}
	return true
}

// end takes the closing bracket.
func (l *list) end() bool {
	if _, err := l.json.Token(); err != nil {
		return l.broken(err)
	}
	return true
}

// broken skips what is left of the file.
func (l *list) broken(err error) bool {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	at := fmt.Sprintf("%s:%d", l.path, l.count+1)
	if errors.Is(err, errTooLong) {
		l.skip(at, fmt.Sprintf("the element is larger than %d MB", MaxItem>>20), "take it out; the elements before were read, those behind were not")
		return false
	}
	l.skip(at, fmt.Sprintf("the JSON breaks off about byte %d: %v", l.json.InputOffset(), err), "export it again; the elements before were read")
	return false
}

// worded reports whether an element has words of its own, as far as that shows at once. What cannot be parsed is for read to tell.
func worded(format hearsay.Format, raw []byte) bool {
	var e struct {
		Type   string
		Text   json.RawMessage
		Object json.RawMessage
	}
	if json.Unmarshal(raw, &e) != nil {
		return true
	}
	switch format {
	case hearsay.FormatTelegram:
		text := string(e.Text)
		return e.Type == "message" && text != "" && text != `""` && text != "[]" && text != "null"
	case hearsay.FormatMastodon:
		return e.Type == "Create" && bytes.HasPrefix(e.Object, []byte("{"))
	}
	return true
}

// owner is what X's account.js says of the account, as the line before its posts.
func owner(script []byte) []byte {
	var accounts []struct {
		Account struct {
			Username    string `json:"username"`
			DisplayName string `json:"accountDisplayName"`
		} `json:"account"`
	}
	_, list, _ := bytes.Cut(script, []byte("="))
	if json.Unmarshal(list, &accounts) != nil || len(accounts) == 0 {
		return []byte("{}")
	}
	b, _ := json.Marshal(accounts[0].Account) // two strings
	return b
}

var errTooLong = errors.New("too long")

// A meter bounds how much is read between two elements, so that one of them cannot fill the memory.
type meter struct {
	in   io.Reader
	read int
}

func (m *meter) Read(b []byte) (int, error) {
	if m.read > MaxItem {
		return 0, errTooLong
	}
	n, err := m.in.Read(b)
	m.read += n
	return n, err
}
