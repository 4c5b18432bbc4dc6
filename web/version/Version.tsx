import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, Download, Printer } from "lucide-react";
import { at } from "../ask.ts";
import { Button, buttonLook } from "../parts/form/Button.tsx";
import { Columns, Page } from "../parts/page/Page.tsx";
import { PrintFoot } from "../parts/page/PrintFoot.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Skeleton } from "../parts/page/Region.tsx";
import { Chip, SlotChip, TierChip } from "../parts/word/Chip.tsx";
import { Digest } from "../parts/word/Digest.tsx";
import { useKeys } from "../shell/keys.ts";
import { NotFound } from "../shell/NotFound.tsx";
import { Approvals } from "./Approvals.tsx";
import { Checks } from "./Checks.tsx";
import { Controls } from "./Controls.tsx";
import { Drift } from "./Drift.tsx";
import { Entries } from "./Entries.tsx";
import { Evaluations } from "./Evaluations.tsx";
import { EvidencePack } from "./EvidencePack.tsx";
import { Parameters, Provenance, Responsible, SlotsOverTime, Tags } from "./Facts.tsx";
import { Files } from "./Files.tsx";
import { InShort } from "./InShort.tsx";
import { MetricsAgainst } from "./MetricsAgainst.tsx";
import { RequestMove } from "./RequestMove.tsx";
import { VersionDocuments } from "./VersionDocuments.tsx";
import { versionQuery } from "./version.queries.ts";
import { championOf, type VersionFacts } from "./version-facts.ts";

/** Everything about one version, in one scroll. */
export const Version = () => {
  const { name, version } = useParams({ from: "/shell/models/$name/versions/$version" });
  const number = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null;
  return number === null ? <NotFound /> : <NumberedVersion key={`${name}/${number}`} name={name} version={number} />;
};

const NumberedVersion = ({ name, version }: { name: string; version: number }) => {
  const query = useQuery(versionQuery(name, version));
  if (query.data === null) return <NotFound />;
  if (query.data === undefined)
    return (
      <Page title={`${name} version ${version}`} heading={<Heading name={name} version={version} />}>
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={12} />}
      </Page>
    );
  return <VersionPage of={query.data} />;
};

const Heading = ({ name, version }: { name: string; version: number }) => (
  <>
    {name} <span>version {version}</span>
  </>
);

const VersionPage = ({ of }: { of: VersionFacts }) => {
  const champion = championOf(of);
  return (
    <Page
      title={`${of.modelName} version ${of.version}`}
      heading={<Heading name={of.modelName} version={of.version} />}
      crumbs={<Crumbs of={of} />}
      lead={of.description || undefined}
      beside={<Standing of={of} />}
      actions={
        <>
          <Neighbours of={of} />
          <Link
            to="/models/$name/lineage"
            params={{ name: of.modelName }}
            search={{ version: String(of.version) }}
            className={buttonLook()}
          >
            Lineage
          </Link>
          <RequestMove of={of} />
          <a
            className={buttonLook()}
            href={at(`evidence?model=${encodeURIComponent(of.modelName)}&version=${of.version}`)}
            download
          >
            <Download size="1.1em" aria-hidden />
            Evidence
          </a>
          <EvidencePack of={of} />
          <Button onClick={() => print()}>
            <Printer size="1.1em" aria-hidden />
            Print
          </Button>
        </>
      }
    >
      <InShort of={of} />
      <Columns
        aside={
          <>
            <SlotsOverTime of={of} />
            <Provenance of={of} />
            <Responsible of={of} />
            <Tags of={of} />
            <Parameters of={of} />
          </>
        }
      >
        <Approvals of={of} />
        <MetricsAgainst of={of} champion={champion} />
        <Evaluations of={of} />
        <Checks of={of} />
        <VersionDocuments of={of} />
        <Controls of={of} />
        <Files of={of} />
        <Drift of={of} />
        <Entries name={of.modelName} version={of.version} />
      </Columns>
      <PrintFoot />
    </Page>
  );
};

const Crumbs = ({ of }: { of: VersionFacts }) => (
  <>
    <Link to="/models">Models</Link>
    <ChevronRight size="1em" aria-hidden />
    {of.registeredModel && (
      <>
        <Link to="/models" search={{ q: `team:${of.registeredModel.team.slug}` }}>
          {of.registeredModel.team.name}
        </Link>
        <ChevronRight size="1em" aria-hidden />
      </>
    )}
    <Link to="/models/$name" params={{ name: of.modelName }}>
      {of.modelName}
    </Link>
  </>
);

const Standing = ({ of }: { of: VersionFacts }) => {
  const guarded = new Set(of.registeredModel?.guards.map(({ slot }) => slot));
  return (
    <>
      {of.stage.name === "None" ? (
        <Chip>In no stage</Chip>
      ) : (
        <SlotChip slot={of.stage.name} locked={guarded.has(of.stage.name)} />
      )}
      {of.aliases.map((alias) => (
        <SlotChip key={alias} slot={`@${alias}`} locked={guarded.has(`@${alias}`)} />
      ))}
      <TierChip of={of.registeredModel?.riskTier} known={of.registeredModel !== null} />
      <Digest of={of.digest} />
    </>
  );
};

/** The versions before and after: `[` and `]`. */
const Neighbours = ({ of }: { of: VersionFacts }) => {
  const navigate = useNavigate();
  const last = of.registeredModel?.latestVersion?.version ?? of.version;
  const go = (version: number): void => {
    if (version >= 1 && version <= last)
      void navigate({
        to: "/models/$name/versions/$version",
        params: { name: of.modelName, version: String(version) },
      });
  };
  useKeys({ "[": () => go(of.version - 1), "]": () => go(of.version + 1) });
  return (
    <>
      <Button look="bare" aria-label="The version before" disabled={of.version <= 1} onClick={() => go(of.version - 1)}>
        <ChevronLeft size="1.2em" aria-hidden />
      </Button>
      <Button
        look="bare"
        aria-label="The version after"
        disabled={of.version >= last}
        onClick={() => go(of.version + 1)}
      >
        <ChevronRight size="1.2em" aria-hidden />
      </Button>
    </>
  );
};
