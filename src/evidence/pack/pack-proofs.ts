import { LRUCache } from "lru-cache";
import { type HashReader, inclusionProof } from "../../../verify/log/proofs.js";
import { tileReader } from "../../../verify/log/tiles.js";
import { tileOf } from "../log/log-proofs.js";

/** Nodes of the tree that are kept between two proofs: 4 MiB. */
const MOST_NODES = 20_000;
/** Proofs after which the tiles that they were made of are let go. */
const FRESH = 100;

/** Makes the inclusion proofs of many leaves of a log's first leaves. */
export type Prover = (leaf: bigint) => Promise<Uint8Array[]>;

/** By the tiles of the folder. What neighbours share is reckoned once. */
export const proverOf = (folder: string, size: bigint): Prover => {
  const nodes = new LRUCache<string, Uint8Array>({ max: MOST_NODES });
  const fresh = (): HashReader => tileReader((tile) => tileOf(folder, tile), size);
  let [tiles, made] = [fresh(), 0];
  const read: HashReader = async (level, index) => {
    const key = `${level} ${index}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    // A copy: what is a part of a tile would keep all of it.
    const node = Buffer.from(await tiles(level, index));
    nodes.set(key, node);
    return node;
  };
  return (leaf) => {
    if (++made % FRESH === 0) tiles = fresh();
    return inclusionProof(read, leaf, size);
  };
};
