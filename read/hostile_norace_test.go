//go:build !race

package read

// What is tried has size bytes, and is given slack times as long as it may take, for processors that share what they work with.
const (
	size  = 1 << 18
	slack = 3
)
