import { createHash, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { fromBase64, toBase64 } from "../../verify/log/bytes.js";
import { parseCheckpoint } from "../../verify/log/checkpoint.js";
import { noteSigner, readNote, type Signer, signatureOf } from "../../verify/log/note.js";
import { verifyConsistency } from "../../verify/log/proofs.js";
import { formatVkey } from "../../verify/log/vkey.js";

/** How a witness answers instead of doing its work; null: it does it. */
export type Mood = ((response: ServerResponse, asked: string) => void) | null;

/** A witness of tests, after https://c2sp.org/tlog-witness: a peer that may also be down, slow or lie. */
export interface TestWitness {
  readonly vkey: string;
  readonly url: string;
  /** The tree that it cosigned last. */
  known: { size: bigint; root: Uint8Array };
  mood: Mood;
  /** How often it was asked. */
  asked: number;
  /** A cosignature line of a note, by a key: its own unless told. */
  sign(note: string, by?: Signer): string;
}

export const startWitness = async (name: string): Promise<TestWitness> => {
  const signer = noteSigner(name, generateKeyPairSync("ed25519").privateKey, 0x04);
  const server = createServer((request, response) => void answer(witness, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const witness: TestWitness = {
    vkey: formatVkey(signer.key),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    known: { size: 0n, root: createHash("sha256").digest() },
    mood: null,
    asked: 0,
    sign: (note, by = signer) => {
      const { name: own, id, bytes } = signatureOf(readNote(note).text, by, BigInt(Math.floor(Date.now() / 1_000)));
      return `— ${own} ${toBase64(Buffer.concat([Buffer.from(id, "hex"), bytes]))}\n`;
    },
  };
  return witness;
};

const answer = async (witness: TestWitness, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const asked = await text(request);
  witness.asked++;
  if (request.method !== "POST" || request.url !== "/add-checkpoint") return void response.writeHead(404).end();
  if (witness.mood !== null) return witness.mood(response, asked);
  const end = asked.indexOf("\n\n");
  const [first = "", ...lines] = asked.slice(0, end).split("\n");
  const note = asked.slice(end + 2);
  const checkpoint = parseCheckpoint(readNote(note).text);
  const old = BigInt(first.replace("old ", ""));
  const { size, root } = witness.known;
  if (checkpoint === undefined || old > checkpoint.size) return void response.writeHead(400).end();
  if (old !== size) return conflict(response, size);
  const proof = lines.map((line) => fromBase64(line) ?? Buffer.alloc(0));
  const isSame = old === checkpoint.size && Buffer.compare(root, checkpoint.root) === 0;
  if (old === checkpoint.size && !isSame) return conflict(response, size);
  const goesOn =
    isSame || old === 0n
      ? proof.length === 0
      : verifyConsistency({ from: old, to: checkpoint.size, fromRoot: root, toRoot: checkpoint.root, proof });
  if (!goesOn) return void response.writeHead(422).end("bad consistency proof\n");
  witness.known = checkpoint;
  response.writeHead(200).end(witness.sign(note));
};

const conflict = (response: ServerResponse, size: bigint): void =>
  void response.writeHead(409, { "content-type": "text/x.tlog.size" }).end(`${size}\n`);
