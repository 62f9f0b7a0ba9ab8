package hearsay

import "errors"

// The errors that a caller may want to tell apart. They are wrapped with the thing that they are about.
var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("in use by another program")
	ErrInvalid  = errors.New("invalid")
	ErrNewer    = errors.New("made by a newer hearsay")
)
