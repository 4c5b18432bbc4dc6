// Witness runs torchwood's litewitness with a new key, which it takes from an ssh-agent: this program is that agent. Both end
// with its standard input.
//
//	witness LITEWITNESS FOLDER ADDRESS NAME
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

func main() {
	binary, folder, address, name := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	keys, fingerprint := newKey()
	socket := filepath.Join(folder, "agent.sock")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		log.Fatal(err)
	}
	go serve(listener, keys)

	witness := exec.Command(binary, "-name", name, "-key", fingerprint, "-ssh-agent", socket,
		"-db", filepath.Join(folder, "litewitness.db"), "-listen", address, "-obscurity")
	witness.Stderr = os.Stderr
	if err := witness.Start(); err != nil {
		log.Fatal(err)
	}
	go func() {
		io.Copy(io.Discard, os.Stdin)
		witness.Process.Kill()
	}()
	witness.Wait()
}

func newKey() (agent.Agent, string) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	keys := agent.NewKeyring()
	if err := keys.Add(agent.AddedKey{PrivateKey: private}); err != nil {
		log.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		log.Fatal(err)
	}
	return keys, ssh.FingerprintSHA256(key)
}

func serve(listener net.Listener, keys agent.Agent) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go agent.ServeAgent(keys, connection)
	}
}
