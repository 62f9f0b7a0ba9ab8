// Package en holds the English word lists of hearsay: text, and nothing that reads it. Every file says at its head
// where it comes from, under which licence, and how its lines are made.
package en

import _ "embed"

// Version changes whenever a list does.
const Version = "2026-11-24.3"

// Cues are verbs that attribute.
//
//go:embed cues.txt
var Cues string

// Nouns are nouns that attribute or stand for what was said, nouns for people by what they are, and channels.
//
//go:embed nouns.txt
var Nouns string

// Remarks are the patterns of what writers say about a claim's standing.
//
//go:embed remarks.txt
var Remarks string

// Classes are classes of words by what they do in remarks.
//
//go:embed classes.txt
var Classes string

// Commitment are patterns of what says how far a document goes along with a clause.
//
//go:embed commitment.txt
var Commitment string

// Responses are patterns of how those accused are told to have answered, or not to have been asked.
//
//go:embed responses.txt
var Responses string

// Retractions are patterns of how somebody is told to take back what was told.
//
//go:embed retractions.txt
var Retractions string

// Media are patterns of through what something was said.
//
//go:embed media.txt
var Media string
