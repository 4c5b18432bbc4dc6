import type { Ctx } from "../context.js";
import type { LineageLink, LineageNode } from "./lineage-graph.js";

/** What is next to some nodes in one direction, and whether there is more than was asked for. */
export interface Found {
  readonly links: readonly LineageLink[];
  readonly cut: boolean;
}

/** Looks for what is next to nodes of one kind, at most `most` of each sort to each of them. */
export type Look = (ctx: Ctx, nodes: readonly LineageNode[], most: number) => Promise<Found>;

/**
 * Links of rows that hang under nodes: one was asked for beyond `most`, so that one knows of more. A row whose other end
 * is hidden or absent is no link, and has been left out by its statement.
 */
export const linksOf = <Row extends { readonly of: string }>(
  rows: readonly Row[],
  most: number,
  {
    of,
    link,
  }: { of: ReadonlyMap<string, LineageNode>; link: (node: LineageNode, row: Row) => LineageLink | undefined },
): Found => {
  const taken = new Map<string, number>();
  const links: LineageLink[] = [];
  let cut = false;
  for (const row of rows) {
    const node = of.get(row.of);
    const count = (taken.get(row.of) ?? 0) + 1;
    taken.set(row.of, count);
    if (count > most) cut = true;
    const found = node && count <= most ? link(node, row) : undefined;
    if (found) links.push(found);
  }
  return { links, cut };
};

export const joinFound = (parts: readonly Found[]): Found => ({
  links: parts.flatMap(({ links }) => links),
  cut: parts.some(({ cut }) => cut),
});

/** Nodes of one kind by what their rows are found by. */
export const keyed = (
  nodes: readonly LineageNode[],
  key: (node: LineageNode) => string | undefined,
): Map<string, LineageNode> =>
  new Map(
    nodes.flatMap((node) => {
      const found = key(node);
      return found === undefined ? [] : [[found, node] as const];
    }),
  );
