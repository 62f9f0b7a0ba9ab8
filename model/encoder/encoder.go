// Package encoder holds the larger model of label: a transformer that learned attributions in English; CARD.md tells from what,
// how well it does and where it fails.
package encoder

import _ "embed"

// Version names the weights; results that rest on them carry it.
const Version = "polnear-minilm/1"

// Weights are the bytes of the encoder and of what stands behind it.
//
//go:embed encoder.bin
var Weights string
