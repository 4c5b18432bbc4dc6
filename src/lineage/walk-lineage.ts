import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { downstream } from "./downstream.js";
import type { EdgeRole, LineageNode } from "./lineage-graph.js";
import { type Found, joinFound } from "./neighbours.js";
import { readStart } from "./read-nodes.js";
import { upstream } from "./upstream.js";

export const directions = ["UPSTREAM", "DOWNSTREAM", "BOTH"] as const;

export interface LineageAsked {
  readonly id: string;
  readonly direction: (typeof directions)[number];
  /** Steps from the thing. */
  readonly depth: number;
  /** Nodes. */
  readonly first: number;
}

export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly role: EdgeRole;
  readonly context: string | null;
}

export interface LineageGraph {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** Whether things were left out that the caller reads, within the depth that was asked for. */
  readonly truncated: boolean;
}

export const MAX_DEPTH = 10;
export const MAX_NODES = 500;
/** Neighbours of one sort that each of many nodes has room for, however many they are. */
const FEWEST = 10;

const ways = { UPSTREAM: upstream, DOWNSTREAM: downstream } as const;
type Way = keyof typeof ways;

/**
 * What a thing came from and what came of it, step by step. Whatever the caller may not read is no node, no edge, and cuts
 * nothing off: each statement leaves it out before it counts. What is hidden ends the way; what is behind it does not show.
 */
export const walkLineage = async (ctx: Ctx, asked: LineageAsked): Promise<LineageGraph> => {
  check(asked);
  const start = await readStart(ctx, asked.id);
  if (start === undefined) return { nodes: [], edges: [], truncated: false };
  const graph = new Growing(start, asked.first);
  const fronts = (asked.direction === "BOTH" ? (["UPSTREAM", "DOWNSTREAM"] as const) : [asked.direction]).map(
    (way) => ({
      way: way as Way,
      nodes: [start] as LineageNode[],
      seen: new Set([start.key]),
    }),
  );
  for (let step = 0; step < asked.depth; step++)
    for (const front of fronts) {
      const found = await look(ctx, front.way, front.nodes, asked.first);
      const next = graph.take(front.way, found).filter(({ key }) => !front.seen.has(key));
      for (const { key } of next) front.seen.add(key);
      front.nodes = next;
    }
  return graph.made();
};

const check = ({ depth, first }: LineageAsked): void => {
  for (const [name, given, most] of [
    ["depth", depth, MAX_DEPTH],
    ["first", first, MAX_NODES],
  ] as const)
    if (given < 1 || given > most)
      throw new DomainError("INVALID_INPUT", `${name}: 1–${most}, not ${given}.`, { path: [name] });
};

/** What is next to the nodes; the more they are, the fewer of each. */
const look = async (ctx: Ctx, way: Way, nodes: readonly LineageNode[], first: number): Promise<Found> => {
  const most = Math.max(FEWEST, Math.ceil(first / Math.max(1, nodes.length)));
  const kinds = Object.entries(ways[way]).map(([kind, each]) => ({
    each,
    nodes: nodes.filter((node) => node.kind === kind),
  }));
  return joinFound(
    await Promise.all(kinds.filter((kind) => kind.nodes.length > 0).map((kind) => kind.each(ctx, kind.nodes, most))),
  );
};

/** A graph with room for so many nodes. */
class Growing {
  readonly #nodes = new Map<string, LineageNode>();
  readonly #edges = new Map<string, LineageEdge>();
  #truncated = false;

  constructor(
    start: LineageNode,
    readonly room: number,
  ) {
    this.#nodes.set(start.key, start);
  }

  /** Takes what there is room for; gives the nodes at the far ends, once each. */
  take(way: Way, { links, cut }: Found): LineageNode[] {
    if (cut) this.#truncated = true;
    const ends = new Map<string, LineageNode>();
    for (const { from, to, role, context } of links) {
      const end = way === "UPSTREAM" ? from : to;
      if (!this.#nodes.has(end.key) && this.#nodes.size >= this.room) {
        this.#truncated = true;
        continue;
      }
      this.#nodes.set(end.key, this.#nodes.get(end.key) ?? end);
      ends.set(end.key, end);
      this.#edges.set(JSON.stringify([from.key, to.key, role, context]), { from: from.key, to: to.key, role, context });
    }
    return [...ends.values()];
  }

  made(): LineageGraph {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()], truncated: this.#truncated };
  }
}
