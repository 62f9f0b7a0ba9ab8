package sqlite_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/sqlite"
)

// BenchmarkBulk is a day's intake of a newsroom: documents of 4 kB with 24 results and 100 keys each, in one write. Then
// one document's neighbours are asked for, and everybody's.
func BenchmarkBulk(b *testing.B) {
	const documents, results, keys = 10_000, 24, 100
	for range b.N {
		s := openBulk(b)
		bulk(b, s, documents, results, keys)
		b.StopTimer()
		size, err := s.Size(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/1e6, "MB")
		s.Close()
		b.StartTimer()
	}
}

func openBulk(b *testing.B) hearsay.Store {
	b.Helper()
	s, err := sqlite.Open(filepath.Join(b.TempDir(), "hearsay.db"))
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func bulkDocument(i int) (hearsay.Document, []byte) {
	random := rand.New(rand.NewPCG(1, uint64(i)))
	words := []string{"the", "mayor", "said", "that", "harbour", "was", "sold", "to", "nobody", "in", "1987", "and", "officer", "alleged", "letter", "money"}
	raw := make([]byte, 0, 4200)
	for len(raw) < 4000 {
		raw = append(append(raw, words[random.IntN(len(words))]...), ' ')
	}
	raw = fmt.Appendf(raw, "%d", i)
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	d := hearsay.Document{ID: "d" + hash[:12], Path: fmt.Sprintf("pile/%d.html", i), Text: string(raw), SHA256: hash}
	for at := 0; at < len(raw); at += 200 {
		d.Pieces = append(d.Pieces, hearsay.Piece{At: at, N: 198, Raw: hearsay.Span{Start: 2 * at, End: 2*at + 198}})
	}
	return d, raw
}

func bulk(b *testing.B, s hearsay.Store, documents, results, keys int) {
	b.Helper()
	random := rand.New(rand.NewPCG(2, 2))
	err := s.Write(b.Context(), hearsay.Run{}, func(w hearsay.Writer) error {
		for i := range documents {
			d, raw := bulkDocument(i)
			if err := w.AddDocument(d, raw); err != nil {
				return err
			}
			var all []hearsay.Key
			for n := range results {
				subject := fmt.Sprintf("%s/%d/%d-%d", d.ID, n*160+20, n*160, n*160+150)
				body := fmt.Appendf(nil, `{"id":%q,"document":%q,"kind":"indirect","commitment":"distances","stance":"tells","source":[[%d,%d]],"content":[[%d,%d]],"speaker":null}`,
					subject, d.ID, n*160, n*160+9, n*160+20, n*160+150)
				if _, err := w.PutResult(hearsay.Result{Stage: hearsay.StageClaim, Subject: subject, Version: "claim/1", Body: body}); err != nil {
					return err
				}
				for range keys / results {
					all = append(all, hearsay.Key{Kind: "statement", Value: random.Uint64N(uint64(documents) * 50), Subject: subject})
				}
			}
			for range keys % results {
				all = append(all, hearsay.Key{Kind: "document", Value: random.Uint64(), Subject: d.ID})
			}
			if err := w.PutKeys(all); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func BenchmarkRead(b *testing.B) {
	s := openBulk(b)
	defer s.Close()
	bulk(b, s, 10_000, 24, 100)
	d, _ := bulkDocument(5000)
	var subjects []string
	for n := range 24 {
		subjects = append(subjects, fmt.Sprintf("%s/%d/%d-%d", d.ID, n*160+20, n*160, n*160+150))
	}
	check := func(b *testing.B, n int, err error) {
		if err != nil || n == 0 {
			b.Fatalf("found %d, %v", n, err)
		}
		b.ReportMetric(float64(n), "found")
	}
	b.Run("NearOne", func(b *testing.B) {
		for range b.N {
			near, err := s.Near(b.Context(), "statement", subjects, 50)
			check(b, len(near), err)
		}
	})
	b.Run("NearAll", func(b *testing.B) {
		for range b.N {
			near, err := s.Near(b.Context(), "statement", nil, 50)
			check(b, len(near), err)
		}
	})
	b.Run("ResultsOne", func(b *testing.B) {
		for range b.N {
			results, err := s.Results(b.Context(), hearsay.StageClaim, subjects)
			check(b, len(results), err)
		}
	})
	b.Run("ResultsAll", func(b *testing.B) {
		for range b.N {
			results, err := s.Results(b.Context(), hearsay.StageClaim, nil)
			check(b, len(results), err)
		}
	})
	b.Run("Documents", func(b *testing.B) {
		for range b.N {
			n := 0
			err := s.Documents(b.Context(), func(hearsay.Document) error { n++; return nil })
			check(b, n, err)
		}
	})
}
