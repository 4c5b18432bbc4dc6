import { PartDialog } from "../parts/form/PartDialog.tsx";
import { partQuery } from "../parts/form/part.ts";
import type { VersionFacts } from "./version-facts.ts";

const packForm = partQuery("EvidencePackForm", () => import("./EvidencePackForm.tsx"));

/** Makes one zip about the version for whoever examines it, or downloads one that was made. */
export const EvidencePack = ({ of }: { of: VersionFacts }) => (
  <PartDialog label="Evidence pack" title={`Evidence pack of ${of.modelName} version ${of.version}`} part={packForm}>
    {({ EvidencePackForm }) => <EvidencePackForm of={of} />}
  </PartDialog>
);
