import { useQuery } from "@tanstack/react-query";
import { Check, CircleHelp, X } from "lucide-react";
import { useState } from "react";
import type { ControlsQuery } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { Table } from "../parts/list/Table.tsx";
import table from "../parts/list/table.module.css";
import { Loaded, Nothing, Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { word } from "../parts/word/text.ts";
import { controlsQuery, policyPacksQuery } from "./evidence-pack.queries.ts";
import type { VersionFacts } from "./version-facts.ts";

type Control = NonNullable<ControlsQuery["modelVersion"]>["controls"][number];

/** What a regime asks of a version, and which records meet it: asked for when somebody looks. */
export const Controls = ({ of }: { of: VersionFacts }) => {
  const [looking, setLooking] = useState(false);
  const [chosen, setChosen] = useState("");
  const packs = useQuery(policyPacksQuery(looking));
  const key = chosen || keyOf(packs.data?.[0]);
  const pack = packs.data?.find((each) => keyOf(each) === key);
  const controls = useQuery(controlsQuery(of.modelName, of.version, [pack?.id ?? "", pack?.version ?? ""]));
  if (!looking)
    return (
      <Region title="Controls" actions={<Button onClick={() => setLooking(true)}>Look at the controls</Button>}>
        <Nothing>
          What a regime asks of a version, and which records meet it, is worked out when somebody looks.
        </Nothing>
      </Region>
    );
  return (
    <Region title="Controls" count={controls.data?.length}>
      <Loaded query={packs} lines={3}>
        {(all) =>
          all.length === 0 ? (
            <Nothing>This service has no policy packs.</Nothing>
          ) : (
            <div className={form.form}>
              <Field label="Pack" hint={pack && `${pack.regime}; ${word(pack.status)}.`}>
                <select value={key} onChange={({ target }) => setChosen(target.value)}>
                  {all.map((each) => (
                    <option key={keyOf(each)} value={keyOf(each)}>
                      {each.title} ({each.version})
                    </option>
                  ))}
                </select>
              </Field>
              <Loaded query={controls} lines={6}>
                {(found) => (
                  <Table of="Controls" heads={["Control", "State", "Records that say so"]}>
                    {found.map((control) => (
                      <Row key={control.id} of={control} />
                    ))}
                  </Table>
                )}
              </Loaded>
            </div>
          )
        }
      </Loaded>
    </Region>
  );
};

const keyOf = (pack: { id: string; version: string } | undefined): string => (pack ? `${pack.id} ${pack.version}` : "");

const states = {
  MET: ["good", Check, "Met"],
  NOT_MET: ["bad", X, "Not met"],
  NEEDS_HUMAN: ["warn", CircleHelp, "Needs a human"],
} as const;

const Row = ({ of }: { of: Control }) => {
  const [tone, Icon, text] = states[of.state];
  return (
    <tr>
      <th scope="row">
        {of.title}
        <p className={table.quiet}>
          <code>{of.id}</code>
        </p>
      </th>
      <td>
        <Chip tone={tone}>
          <Icon size="1em" aria-hidden />
          {text}
        </Chip>
        {of.judgement && <p className={table.quiet}>{of.judgement}</p>}
      </td>
      <td>
        {of.evidence.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
          <p key={index}>{fact.hidden ? `${fact.what}: hidden from you` : `${fact.what}: ${fact.label}`}</p>
        ))}
        {of.missing.map((missing) => (
          <p key={missing} className={table.quiet}>
            missing: {missing}
          </p>
        ))}
      </td>
    </tr>
  );
};
