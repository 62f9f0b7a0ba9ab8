// Package imports holds the test of who imports whom.
package imports

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/hearsay-news/hearsay"

// The stages, in the order of the flow. They are plain functions from the types of the root to the types of the root.
var stages = []string{"ingest", "read", "extract", "match", "trace", "weigh", "tell"}

// The table, drawn with the layout of the packages: everything points to the root ("."), a stage never to another
// stage, a store never to anything but the root, and data (lexicon, model) to nothing at all. token, which cuts text
// into words, is what the stages have in common. The first row that a package matches is its row; "..." is the package
// and all below it. Test files may look further and are not read.
var table = []struct {
	packages []string
	may      []string
}{
	{[]string{"."}, nil},
	{[]string{"lexicon/...", "model/..."}, nil},
	{[]string{"token"}, []string{".", "internal/person"}},
	{[]string{"internal/person"}, []string{"model/glove"}}, // whom tagger and labeller are to hear alike
	// The labeller is what extract and the program that teaches it have in common.
	{[]string{"internal/label/..."}, []string{".", "token", "internal/label/...", "internal/person", "lexicon/...", "model/..."}},
	{[]string{"extract/..."}, []string{".", "token", "internal/dfa", "internal/label", "lexicon/...", "model/..."}},
	{under(stages), []string{".", "token", "internal/dfa", "lexicon/...", "model/..."}},
	{[]string{"sqlite", "postgres", "inmem"}, []string{"."}},
	{[]string{"internal/check", "internal/dfa", "internal/golden", "internal/imports"}, nil},
	{[]string{"internal/sample", "internal/truth"}, []string{"."}},
	{[]string{"fetch"}, []string{"."}},
	{[]string{"storetest"}, []string{".", "desk", "internal/sample"}},
	{[]string{"desk"}, append([]string{".", "token"}, stages...)}, // it cuts a text once and hands it to each stage
	{[]string{"web/..."}, []string{".", "desk", "tell", "web/..."}},
	{[]string{"cmd/..."}, []string{"..."}},
	// What measures and what learns lies beside the product and looks at all of it but its surfaces.
	{[]string{"bench/...", "train/..."}, append([]string{
		".", "token", "lexicon/...", "model/...", "sqlite", "postgres", "inmem", "storetest", "desk", "internal/...", "bench/...", "train/...",
	}, stages...)},
}

// A stage may have packages of its own below it, which nobody else imports.
func under(packages []string) (all []string) {
	for _, p := range packages {
		all = append(all, p+"/...")
	}
	return all
}

func matches(pattern, pkg string) bool {
	if pattern == "..." {
		return true
	}
	if base, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == base || strings.HasPrefix(pkg, base+"/")
	}
	return pattern == pkg
}

func anyMatches(patterns []string, pkg string) bool {
	for _, p := range patterns {
		if matches(p, pkg) {
			return true
		}
	}
	return false
}

// verdict says why from must not import to, or nothing where it may.
func verdict(from, to string) string {
	for _, row := range table {
		if !anyMatches(row.packages, from) {
			continue
		}
		stage, _, _ := strings.Cut(from, "/")
		if anyMatches(row.may, to) || matches(stage+"/...", to) && anyMatches(under(stages), from) {
			return ""
		}
		if len(row.may) == 0 {
			return "it may import nothing of ours"
		}
		return "of ours it may import " + strings.Join(row.may, ", ")
	}
	return "it has no row in the table of internal/imports; give it one"
}

// Who may open a connection: what fetches, and the program that tells it to.
var connects = []string{"fetch", "cmd/..."}

// What opens one, or can. Of net/http others may use what only reads bytes.
var (
	network = []string{"net", "net/http/...", "net/rpc/...", "net/smtp", "crypto/tls", "golang.org/x/net/http2/...", "golang.org/x/net/proxy", "golang.org/x/net/websocket"}
	reading = []string{"DetectContentType", "ReadResponse", "StatusOK", "StatusNonAuthoritativeInfo", "Header", "Response"}
)

