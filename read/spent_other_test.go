//go:build !unix

package read

import "time"

var began = time.Now()

// spent is how long the program has run.
func spent() time.Duration { return time.Since(began) }
