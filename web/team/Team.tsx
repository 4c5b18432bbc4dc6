import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Table } from "../parts/list/Table.tsx";
import { Columns, Page } from "../parts/page/Page.tsx";
import { Problem } from "../parts/page/Problem.tsx";
import { Nothing, Region, Skeleton } from "../parts/page/Region.tsx";
import { SlotChip, TierChip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { Word, word } from "../parts/word/text.ts";
import { NotFound } from "../shell/NotFound.tsx";
import { Members } from "./Members.tsx";
import styles from "./Team.module.css";
import { type TeamFacts, teamQuery } from "./team.queries.ts";

/** A team: what it owns, who is in it, which policies are its own. */
export const Team = () => {
  const { slug } = useParams({ from: "/shell/teams/$slug" });
  const query = useQuery(teamQuery(slug));
  if (query.data === null) return <NotFound />;
  if (query.data === undefined)
    return (
      <Page title={slug}>
        {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton lines={12} />}
      </Page>
    );
  return <TeamPage key={slug} of={query.data} />;
};

const TeamPage = ({ of }: { of: TeamFacts }) => (
  <Page title={of.name} crumbs="Team" beside={<code>{of.slug}</code>}>
    <Columns
      aside={
        <>
          <Policies of={of} />
          <Programs of={of} />
          <Groups of={of} />
        </>
      }
    >
      <Models of={of} />
      <Experiments of={of} />
      <Members of={of} />
    </Columns>
  </Page>
);

const Models = ({ of: { registeredModels, slug } }: { of: TeamFacts }) => (
  <Region
    title="Models"
    count={registeredModels.nodes.length}
    flush
    actions={
      <Link to="/models" search={{ q: `team:${slug}` }}>
        In the list
      </Link>
    }
  >
    {registeredModels.nodes.length === 0 ? (
      <Nothing>It owns no model that you may read.</Nothing>
    ) : (
      <Table of="Models" heads={["Model", "Latest", "Slots", "Risk"]}>
        {registeredModels.nodes.map((model) => (
          <tr key={model.id}>
            <th scope="row">
              <Link to="/models/$name" params={{ name: model.name }}>
                {model.name}
              </Link>
            </th>
            <td>{model.latestVersion ? `v${model.latestVersion.version}` : "none"}</td>
            <td>
              <span className={styles.chips}>
                {model.slots.map(({ slot, version }) => (
                  <SlotChip key={slot} slot={slot} version={version} />
                ))}
              </span>
            </td>
            <td>
              <TierChip of={model.riskTier} />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </Region>
);

const Experiments = ({ of: { experiments } }: { of: TeamFacts }) => (
  <Region title="Experiments" count={experiments.nodes.length} flush>
    {experiments.nodes.length === 0 ? (
      <Nothing>It owns no experiment that you may read.</Nothing>
    ) : (
      <Table of="Experiments" heads={["Experiment", "Changed"]}>
        {experiments.nodes.map(({ id, experimentId, name, updatedAt }) => (
          <tr key={id}>
            <th scope="row">
              <Link to="/experiments/$id" params={{ id: experimentId }}>
                {name}
              </Link>
            </th>
            <td>
              <Time at={updatedAt} relative />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </Region>
);

const Policies = ({ of: { approvalPolicies } }: { of: TeamFacts }) => (
  <Region title="Policies" count={approvalPolicies.nodes.length}>
    {approvalPolicies.nodes.length === 0 ? (
      <Nothing>No policy that you may read covers all its models. Those of one model stand on its page.</Nothing>
    ) : (
      <ul className={styles.list}>
        {approvalPolicies.nodes.map(({ id, name, scope, modelName, slots, revision }) => (
          <li key={id}>
            <Link to="/admin/policies/$id" params={{ id }}>
              {name}
            </Link>
            <p className={styles.quiet}>
              revision {revision}, for {scope === "MODEL" ? modelName : word(scope)}: {slots.join(", ")}
            </p>
          </li>
        ))}
      </ul>
    )}
  </Region>
);

const Programs = ({ of: { serviceAccounts } }: { of: TeamFacts }) =>
  serviceAccounts.nodes.length === 0 ? null : (
    <Region title="Service accounts" count={serviceAccounts.nodes.length}>
      <ul className={styles.list}>
        {serviceAccounts.nodes.map(({ id, handle, displayName, deactivatedAt }) => (
          <li key={id}>
            {displayName} <span className={styles.quiet}>@{handle}</span>
            {deactivatedAt && <span className={styles.quiet}>, ended</span>}
          </li>
        ))}
      </ul>
    </Region>
  );

const Groups = ({ of: { groups } }: { of: TeamFacts }) =>
  groups.length === 0 ? null : (
    <Region title="Groups of the identity provider" count={groups.length}>
      <ul className={styles.list}>
        {groups.map(({ group, roles }) => (
          <li key={group}>
            <code>{group}</code> <span className={styles.quiet}>{Word(roles.map(word).join(", "))}</span>
          </li>
        ))}
      </ul>
    </Region>
  );
