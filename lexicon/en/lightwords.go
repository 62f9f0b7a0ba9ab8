package en

import _ "embed"

// LightWords is lightwords.txt: the words that carry no weight when two sentences are compared.
//
//go:embed lightwords.txt
var LightWords string
