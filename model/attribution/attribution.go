// Package attribution holds what label learned about attributions in English; CARD.md tells from what, how well it does
// and where it fails.
package attribution

import _ "embed"

// Version names the weights; results that rest on them carry it.
const Version = "polnear-crf/1"

// Weights are the bytes that label reads.
//
//go:embed attribution.bin
var Weights string
