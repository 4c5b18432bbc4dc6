import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { ask } from "../ask.ts";
import { ActDialog } from "../parts/form/ActDialog.tsx";
import { Field } from "../parts/form/Field.tsx";
import styles from "../parts/list/Pages.module.css";
import { Columns, Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Region, Skeleton } from "../parts/page/Region.tsx";
import { useAdministers } from "../parts/people/manages.ts";
import { Chip, SlotChip } from "../parts/word/Chip.tsx";
import { Digest } from "../parts/word/Digest.tsx";
import { Fact, Facts } from "../parts/word/Facts.tsx";
import { asked } from "../parts/word/places.ts";
import { Time } from "../parts/word/Time.tsx";
import { count, word } from "../parts/word/text.ts";
import { NotFound } from "../shell/NotFound.tsx";
import { useViewer } from "../shell/viewer.ts";
import { ChangePolicy } from "./ChangePolicy.tsx";
import { PolicyGates } from "./PolicyGates.tsx";
import { covered, type PolicyFacts, policyQuery, retirePolicyDocument } from "./policies.queries.ts";
import { TryMove } from "./TryMove.tsx";

/** One policy: what it asks, how it is changed, and what it would say of a move. */
export const Policy = () => {
  const { id } = useParams({ from: "/shell/admin/policies/$id" });
  const query = useQuery(policyQuery(id));
  if (query.data === null) return <NotFound />;
  if (query.data === undefined)
    return (
      <Page title="Policy">
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={12} />}
      </Page>
    );
  return <PolicyPage key={id} of={query.data} />;
};

const PolicyPage = ({ of }: { of: PolicyFacts }) => {
  const { scopes } = useViewer();
  const acts = of.retiredAt === null && scopes.includes("ADMIN");
  return (
    <Page
      title={of.name}
      crumbs={
        <>
          <Link to="/admin/policies">Policies</Link>
          <ChevronRight size="1em" aria-hidden />
          <code>{of.id}</code>
        </>
      }
      beside={
        <>
          {of.retiredAt ? <Chip tone="bad">Retired</Chip> : <Chip tone="good">In force</Chip>}
          <span>revision {of.revision}</span>
          <Digest of={of.digest} />
        </>
      }
      actions={acts && <Retire of={of} />}
    >
      <Columns aside={<TryMove slots={of.slots} model={of.modelName ?? ""} />}>
        <Asks of={of} />
        <PolicyGates of={of.gates} />
        {acts && <ChangePolicy of={of} />}
      </Columns>
    </Page>
  );
};

const signedWith = {
  NONE: "the sign-in; a key of one’s own may be used",
  OWN_KEY: "a key of one’s own, which an administrator has confirmed",
  USER_VERIFIED: "a passkey or security key that verifies its user",
} as const;

const Asks = ({ of }: { of: PolicyFacts }) => (
  <Region title="What it asks">
    <Facts>
      <Fact name="Covers">{covered(of)}</Fact>
      <Fact name="Risk tiers">
        {of.tiers.length === 0
          ? "every model"
          : `models of ${of.tiers.map(word).join(" or ")} risk; not set counts as high`}
      </Fact>
      <Fact name="Slots">
        <span className={styles.chips}>
          {of.slots.map((slot) => (
            <SlotChip key={slot} slot={slot} locked />
          ))}
        </span>
      </Fact>
      <Fact name="Who signs">{of.requirements.length === 0 ? "nobody: its gates decide" : asked(of.requirements)}</Fact>
      <Fact name="Who may not">{of.separationOfDuties.map(word).join(", ") || "nobody is kept out"}</Fact>
      <Fact name="Signed with">{signedWith[of.signing]}</Fact>
      <Fact name="Tags that are bound">{of.boundTags.join(", ") || "none"}</Fact>
      <Fact name="A request stays open">{count(of.expiresAfterHours, "hour")}</Fact>
      <Fact name="A rollback is free of gates">for {count(of.rollbackWithinHours, "hour")}</Fact>
      <Fact name="In an emergency">
        {of.emergency
          ? `signed by ${asked(of.emergency.requirements)}, reviewed within ${count(of.emergency.reviewWithinHours, "hour")}`
          : "nothing goes through"}
      </Fact>
      {of.pack && (
        <Fact name="Came with the pack">
          <Link to="/admin/packs">
            {of.pack.id} version {of.pack.version}
          </Link>
        </Fact>
      )}
      <Fact name="Made">
        <Time at={of.createdAt} />
      </Fact>
    </Facts>
  </Region>
);

const Retire = ({ of }: { of: PolicyFacts }) => {
  const [reason, setReason] = useState("");
  const administers = useAdministers();
  return (
    <ActDialog
      label="Retire"
      title={`Retire ${of.name}`}
      submit="Retire it"
      danger
      send={async (idempotencyKey) => {
        const input = { approvalPolicyId: of.id, ...(reason !== "" && { reason }), idempotencyKey };
        return (await ask(retirePolicyDocument, { input })).retireApprovalPolicy;
      }}
      said={() => `Retired: ${of.name}.`}
    >
      <p>
        It asks for nothing from then on, and voids the requests that are open under it.
        {!administers && " While a version holds a slot that it guards, an administrator retires it."}
      </p>
      <Field label="Reason">
        <input type="text" value={reason} onChange={({ target }) => setReason(target.value)} />
      </Field>
    </ActDialog>
  );
};
