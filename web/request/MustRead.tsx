import { Documents } from "../parts/documents/Documents.tsx";
import { Region } from "../parts/page/Region.tsx";
import type { RequestFacts } from "./Request.tsx";

/** What a decider reads before signing: the version's documents and the model's, those that gates have read first. */
export const MustRead = ({ of }: { of: RequestFacts }) => {
  const { modelVersion: version, gates } = of;
  const pinned = new Set(gates.flatMap(({ inputs }) => inputs.flatMap(({ id }) => id ?? [])));
  const own = [...(version?.documents.nodes ?? []), ...(version?.registeredModel?.documents.nodes ?? [])];
  if (own.length === 0) return null;
  const sorted = own.toSorted((one, other) => Number(pinned.has(other.id)) - Number(pinned.has(one.id)));
  return (
    <Region title="Documents to read" count={own.length} flush>
      <Documents of={sorted} pinned={pinned} />
    </Region>
  );
};
