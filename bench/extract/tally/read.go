package tally

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// A Record is one line of a file of texts.
type Record struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	// Wanted is nil where the file says nothing about what is right.
	Wanted []Attribution `json:"attributions"`
}

// Read reads a .jsonl or .jsonl.gz file.
func Read(name string) ([]Record, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = bufio.NewReader(f)
	if head, _ := in.(*bufio.Reader).Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		if in, err = gzip.NewReader(in); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	var out []Record
	d := json.NewDecoder(in)
	for {
		var r Record
		switch err := d.Decode(&r); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("%s: record %d: %w; each line must be a JSON object with id and text", name, len(out)+1, err)
		}
		out = append(out, r)
	}
}
