// Package many holds word lists of languages other than English: text, and nothing that reads it.
package many

import _ "embed"

// Commitment are words that say how far a document goes along with what its sentence says.
//
//go:embed commitment.txt
var Commitment string

// Media are words for the way in which something came out.
//
//go:embed media.txt
var Media string
