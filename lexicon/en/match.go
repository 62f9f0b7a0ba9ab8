package en

import _ "embed"

// LightWords is lightwords.txt: the words that carry no weight when two sentences are compared.
//
//go:embed lightwords.txt
var LightWords string

// Acts is acts.txt: the words for one kind of act, a line for each kind.
//
//go:embed acts.txt
var Acts string

// Famous is famous.txt: the words of names that say little about what a sentence tells.
//
//go:embed famous.txt
var Famous string
