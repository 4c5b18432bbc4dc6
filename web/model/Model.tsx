import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Documents } from "../parts/documents/Documents.tsx";
import { PublishDocument } from "../parts/documents/PublishDocument.tsx";
import { buttonLook } from "../parts/form/Button.tsx";
import { Columns, Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { Person } from "../parts/people/Person.tsx";
import { Chip, SlotChip } from "../parts/word/Chip.tsx";
import { CopyButton } from "../parts/word/Digest.tsx";
import { Fact, Facts } from "../parts/word/Facts.tsx";
import { TagPairs } from "../parts/word/TagPair.tsx";
import { Time } from "../parts/word/Time.tsx";
import { count, Word, word } from "../parts/word/text.ts";
import { NotFound } from "../shell/NotFound.tsx";
import { Lanes } from "./Lanes.tsx";
import styles from "./Model.module.css";
import { modelQuery } from "./model.queries.ts";
import type { ModelFacts } from "./model-facts.ts";
import { RiskTier } from "./RiskTier.tsx";
import { SlotStrip } from "./SlotStrip.tsx";
import { Versions } from "./Versions.tsx";

/** What is live now, what was, and what is next. */
export const Model = () => {
  const { name } = useParams({ from: "/shell/models/$name" });
  const query = useQuery(modelQuery(name));
  if (query.data === null) return <NotFound />;
  if (query.data === undefined)
    return (
      <Page title={name}>
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={12} />}
      </Page>
    );
  return <ModelPage key={name} of={query.data} />;
};

const ModelPage = ({ of }: { of: ModelFacts }) => (
  <Page
    title={of.name}
    crumbs={
      <>
        <Link to="/models">Models</Link>
        <ChevronRight size="1em" aria-hidden />
        <Link to="/teams/$slug" params={{ slug: of.team.slug }}>
          {of.team.name}
        </Link>
      </>
    }
    beside={of.openRequestCount > 0 && <Chip tone="warn">{count(of.openRequestCount, "open request")}</Chip>}
    actions={
      <Link to="/models/$name/lineage" params={{ name: of.name }} className={buttonLook()}>
        Lineage
      </Link>
    }
    lead={of.description || undefined}
  >
    <Lanes of={of} />
    <Columns
      aside={
        <>
          <OpenRequests of={of} />
          <Responsible of={of} />
          <RiskTier of={of} />
          <Guards of={of} />
          <Sharing of={of} />
          <Region title="Tags" count={of.tags.length}>
            {of.tags.length === 0 ? <Nothing>It carries no tags.</Nothing> : <TagPairs of={of.tags} />}
          </Region>
          <Use of={of} />
        </>
      }
    >
      <SlotStrip of={of} />
      <Versions of={of} />
      <Region
        title="Documents"
        count={of.documents.nodes.length}
        flush
        actions={<PublishDocument subjectId={of.id} about={of.name} has={of.documents.nodes} />}
      >
        {of.documents.nodes.length === 0 ? (
          <Nothing>None was published.</Nothing>
        ) : (
          <Documents of={of.documents.nodes} />
        )}
      </Region>
    </Columns>
  </Page>
);

const OpenRequests = ({ of }: { of: ModelFacts }) =>
  of.requests.length === 0 ? null : (
    <Region title="What is next" count={of.requests.length} flush>
      <ul>
        {of.requests.map(({ id, version, to, requestedAt, requestedBy }) => (
          <li key={id} className={styles.next}>
            <Link to="/requests/$id" params={{ id }}>
              v{version} to {to}
            </Link>
            <span className={styles.quiet}>
              {requestedBy.displayName}, <Time at={requestedAt} relative />
            </span>
          </li>
        ))}
      </ul>
    </Region>
  );

const Responsible = ({ of }: { of: ModelFacts }) => (
  <Region title="Responsible">
    <Facts>
      <Fact name="Team">{of.team.name}</Fact>
      {of.ownershipTags.map(({ key, team, principal }) => (
        <Fact key={key} name={Word(key)}>
          <Person name={team?.name ?? principal?.displayName ?? ""} handle={principal?.handle} />
        </Fact>
      ))}
      <Fact name="Registered">
        <Time at={of.createdAt} />
      </Fact>
      <Fact name="By">
        <Person name={of.createdBy.displayName} handle={of.createdBy.handle} />
      </Fact>
      <Fact name="Read by">{of.visibility === "TEAM" ? "its team, and whom it is shared with" : "everybody here"}</Fact>
    </Facts>
  </Region>
);

const Guards = ({ of }: { of: ModelFacts }) => {
  const policies = new Map(of.guards.flatMap((guard) => guard.policies.map((policy) => [policy.id, policy] as const)));
  return (
    <Region title="Policies" count={policies.size}>
      {policies.size === 0 ? (
        <Nothing>No policy that you may read guards it: roles alone decide.</Nothing>
      ) : (
        <ul className={styles.list}>
          {[...policies.values()].map(({ id, name, revision, requirements, gates }) => (
            <li key={id}>
              <p>
                <Link to="/admin/policies/$id" params={{ id }}>
                  {name}
                </Link>{" "}
                <span className={styles.quiet}>revision {revision}</span>
              </p>
              <p className={styles.quiet}>
                {[
                  ...requirements.map(
                    ({ role, count: needed, team }) => `${needed} ${word(role)} of ${team?.name ?? of.team.name}`,
                  ),
                  ...gates.map(({ key, title }) => `gate: ${title ?? key}`),
                ].join(", ")}
              </p>
              <p className={styles.chips}>
                {of.guards
                  .filter((guard) => guard.policies.some((policy) => policy.id === id))
                  .map(({ slot }) => (
                    <SlotChip key={slot} slot={slot} locked />
                  ))}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Region>
  );
};

const Sharing = ({ of }: { of: ModelFacts }) =>
  of.grants.length === 0 ? null : (
    <Region title="Shared with" count={of.grants.length}>
      <Facts>
        {of.grants.map(({ role, team, slots }) => (
          <Fact key={team.name} name={team.name}>
            {word(role)}
            {slots && `: ${slots.join(", ")}`}
          </Fact>
        ))}
      </Facts>
    </Region>
  );

const Use = ({ of }: { of: ModelFacts }) => {
  const live = of.slots.find(({ slot }) => slot.toLowerCase() === "production");
  const uri = live ? `models:/${of.name}/Production` : `models:/${of.name}/latest`;
  const python = `import mlflow\nmodel = mlflow.pyfunc.load_model(${JSON.stringify(uri)})`;
  const curl = `curl -s -H "authorization: Bearer $TOKEN" '${new URL(`resolve?uri=${encodeURIComponent(uri)}`, document.baseURI).href.replaceAll("'", "%27")}'`;
  return (
    <Region title="Use it">
      <div className={styles.list}>
        <Snippet name="Python" text={python} />
        <Snippet name="curl" text={curl} />
      </div>
    </Region>
  );
};

const Snippet = ({ name, text }: { name: string; text: string }) => (
  <div className={styles.snippet}>
    <p className={styles.quiet}>
      {name} <CopyButton text={text} what={`${name} snippet`} />
    </p>
    <pre>{text}</pre>
  </div>
);
