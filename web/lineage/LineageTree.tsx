import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef } from "react";
import type { LineageDirection } from "../gql/graphql.ts";
import { Loaded, Nothing } from "../parts/page/Region.tsx";
import { Branch } from "./Branch.tsx";
import styles from "./Lineage.module.css";
import { lineageQuery } from "./lineage.queries.ts";
import { moveIn } from "./tree-keys.ts";

interface Props {
  readonly id: string;
  readonly way: LineageDirection;
  readonly label: string;
}

/** One way from a thing as a tree, each step asked for when it is opened. */
export const LineageTree = ({ id, way, label }: Props) => {
  const tree = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (tree.current && !event.altKey && !event.ctrlKey && !event.metaKey && moveIn(tree.current, event.key))
      event.preventDefault();
  };
  return (
    <Loaded query={useQuery(lineageQuery(id, way))} lines={4}>
      {(graph) =>
        graph.edges.length === 0 ? (
          <Nothing>Nothing that you may see.</Nothing>
        ) : (
          <>
            <div ref={tree} role="tree" aria-label={label} onKeyDown={onKeyDown}>
              <Branch graph={graph} of={id} way={way} above={[id]} />
            </div>
            {graph.truncated && <p className={styles.cut}>There is more: the first {graph.nodes.length - 1} show.</p>}
          </>
        )
      }
    </Loaded>
  );
};