// connection says why the file, of the package from, must not use the package imported, or nothing where it may.
func connection(from, imported string, file *ast.File) string {
	if !anyMatches(network, imported) || anyMatches(connects, from) {
		return ""
	}
	if imported != "net/http" {
		return "only fetch opens connections"
	}
	why := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if s, is := n.(*ast.SelectorExpr); is {
			if x, is := s.X.(*ast.Ident); is && x.Name == "http" && !slices.Contains(reading, s.Sel.Name) {
				why = "only fetch opens connections, and http." + s.Sel.Name + " is not known to open none"
			}
		}
		return true
	})
	return why
}

// The files are read here, and not by go list, because go test takes an answer from its cache unless it saw this test
// read what has changed.
func TestImports(t *testing.T) {
	root := os.DirFS(filepath.Join("..", ".."))
	files := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); name != "." && (base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if why := connection(path.Dir(name), imported, file); why != "" {
				t.Errorf("%s: %s imports %s: %s", set.Position(spec.Pos()), path.Dir(name), imported, why)
			}
			to, ours := strings.CutPrefix(imported, module)
			if !ours || to != "" && to[0] != '/' {
				continue
			}
			to = path.Clean(strings.TrimPrefix(to, "/"))
			if why := verdict(path.Dir(name), to); why != "" {
				t.Errorf("%s: %s imports %s: %s", set.Position(spec.Pos()), path.Dir(name), to, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Fatal("no Go file was found; the test looks two folders up")
	}
	t.Logf("%d files", files)
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		from, to string
		may      bool
	}{
		{".", "token", false},
		{"lexicon/en", ".", false},
		{"token", ".", true},
		{"extract", ".", true},
		{"extract", "token", true},
		{"extract", "lexicon/en", true},
		{"extract", "match", false},
		{"extract", "internal/label", true},
		{"extract", "internal/label/large", false}, // nor carry its weights
		{"match", "internal/label", false},
		{"read/warc", "read", true},
		{"extract", "sqlite", false},
		{"sqlite", ".", true},
		{"sqlite", "postgres", false},
		{"sqlite", "desk", false},
		{"desk", "weigh", true},
		{"desk", "sqlite", false},
		{"web", "desk", true},
		{"web", "sqlite", false},
		{"web", "match", false},
		{"storetest", "desk", true},
		{"cmd/hearsay", "sqlite", true},
		{"bench/extract", "extract", true},
		{"bench/extract", "web", false},
		{"fetch", ".", true},
		{"fetch", "ingest", false},
		{"ingest", "fetch", false},
		{"desk", "fetch", false},
		{"cmd/hearsay", "fetch", true},
		{"helpers", ".", false}, // no row
	} {
		if why := verdict(c.from, c.to); (why == "") != c.may {
			t.Errorf("%s imports %s: %q, want it allowed: %v", c.from, c.to, why, c.may)
		}
	}
}

func TestConnections(t *testing.T) {
	for _, c := range []struct {
		from, imported, text string
		may                  bool
	}{
		{"fetch", "net", "net.Dial", true},
		{"cmd/hearsay", "net/http", "http.Get", true},
		{"read", "net/http", "http.ReadResponse", true},
		{"read", "net/http", "http.Get", false},
		{"ingest", "net", "net.ParseIP", false},
		{"desk", "net/http/httputil", "httputil.DumpResponse", false},
		{"desk", "net/url", "url.Parse", true},
		{"desk", "crypto/tls", "tls.Dial", false},
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nvar _ = "+c.text, 0)
		if err != nil {
			t.Fatal(err)
		}
		if why := connection(c.from, c.imported, file); (why == "") != c.may {
			t.Errorf("%s uses %s: %q, want it allowed: %v", c.from, c.text, why, c.may)
		}
	}
}
