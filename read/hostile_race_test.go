//go:build race

package read

// What is tried has size bytes, and is given slack times as long as it may take. The race detector makes some of it thirty times slower.
const (
	size  = 1 << 16
	slack = 60
)
