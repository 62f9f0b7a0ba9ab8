// Package large is package label with the encoder of model/encoder. It is a package of its own so that a program which does not ask for
// the encoder does not carry its weights.
package large

import (
	"sync"

	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/model/encoder"
	"github.com/hearsay-news/hearsay/token"
)

var weights = sync.OnceValue(func() *label.LargeWeights {
	w, err := label.UnpackLarge(encoder.Weights)
	if err != nil {
		panic(err)
	}
	return w
})

// Attributions finds the attributions in t, as label.Attributions does, but more exactly and many times more slowly.
// It may be called by several at a time, and gives the same for the same text.
func Attributions(t *token.Text) []label.Attribution { return label.With(weights(), t) }
