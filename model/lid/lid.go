// Package lid holds the weights that tell languages apart: fastText's lid.176, quantised. See CARD.md.
package lid

import _ "embed"

// Version names the weights.
const Version = "lid.176.ftz"

// Bytes is the model, in fastText's own format (version 12, quantised).
//
//go:embed lid.ftz
var Bytes []byte
