import { LRUCache } from "lru-cache";
import { toBase64 } from "../../../verify/log/bytes.js";
import { type HashReader, inclusionProof } from "../../../verify/log/proofs.js";
import { tileReader } from "../../../verify/log/tiles.js";
import { tileOf } from "../log/log-proofs.js";

/** Nodes of the tree that are kept between two proofs: 10 MiB. */
const MOST_NODES = 50_000;
/** Proofs after which the tiles that they were made of are let go. */
const FRESH = 100;

/** Makes the inclusion proofs of many leaves of a log's first `size`, in base64. */
export type Prover = (leaf: bigint) => Promise<string[]>;

/** By the tiles of the folder. What neighbours share is reckoned once. */
export const proverOf = (folder: string, size: bigint): Prover => {
  const nodes = new LRUCache<string, Promise<Uint8Array>>({ max: MOST_NODES });
  const fresh = (): HashReader => tileReader((tile) => tileOf(folder, tile), size);
  let [tiles, made] = [fresh(), 0];
  const read: HashReader = (level, index) => {
    const key = `${level} ${index}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const node = Promise.resolve(tiles(level, index));
    nodes.set(key, node);
    return node;
  };
  return async (leaf) => {
    if (++made % FRESH === 0) tiles = fresh();
    return (await inclusionProof(read, leaf, size)).map(toBase64);
  };
};
