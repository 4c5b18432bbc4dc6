package main

import (
	"crypto/ed25519"
	"errors"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func verifierOf(vkey string) (note.Verifier, error) {
	if v, err := torchwood.NewCosignatureVerifier(vkey); err == nil {
		return v, nil
	}
	return note.NewVerifier(vkey)
}

func openNote(q question) (answer, error) {
	var known []note.Verifier
	for _, vkey := range q.Vkeys {
		v, err := verifierOf(vkey)
		if err != nil {
			return answer{}, err
		}
		known = append(known, v)
	}
	n, err := note.Open(q.Note, note.VerifierList(known...))
	if err != nil {
		return answer{}, err
	}
	given := answer{Text: n.Text}
	for _, sig := range n.Sigs {
		given.Names = append(given.Names, sig.Name)
	}
	return given, nil
}

// plainSigner signs the text itself, by x/mod's own code for signers.
type plainSigner struct {
	note.Verifier
	key ed25519.PrivateKey
}

func (s plainSigner) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.key, msg), nil }

func signNote(q question) (answer, error) {
	key := ed25519.NewKeyFromSeed(q.Seed)
	vkey, err := note.NewEd25519VerifierKey(q.Name, key.Public().(ed25519.PublicKey))
	if err != nil {
		return answer{}, err
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return answer{}, err
	}
	signed, err := note.Sign(&note.Note{Text: string(q.Note)}, plainSigner{v, key})
	return answer{Vkey: vkey, Text: string(signed)}, err
}

// cosign adds a witness's signature to a signed checkpoint, whose own signatures stay as they are.
func cosign(q question) (answer, error) {
	s, err := torchwood.NewCosignatureSigner(q.Name, ed25519.NewKeyFromSeed(q.Seed))
	if err != nil {
		return answer{}, err
	}
	var unverified *note.UnverifiedNoteError
	if _, err := note.Open(q.Note, note.VerifierList()); !errors.As(err, &unverified) {
		return answer{}, err
	}
	signed, err := note.Sign(unverified.Note, s)
	return answer{Vkey: s.Verifier().String(), Text: string(signed)}, err
}

func checkpoint(q question) (answer, error) {
	policy, err := torchwood.ParsePolicy(q.Policy)
	if err != nil {
		return answer{}, err
	}
	c, n, err := torchwood.VerifyCheckpoint(q.Note, policy)
	if err != nil {
		return answer{}, err
	}
	return answer{Text: n.Text, Size: c.N, Root: c.Hash[:]}, nil
}

func tlogProof(q question) (answer, error) {
	policy, err := torchwood.ParsePolicy(q.Policy)
	if err != nil {
		return answer{}, err
	}
	return answer{}, torchwood.VerifyProof(policy, tlog.RecordHash(q.Leaf), q.Proof)
}
