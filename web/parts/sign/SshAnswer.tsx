import { useState } from "react";
import { Button } from "../form/Button.tsx";
import { Field } from "../form/Field.tsx";
import form from "../form/form.module.css";
import empty from "../list/Empty.module.css";
import { CopyButton } from "../word/Digest.tsx";

const armour = /-----BEGIN SSH SIGNATURE-----[\s\S]+-----END SSH SIGNATURE-----/;

interface Props {
  /** The line for the shell. */
  readonly command: string;
  readonly submit: string;
  readonly busy?: boolean;
  readonly onAnswer: (ssh: string) => void;
}

/** A line to paste into a shell, and a box for what it prints. */
export const SshAnswer = ({ command, submit, busy = false, onAnswer }: Props) => {
  const [text, setText] = useState("");
  const ssh = armour.exec(text)?.[0];
  const wrong = text.trim() !== "" && ssh === undefined;
  return (
    <div className={form.form}>
      <p>Paste this line into a shell on the machine that has the key:</p>
      <div className={empty.snippet}>
        <pre>{command}</pre>
        <CopyButton text={command} what="line" />
      </div>
      <Field
        label="What it printed"
        hint={wrong ? "All of it, from BEGIN SSH SIGNATURE to END SSH SIGNATURE." : undefined}
      >
        <textarea
          rows={5}
          spellCheck={false}
          value={text}
          aria-invalid={wrong || undefined}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <Button
        look="primary"
        disabled={ssh === undefined}
        busy={busy}
        onClick={() => ssh !== undefined && onAnswer(`${ssh}\n`)}
      >
        {submit}
      </Button>
    </div>
  );
};
