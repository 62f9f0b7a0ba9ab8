//go:build unix

package main

import (
	"syscall"
	"time"
)

// busy is the time that the process has worked, on all cores; on a machine that others use it says more than the clock.
func busy() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
