import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { LineageDirection, LineageQuery } from "../gql/graphql.ts";
import { SlotChip } from "../parts/word/Chip.tsx";
import { Digest } from "../parts/word/Digest.tsx";
import styles from "./Lineage.module.css";
import { type LineageEdge, type LineageNode, lineageQuery } from "./lineage.queries.ts";
import { kindWord, roleText } from "./lineage-text.ts";

interface Props {
  readonly graph: LineageQuery["lineage"];
  /** Key of the thing that the graph is one step from. */
  readonly of: string;
  readonly way: LineageDirection;
  /** Keys on the way from the root: what stands there already is not opened again. */
  readonly above: readonly string[];
}

/** What is one step from a thing. */
export const Branch = ({ graph, of, way, above }: Props) => {
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
  const rolesOf = new Map<string, LineageEdge[]>();
  for (const edge of graph.edges) {
    const end = way === "UPSTREAM" ? edge.from : edge.to;
    if (end !== of) rolesOf.set(end, [...(rolesOf.get(end) ?? []), edge]);
  }
  return [...rolesOf].map(([key, edges], place) => {
    const node = nodes.get(key);
    return (
      node && (
        <Item key={key} of={node} edges={edges} way={way} above={above} first={above.length === 1 && place === 0} />
      )
    );
  });
};

interface ItemProps extends Pick<Props, "way" | "above"> {
  readonly of: LineageNode;
  readonly edges: readonly LineageEdge[];
  /** It is where Tab comes into the tree, until another item was focused. */
  readonly first: boolean;
}

const Item = ({ of, edges, way, above, first }: ItemProps) => {
  const [open, setOpen] = useState(false);
  const mayOpen = of.id !== null && !above.includes(of.key);
  const query = useQuery({ ...lineageQuery(of.id ?? "", way), enabled: open && mayOpen });
  const opens = mayOpen && query.data?.edges.length !== 0;
  const toggle = (): void => {
    setOpen(!open);
    if (!open && query.isError) void query.refetch();
  };
  return (
    <div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree listens to the keys */}
      <div
        role="treeitem"
        aria-level={above.length}
        aria-expanded={opens ? open : undefined}
        aria-selected={false}
        aria-busy={(open && opens && query.isPending) || undefined}
        tabIndex={first ? 0 : -1}
        className={styles.row}
        onClick={opens ? toggle : undefined}
      >
        <span className={styles.twist} aria-hidden="true">
          {opens && (open ? <ChevronDown size="1em" /> : <ChevronRight size="1em" />)}
        </span>
        {kindWord[of.kind] && <span className={styles.kind}>{kindWord[of.kind]}</span>}
        <span>
          <Name of={of} />,
        </span>
        <span className={styles.role}>{edges.map(roleText).join(", ")}</span>
        <Note of={query} opens={opens} open={open} />
      </div>
      {open && opens && query.data && (
        <div className={styles.group}>
          <Branch graph={query.data} of={of.key} way={way} above={[...above, of.key]} />
        </div>
      )}
    </div>
  );
};

interface NoteProps {
  readonly of: UseQueryResult<LineageQuery["lineage"], Error>;
  readonly opens: boolean;
  readonly open: boolean;
}

/** What one learns of a thing by opening it, beside what is below it. */
const Note = ({ of: { data, isError }, opens, open }: NoteProps) => {
  if (!open) return null;
  if (isError) return <span className={styles.role}> · could not be read: close it, and open it again</span>;
  if (data && !opens) return <span className={styles.role}> · nothing further that you may see</span>;
  return data?.truncated ? (
    <span className={styles.role}> · the first {data.nodes.length - 1} show, there are more</span>
  ) : null;
};

/** Links are reached by Enter on their row. */
const Name = ({ of }: { of: LineageNode }) => {
  const { kind, label, modelVersion, run, dataset } = of;
  if (kind === "SLOT") return <SlotChip slot={label} />;
  const stop = { tabIndex: -1, onClick: (event: { stopPropagation: () => void }) => event.stopPropagation() };
  if (modelVersion)
    return (
      <Link
        {...stop}
        to="/models/$name/versions/$version"
        params={{ name: modelVersion.modelName, version: String(modelVersion.version) }}
      >
        {label}
      </Link>
    );
  if (run)
    return (
      <Link {...stop} to="/runs/$id" params={{ id: run.runId }}>
        {label}
      </Link>
    );
  if (kind === "MODEL")
    return (
      <Link {...stop} to="/models/$name" params={{ name: label }}>
        {label}
      </Link>
    );
  return (
    <span>
      {label} {dataset?.digest && <Digest of={dataset.digest} copy={false} />}
    </span>
  );
};
