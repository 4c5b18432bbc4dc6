import type { UseQueryResult } from "@tanstack/react-query";
import { announce } from "../../shell/status.ts";
import { Button } from "../form/Button.tsx";
import { Dialog } from "../form/Dialog.tsx";
import form from "../form/form.module.css";
import { Refusal } from "../form/Refusal.tsx";
import { useAct } from "../form/use-act.ts";
import { Table } from "../list/Table.tsx";
import { Loaded, Nothing } from "../page/Region.tsx";
import { CopyButton } from "../word/Digest.tsx";
import { Time } from "../word/Time.tsx";
import { instant } from "../word/text.ts";
import { Unseen } from "../word/Unseen.tsx";
import { deleteView, type SavedView } from "./views.queries.ts";

interface Props {
  readonly query: UseQueryResult<readonly SavedView[], Error>;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpen: (view: SavedView) => void;
}

/** Every view that one has of a screen, those among them that the console kept for a long address. */
export const AllViews = ({ query, open, onClose, onOpen }: Props) => (
  <Dialog open={open} onClose={onClose} title="Your views of this screen">
    <div className={form.form}>
      <p>Whoever has the address of a view opens it, and sees there what they may see.</p>
      <Loaded query={query}>
        {(views) =>
          views.length === 0 ? (
            <Nothing>You have saved none yet.</Nothing>
          ) : (
            <Table of="Views" heads={["View", "Saved", ""]}>
              {views.map((view) => (
                <Row key={view.id} of={view} onOpen={onOpen} />
              ))}
            </Table>
          )
        }
      </Loaded>
    </div>
  </Dialog>
);

const titleOf = ({ name, savedAt }: SavedView): string => name ?? `Kept for a long address, ${instant(savedAt)}`;

const Row = ({ of, onOpen }: { of: SavedView } & Pick<Props, "onOpen">) => {
  const title = titleOf(of);
  const act = useAct(
    (key) => deleteView(of.id, key),
    () => announce(`Deleted: ${title}.`),
  );
  const address = new URL(`${of.screen}?view=${of.id}`, document.baseURI).href;
  return (
    <tr>
      <th scope="row">
        <Button look="bare" onClick={() => onOpen(of)}>
          {title}
        </Button>
        <Refusal error={act.error} userErrors={act.userErrors} />
      </th>
      <td>
        <Time at={of.savedAt} relative />
      </td>
      <td>
        <CopyButton text={address} what={`address of ${title}`} />
        <Button look="danger" busy={act.pending} onClick={act.send}>
          Delete<Unseen> {title}</Unseen>
        </Button>
      </td>
    </tr>
  );
};
