package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"filippo.io/torchwood"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
)

// inclusion wants two implementations to agree: of index From in a tree of To leaves.
func inclusion(q question) (answer, error) {
	leaf := tlog.RecordHash(q.Leaf)
	other := tlog.CheckRecord(hashes(q.Hashes), int64(q.To), tlog.Hash(q.Root), int64(q.From), leaf)
	one := proof.VerifyInclusion(rfc6962.DefaultHasher, q.From, q.To, leaf[:], q.Hashes, q.Root)
	return agreed(one, other)
}

// consistency wants two implementations to agree: from the tree of From leaves to that of To.
func consistency(q question) (answer, error) {
	other := tlog.CheckTree(hashes(q.Hashes), int64(q.To), tlog.Hash(q.Root), int64(q.From), tlog.Hash(q.Old))
	one := proof.VerifyConsistency(rfc6962.DefaultHasher, q.From, q.To, q.Hashes, q.Old, q.Root)
	return agreed(one, other)
}

func agreed(one, other error) (answer, error) {
	if (one == nil) != (other == nil) {
		panic(fmt.Sprintf("transparency-dev/merkle says %v, x/mod/sumdb/tlog says %v", one, other))
	}
	return answer{}, one
}

func hashes(from [][]byte) []tlog.Hash {
	to := make([]tlog.Hash, len(from))
	for i, each := range from {
		to[i] = tlog.Hash(each)
	}
	return to
}

// build makes the tree of the leaves: its root, its tiles by path, and the proof of leaf From, or of the tree of From
// leaves where Old is there.
func build(q question) (answer, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = stored[index]
		}
		return found, nil
	})
	for i, leaf := range q.Leaves {
		made, err := tlog.StoredHashes(int64(i), leaf, reader)
		if err != nil {
			return answer{}, err
		}
		stored = append(stored, made...)
	}
	size := int64(len(q.Leaves))
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return answer{}, err
	}
	given := answer{Root: root[:], Tiles: map[string][]byte{}}
	for _, tile := range tlog.NewTiles(torchwood.TileHeight, 0, size) {
		if given.Tiles[torchwood.TilePath(tile)], err = tlog.ReadTileData(tile, reader); err != nil {
			return answer{}, err
		}
	}
	prove := func() ([]tlog.Hash, error) { return tlog.ProveRecord(size, int64(q.From), reader) }
	if q.Old != nil {
		prove = func() ([]tlog.Hash, error) { return tlog.ProveTree(size, int64(q.From), reader) }
	}
	path, err := prove()
	for _, each := range path {
		given.Parts = append(given.Parts, each[:])
	}
	return given, err
}

// walk reads a folder as a client reads a log: the checkpoint under the policy, then every entry, each authenticated.
func walk(q question) (answer, error) {
	policy, err := torchwood.ParsePolicy(q.Policy)
	if err != nil {
		return answer{}, err
	}
	tiles, err := torchwood.NewTileFS(os.DirFS(q.Dir))
	if err != nil {
		return answer{}, err
	}
	ctx := context.Background()
	note, err := tiles.ReadEndpoint(ctx, "checkpoint")
	if err != nil {
		return answer{}, err
	}
	c, _, err := torchwood.VerifyCheckpoint(note, policy)
	if err != nil {
		return answer{}, err
	}
	client, err := torchwood.NewClient(tiles)
	if err != nil {
		return answer{}, err
	}
	given := answer{Root: c.Hash[:]}
	for index, entry := range client.AllEntries(ctx, c.Tree, 0) {
		if index != given.Size {
			return answer{}, errors.New("an entry is out of its turn")
		}
		given.Size++
		given.Parts = append(given.Parts, entry)
	}
	return given, client.Err()
}
