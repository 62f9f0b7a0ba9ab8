package label

import (
	"slices"
	"testing"
)

func TestForest(t *testing.T) {
	var tree Tree
	tree.Number[0], tree.Limit[0] = 1, 0.5
	for k := 1; k < len(tree.Number); k++ {
		tree.Number[k], tree.Limit[k] = uint8(k%3), float32(k)
	}
	for k := range tree.Leaf {
		tree.Leaf[k] = float32(k)
	}
	if got := tree.At([]float32{9, 0.5, 99}); got != 3 { // 0 asks for number 1, and 1 too; 3 for number 0: 9 is more than 3; 8 for number 2: 99 is more than 8
		t.Errorf("came to leaf %d", got)
	}
	f := Forest{tree, tree}
	if got, want := f.Sum([]float32{0, 1, 0}), 2*tree.Leaf[tree.At([]float32{0, 1, 0})]; got != want {
		t.Errorf("sum is %v, want %v", got, want)
	}
	b := f.append(nil)
	in := file{rest: string(b)}
	if got := in.forest(); in.short || in.rest != "" || !slices.Equal(got, f) {
		t.Errorf("%v was read as %v", f, got)
	}
	b[4] = Numbers // a number that no candidate has
	if in := (file{rest: string(b)}); len(in.forest()) > 0 && !in.short {
		t.Error("a question for what is not known was read")
	}
}
