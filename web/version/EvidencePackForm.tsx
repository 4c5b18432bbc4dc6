import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { ask, at } from "../ask.ts";
import type { Disclosure, PackFragment } from "../gql/graphql.ts";
import { Ticks } from "../parts/chart/Ticks.tsx";
import { ActForm } from "../parts/form/ActForm.tsx";
import { buttonLook } from "../parts/form/Button.tsx";
import form from "../parts/form/form.module.css";
import { useAct } from "../parts/form/use-act.ts";
import { Digest } from "../parts/word/Digest.tsx";
import { Time } from "../parts/word/Time.tsx";
import { bytes, word } from "../parts/word/text.ts";
import { announce } from "../shell/status.ts";
import { createPackDocument, packsQuery } from "./evidence-pack.queries.ts";
import type { VersionFacts } from "./version-facts.ts";

const categories: readonly Disclosure[] = ["NAME", "TEXT", "NETWORK"];

/** One zip about the version, which the log alone proves to be whole; and those made before. */
export const EvidencePackForm = ({ of }: { of: VersionFacts }) => {
  const [disclose, setDisclose] = useState<readonly Disclosure[]>([]);
  const act = useAct(
    async (idempotencyKey) => {
      const input = { modelVersionId: of.id, disclose: [...disclose], idempotencyKey };
      return (await ask(createPackDocument, { input })).createEvidencePack;
    },
    () => announce("The pack is made."),
  );
  return (
    <ActForm act={act} submit="Make a pack" once={({ evidencePack }) => evidencePack && <Pack of={evidencePack} />}>
      <p>
        One zip for whoever sees all of the version’s story: complete, and provable by the log alone. Names, texts and
        addresses stay shut in it unless they are opened here.
      </p>
      <Ticks legend="Open in it" of={categories} chosen={disclose} onChoose={setDisclose} />
      <Earlier id={of.id} />
    </ActForm>
  );
};

/** Packs that were made before, and that the viewer may download. */
const Earlier = ({ id }: { id: string }) => {
  const { data = [] } = useQuery(packsQuery(id));
  if (data.length === 0) return null;
  return (
    <section aria-label="Packs made before" className={form.form}>
      <h3>Made before</h3>
      {data.map((pack) => (
        <Pack key={pack.id} of={pack} />
      ))}
    </section>
  );
};

const Pack = ({ of }: { of: PackFragment }) => (
  <div className={form.line}>
    <div>
      <p>
        <Time at={of.createdAt} /> by {of.createdBy.displayName}
      </p>
      <p className={form.note}>
        {bytes(of.size)}, {of.disclosed.length === 0 ? "all shut" : `opens ${of.disclosed.map(word).join(", ")}`}, over{" "}
        {of.checkpointSize} leaves, SHA-256 <Digest of={of.sha256} />
      </p>
    </div>
    <div className={form.actions}>
      <a className={buttonLook("primary")} href={at(of.downloadUrl.replace(/^\//, ""))} download>
        <Download size="1.1em" aria-hidden />
        Download the pack
      </a>
    </div>
  </div>
);
