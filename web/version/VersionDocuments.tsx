import { Documents } from "../parts/Documents.tsx";
import { Region } from "../parts/Region.tsx";
import type { VersionFacts } from "./version-facts.ts";

/** The documents that were published on the version; nothing where there are none. */
export const VersionDocuments = ({ of }: { of: VersionFacts }) =>
  of.documents.nodes.length === 0 ? null : (
    <Region title="Documents" count={of.documents.nodes.length} flush>
      <Documents of={of.documents.nodes} />
    </Region>
  );
