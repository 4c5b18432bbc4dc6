import { Dialog } from "@base-ui/react/dialog";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, Box, FlaskConical, Inbox, ScrollText } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useState } from "react";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import styles from "./Palette.module.css";
import { useReadsLog } from "./viewer.ts";

const findDocument = graphql(`
  query Find($name: String!) {
    registeredModels(filter: { nameContains: $name }, first: 8) {
      nodes { id name team { name } }
    }
  }
`);

interface Goal {
  readonly key: string;
  readonly icon: ReactNode;
  readonly label: ReactNode;
  readonly hint: string;
  readonly go: () => void;
}

/** `churn 7` → the model `churn`, and its version 7. */
const read = (text: string): { name: string; version: string | undefined } => {
  const found = /^(.*\S)\s+v?(\d+)$/.exec(text.trim());
  return found ? { name: found[1] ?? "", version: found[2] } : { name: text.trim(), version: undefined };
};

const REQUEST = /^req_[0-9a-z]+$/;

/** Everything by a few letters: a model, a version, a request, a screen. */
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
      {goals.length === 0 && <p className={styles.none}>Nothing that you may see has “{text.trim()}” in its name.</p>}
    </>
  );
};

const useGoals = (text: string, onClose: () => void): readonly Goal[] => {
  const navigate = useNavigate();
  const readsLog = useReadsLog();
  const { name, version } = read(useDeferredValue(text));
  const { data: models = [] } = useQuery({
    queryKey: ["models", "find", name],
    queryFn: async () => (await ask(findDocument, { name })).registeredModels.nodes,
    enabled: name !== "" && !REQUEST.test(name),
    placeholderData: keepPreviousData,
  });
  const to = (open: () => Promise<void>) => () => {
    onClose();
    void open();
  };
  if (name === "")
    return [
      {
        key: "models",
        icon: <Box size="1.2em" aria-hidden />,
        label: "Models",
        hint: "g m",
        go: to(() => navigate({ to: "/models" })),
      },
      {
        key: "inbox",
        icon: <Inbox size="1.2em" aria-hidden />,
        label: "Inbox",
        hint: "g i",
        go: to(() => navigate({ to: "/inbox" })),
      },
      {
        key: "experiments",
        icon: <FlaskConical size="1.2em" aria-hidden />,
        label: "Experiments",
        hint: "g e",
        go: to(() => navigate({ to: "/experiments" })),
      },
      ...(readsLog
        ? [
            {
              key: "audit",
              icon: <ScrollText size="1.2em" aria-hidden />,
              label: "Audit",
              hint: "g a",
              go: to(() => navigate({ to: "/audit" })),
            },
          ]
        : []),
    ];
  if (REQUEST.test(name))
    return [
      {
        key: name,
        icon: <ArrowRight size="1.2em" aria-hidden />,
        label: `Request ${name}`,
        hint: "request",
        go: to(() => navigate({ to: "/requests/$id", params: { id: name } })),
      },
    ];
  return models.map((model) => ({
    key: model.id,
    icon: <Box size="1.2em" aria-hidden />,
    label: version === undefined ? model.name : `${model.name} version ${version}`,
    hint: model.team.name,
    go: to(() =>
      version === undefined
        ? navigate({ to: "/models/$name", params: { name: model.name } })
        : navigate({ to: "/models/$name/versions/$version", params: { name: model.name, version } }),
    ),
  }));
};
