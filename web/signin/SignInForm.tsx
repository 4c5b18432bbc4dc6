import { type FormEvent, useId, useState } from "react";
import { AskError } from "../ask.ts";
import { Button } from "../parts/Button.tsx";
import { type Session, signIn } from "../session.ts";
import styles from "./SignIn.module.css";

const refused: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: "The service does not know this token: it is mistyped, revoked or over.",
  RATE_LIMITED: "Too many wrong tokens came from this address. Wait a minute, then try again.",
};

const explain = (error: unknown): string => {
  if (!(error instanceof AskError)) return "A fault of this page: reload it.";
  return refused[error.code] ?? error.message;
};

/** A token for a session. The token leaves the page with the request and is kept nowhere. */
export const SignInForm = ({ onDone }: { onDone: (session: Session) => void }) => {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [field, hint, error] = [useId(), useId(), useId()];
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (token.trim() === "") return setProblem("Paste a token first.");
    setBusy(true);
    try {
      const session = await signIn(token.trim());
      setToken("");
      onDone(session);
    } catch (reason) {
      setProblem(explain(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <label htmlFor={field}>API token</label>
      <input
        id={field}
        className={styles.field}
        type="password"
        name="token"
        autoComplete="current-password"
        spellCheck={false}
        placeholder="csp_…"
        value={token}
        onChange={({ target }) => {
          setToken(target.value);
          setProblem("");
        }}
        aria-describedby={`${problem === "" ? "" : error} ${hint}`.trim()}
        aria-invalid={problem !== "" || undefined}
      />
      <p id={error} role="alert" className={styles.problem}>
        {problem}
      </p>
      <p id={hint} className={styles.hint}>
        The first administrator’s token is in the file <code>admin-token</code> that the start printed. Everyone else is
        given one. It is exchanged for a session cookie and not kept by this page.
      </p>
      <Button type="submit" look="primary" busy={busy} className={styles.submit ?? ""}>
        Sign in
      </Button>
    </form>
  );
};
