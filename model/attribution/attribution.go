// Package attribution holds what label learned about attributions in English; CARD.md tells from what, how well it does
// and where it fails.
package attribution

import _ "embed"

// Version names the weights; results that rest on them carry it.
const Version = "polnear/1"

// Vectors is the version of model/glove whose clusters the weights were learned with; with another they are worth little.
const Vectors = "glove-6b-100d/1"

// Chain are the bytes of the chain, which works alone where speed counts.
//
//go:embed chain.bin
var Chain string

// Net are the bytes of the net, which works on what the chain gives.
//
//go:embed net.bin
var Net string
