import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { buttonLook } from "../parts/form/Button.tsx";
import { Choice } from "../parts/form/Choice.tsx";
import { Listed } from "../parts/list/Listed.tsx";
import styles from "../parts/list/Pages.module.css";
import table from "../parts/list/table.module.css";
import { SlotChip } from "../parts/word/Chip.tsx";
import { asked } from "../parts/word/places.ts";
import { Time } from "../parts/word/Time.tsx";
import { count } from "../parts/word/text.ts";
import { Admin } from "./Admin.tsx";
import { policiesQuery } from "./policies.queries.ts";

const which = { now: "In force", all: "With retired ones" } as const;

/** What must hold, and who must sign, before a version moves. */
export const Policies = () => {
  const { show } = useSearch({ from: "/shell/admin/policies" });
  const navigate = useNavigate({ from: "/admin/policies" });
  const all = show === "all";
  return (
    <Admin
      title="Policies"
      lead="What must hold, and who must sign, before a version enters a slot or leaves it."
      actions={
        <Link to="/admin/policies/new" className={buttonLook("primary")}>
          New policy
        </Link>
      }
      who="Administrators make policies for everything, a team’s owners for their team and its models, with a token of the scope admin."
    >
      <div>
        <Choice
          label="Which policies"
          of={which}
          chosen={all ? "all" : "now"}
          onChoose={(value) => void navigate({ search: { show: value === "all" ? "all" : undefined } })}
        />
      </div>
      <Listed
        query={useInfiniteQuery(policiesQuery(all))}
        of="Policies"
        one="policy"
        more="policies"
        heads={["Policy", "Covers", "Slots", "Who signs", "Gates"]}
        nothing="No policy that you may read: roles alone decide."
        row={(policy) => (
          <tr key={policy.id}>
            <th scope="row">
              <Link to="/admin/policies/$id" params={{ id: policy.id }}>
                {policy.name}
              </Link>
              <p className={table.quiet}>
                revision {policy.revision}
                {policy.retiredAt && (
                  <>
                    , retired <Time at={policy.retiredAt} relative />
                  </>
                )}
              </p>
            </th>
            <td>{policy.modelName ?? policy.team?.name ?? "everything"}</td>
            <td>
              <span className={styles.chips}>
                {policy.slots.map((slot) => (
                  <SlotChip key={slot} slot={slot} />
                ))}
              </span>
            </td>
            <td>
              {policy.requirements.length === 0 ? "nobody: gates decide" : asked(policy.requirements)}
              {policy.emergency && <p className={table.quiet}>lets emergencies through</p>}
            </td>
            <td>{policy.gates.length === 0 ? "none" : count(policy.gates.length, "gate")}</td>
          </tr>
        )}
      />
    </Admin>
  );
};
