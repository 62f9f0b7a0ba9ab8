//go:build !unix

package main

import "time"

var started = time.Now()

// busy is the time since the start, where the system does not tell how long a process has worked.
func busy() time.Duration { return time.Since(started) }
