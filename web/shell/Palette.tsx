import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useId, useState } from "react";
import { useGoals } from "./goals.tsx";
import styles from "./Palette.module.css";

/** Everything by the beginning of its name, or by its id: a model, a version, an experiment, a run, a request, a screen. */
export const Palette = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog.Root open={open} onOpenChange={(shown) => !shown && onClose()}>
    <Dialog.Portal>
      <Dialog.Backdrop className={styles.backdrop} />
      <Dialog.Popup className={styles.popup} aria-label="Search or jump to">
        <Search onClose={onClose} />
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);

const Search = ({ onClose }: { onClose: () => void }) => {
  const list = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const goals = useGoals(text, onClose);
  const chosen = Math.min(at, goals.length - 1);
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((chosen + step + goals.length) % goals.length);
    else if (event.key === "Enter") goals[chosen]?.go();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className={styles.field}
        role="combobox"
        aria-label="Search"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={goals[chosen] && `${list}-${chosen}`}
        placeholder="churn 7, a request, a page"
        value={text}
        onKeyDown={press}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
      />
      <div className={styles.goals} role="listbox" id={list} aria-label="Results">
        {goals.map(({ key, icon, label, hint, go }, index) => (
          <button
            key={key}
            type="button"
            tabIndex={-1}
            role="option"
            id={`${list}-${index}`}
            aria-selected={index === chosen}
            className={styles.goal}
            onMouseEnter={() => setAt(index)}
            onClick={go}
          >
            {icon}
            <span>{label}</span>
            <span className={styles.hint}>{hint}</span>
          </button>
        ))}
      </div>
      {goals.length === 0 && (
        <p className={styles.none}>Nothing that you may see has a word that begins with “{text.trim()}”, or that id.</p>
      )}
    </>
  );
};
