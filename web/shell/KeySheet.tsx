import { Dialog } from "../parts/form/Dialog.tsx";
import styles from "./KeySheet.module.css";
import { preferEverywhere } from "./own-preferences.ts";
import { preference } from "./preferences.ts";

const groups = [
  {
    title: "Everywhere",
    keys: [
      ["Ctrl K", "Search, or jump to"],
      ["/", "To the filter"],
      ["g m", "Models"],
      ["g i", "Inbox"],
      ["g e", "Experiments"],
      ["g a", "Audit"],
      ["g l", "Log"],
      ["g t", "Administration: teams"],
      ["g p", "Administration: policies"],
      ["?", "This sheet"],
    ],
  },
  {
    title: "In lists",
    keys: [
      ["j", "Next"],
      ["k", "Previous"],
      ["Enter", "Open"],
    ],
  },
  {
    title: "In an experiment",
    keys: [["c", "Compare the chosen runs"]],
  },
  {
    title: "On a version",
    keys: [
      ["[", "The version before"],
      ["]", "The version after"],
    ],
  },
  {
    title: "On a request",
    keys: [
      ["a", "To the decision; it decides nothing"],
      ["r", "To the comment, which a rejection needs"],
    ],
  },
] as const;

/** What each key does, and the switch for those who type with one hand or by voice. */
export const KeySheet = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog open={open} onClose={onClose} title="Keyboard">
    <div className={styles.groups}>
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl className={styles.keys}>
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
    <label className={styles.switch}>
      <input
        type="checkbox"
        defaultChecked={preference("singleKeys") !== "off"}
        onChange={({ target }) => preferEverywhere("singleKeys", target.checked ? "" : "off")}
      />
      Keys without Ctrl or Cmd do something
    </label>
  </Dialog>
);
