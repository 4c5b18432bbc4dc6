import { Documents } from "../parts/documents/Documents.tsx";
import { PublishDocument } from "../parts/documents/PublishDocument.tsx";
import { Nothing, Region } from "../parts/page/Region.tsx";
import type { VersionFacts } from "./version-facts.ts";

/** The documents that were published on the version, and the form for one more. */
export const VersionDocuments = ({ of }: { of: VersionFacts }) => (
  <Region
    title="Documents"
    count={of.documents.nodes.length}
    flush
    actions={
      <PublishDocument subjectId={of.id} about={`${of.modelName} version ${of.version}`} has={of.documents.nodes} />
    }
  >
    {of.documents.nodes.length === 0 ? <Nothing>None was published.</Nothing> : <Documents of={of.documents.nodes} />}
  </Region>
);
