package inmem_test

import (
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/inmem"
	"github.com/hearsay-news/hearsay/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) hearsay.Store { return inmem.New() })
}
