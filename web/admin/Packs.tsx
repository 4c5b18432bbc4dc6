import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Table } from "../parts/list/Table.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { count, Word } from "../parts/word/text.ts";
import { Admin } from "./Admin.tsx";
import { InstallPack } from "./InstallPack.tsx";
import { type PackFacts, packsQuery } from "./packs.queries.ts";
import { covered } from "./policies.queries.ts";

const tones = { IN_FORCE: "good", SUPERSEDED: "calm", UPCOMING: "warn" } as const;

/** What regimes ask for, as data: which packs there are, what each would make, and which policies came of one. */
export const Packs = () => {
  const query = useQuery(packsQuery);
  return (
    <Admin
      title="Policy packs"
      lead="What a regime asks for, as policies and fields of documents. None of it says that anybody complies."
      who="Administrators install packs for everything, a team’s owners for their team and its models, with a token of the scope admin."
    >
      <Region title="Packs" flush>
        <Loaded query={query} lines={12}>
          {({ packs }) => (
            <Table of="Packs" heads={["Pack", "Rules", "Makes", ""]}>
              {packs.map((pack) => (
                <Row key={`${pack.id} ${pack.version}`} of={pack} />
              ))}
            </Table>
          )}
        </Loaded>
      </Region>
      <Region title="Installed" flush>
        <Loaded query={query} lines={2}>
          {({ installed, more }) =>
            installed.length === 0 ? (
              <Nothing>No policy in force came with a pack{more ? ", among the first 200" : ""}.</Nothing>
            ) : (
              <Table of="Installed" heads={["Policy", "Pack", "Covers"]}>
                {installed.map((policy) => (
                  <tr key={policy.id}>
                    <th scope="row">
                      <Link to="/admin/policies/$id" params={{ id: policy.id }}>
                        {policy.name}
                      </Link>
                    </th>
                    <td>
                      <code>{policy.pack?.id}</code> version {policy.pack?.version}
                    </td>
                    <td>{covered(policy)}</td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Loaded>
      </Region>
    </Admin>
  );
};

const Row = ({ of }: { of: PackFacts }) => (
  <tr>
    <th scope="row">
      {of.title}
      <p className={table.quiet}>
        <code>{of.id}</code> version {of.version}
      </p>
    </th>
    <td>
      <Chip tone={tones[of.status]}>{Word(of.status)}</Chip>
      <p className={table.quiet}>
        {of.regime}
        {of.effectiveFrom && `, from ${of.effectiveFrom}`}
      </p>
    </td>
    <td>
      {count(of.policies.length, "policy", "policies")},{" "}
      {count(of.documents.length, "kind of document", "kinds of document")}
      <p className={table.quiet}>reads {count(of.controls.length, "control")}</p>
    </td>
    <td>{of.policies.length + of.documents.length > 0 && <InstallPack of={of} />}</td>
  </tr>
);
