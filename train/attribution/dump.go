package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hearsay-news/hearsay/internal/label"
)

// dump writes to a folder what train/encoder learns from: the words of all articles, a line each, and as plain numbers (the lower
// byte first) for each word its label, the number of its article, of its stretch and of its paragraph, the classes of its step, the
// rows of its inputs and what the chain thinks of it.
func dump(dir string, articles []*article, ss [][]*stretch) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var words []byte
	var labels, classes []uint8
	var chance []float32
	var rows, paragraphs, stretches, places []int32
	paragraph, stretch := int32(0), int32(0)
	reader := label.NewReader()
	for i, a := range articles {
		for k := range a.text.Tokens {
			words = append(append(words, reader.Read(a.text, k)...), '\n')
			places = append(places, int32(i))
		}
		for _, s := range ss[i] {
			for _, p := range s.paras {
				for range p.End - p.First {
					paragraphs, stretches = append(paragraphs, paragraph), append(stretches, stretch)
				}
				paragraph++
			}
			stretch++
			for _, l := range s.labels {
				labels = append(labels, uint8(l))
			}
			classes, chance, rows = append(classes, s.class...), append(chance, s.chance...), append(rows, s.rows...)
		}
	}
	if len(labels) != len(places) || len(paragraphs) != len(places) {
		return fmt.Errorf("%d words in stretches, %d in articles", len(labels), len(places))
	}
	err := os.WriteFile(filepath.Join(dir, "words.txt"), words, 0o644)
	for name, x := range map[string]any{"labels": labels, "classes": classes, "chance": chance, "rows": rows, "paras": paragraphs, "stretch": stretches, "arts": places} {
		err = errors.Join(err, writeNumbers(filepath.Join(dir, name+".bin"), x))
	}
	return err
}

func writeNumbers(name string, x any) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	return errors.Join(binary.Write(w, binary.LittleEndian, x), w.Flush(), f.Close())
}
