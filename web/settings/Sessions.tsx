import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionsQuery } from "../gql/graphql.ts";
import { Button } from "../parts/form/Button.tsx";
import { Dialog } from "../parts/form/Dialog.tsx";
import form from "../parts/form/form.module.css";
import { Refusal } from "../parts/form/Refusal.tsx";
import { Table } from "../parts/list/Table.tsx";
import { Loaded, Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { Time } from "../parts/word/Time.tsx";
import { instant } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import { endSession } from "../session.ts";
import { announce } from "../shell/status.ts";
import { Settings } from "./Settings.tsx";
import { sessionsQuery } from "./settings.queries.ts";

type Session = SessionsQuery["viewer"]["sessions"][number];

/** Where one is signed in, and the way to end it there. */
export const Sessions = () => (
  <Settings
    title="Sessions"
    lead="Browsers in which you are signed in. A session ends with the token that it stands for, too."
  >
    <Region title="Open now" flush>
      <Loaded query={useQuery(sessionsQuery)} lines={4}>
        {(sessions) => (
          <Table of="Sessions" heads={["Signed in", "Last used", "Ends", "With", ""]}>
            {sessions.map((session) => (
              <Row key={session.id} of={session} />
            ))}
          </Table>
        )}
      </Loaded>
    </Region>
  </Settings>
);

const Row = ({ of }: { of: Session }) => (
  <tr>
    <th scope="row">
      <Time at={of.openedAt} />
    </th>
    <td>
      <Time at={of.seenAt} relative />
    </td>
    <td>
      <Time at={of.expiresAt} relative />
    </td>
    <td>{of.tokenName === null ? "the identity provider" : `the token ${of.tokenName}`}</td>
    <td>{of.isCurrent ? <Chip tone="accent">this one</Chip> : <End of={of} />}</td>
  </tr>
);

const End = ({ of }: { of: Session }) => {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSession(of.id),
    onSuccess: async () => {
      setAsking(false);
      announce("The session is ended.");
      await queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        End<Unseen> the session of {instant(of.openedAt)}</Unseen>
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title="End a session">
        <div className={form.form}>
          <p>Whoever sits before that browser is asked to sign in again. The token that it stands for stays good.</p>
          <Refusal error={end.error} />
          <div className={form.actions}>
            <Button look="danger" busy={end.isPending} onClick={() => end.mutate()}>
              End it
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
};
