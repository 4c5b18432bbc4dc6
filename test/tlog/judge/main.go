// Judge asks other people's implementations about notes, proofs and tiles that Countersign made, and lets them make some.
// It reads a JSON array of questions and writes one of answers.
package main

import (
	"encoding/json"
	"os"
)

// A question names what to do; which members it needs depends on that. Bytes are in base64.
type question struct {
	Do     string
	Vkeys  []string
	Note   []byte
	Policy []byte
	Proof  []byte
	Hashes [][]byte
	Leaf   []byte
	Leaves [][]byte
	Root   []byte
	Old    []byte
	From   uint64
	To     uint64
	Seed   []byte
	Name   string
	Dir    string
}

type answer struct {
	Error string   `json:"error,omitempty"`
	Text  string   `json:"text,omitempty"`
	Names []string `json:"names,omitempty"`
	Vkey  string   `json:"vkey,omitempty"`
	Size  int64    `json:"size,omitempty"`
	Root  []byte   `json:"root,omitempty"`
	// Each hash, tile or entry that was asked for.
	Parts [][]byte          `json:"parts,omitempty"`
	Tiles map[string][]byte `json:"tiles,omitempty"`
}

var judges = map[string]func(question) (answer, error){
	"openNote":    openNote,
	"signNote":    signNote,
	"cosign":      cosign,
	"checkpoint":  checkpoint,
	"proof":       tlogProof,
	"inclusion":   inclusion,
	"consistency": consistency,
	"build":       build,
	"walk":        walk,
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := make([]answer, len(questions))
	for i, each := range questions {
		judge, known := judges[each.Do]
		if !known {
			panic("no judge for " + each.Do)
		}
		given, err := judge(each)
		if err != nil {
			given = answer{Error: err.Error()}
		}
		answers[i] = given
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
