import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { AskError } from "../ask.ts";
import { Button } from "../parts/form/Button.tsx";
import { type Session, signIn } from "../session.ts";
import styles from "./SignIn.module.css";

const refused: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: "The service does not know this token: it is mistyped, revoked or over.",
  NOT_FOUND: "This link has been used, or its ten minutes are over. Make another one, or sign in with a token.",
  RATE_LIMITED: "Too many wrong tokens came from this address. Wait a minute, then try again.",
};

const explain = (error: unknown): string => {
  if (!(error instanceof AskError)) return "A fault of this page: reload it.";
  return refused[error.code] ?? error.message;
};

interface SignInFormProps {
  onDone: (session: Session) => void;
  /** The code of a sign-in link: it is redeemed at once. */
  code?: string | null;
}

/** A token for a session. The token leaves the page with the request and is kept nowhere. */
export const SignInForm = ({ onDone, code = null }: SignInFormProps) => {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(code !== null);
  const link = useRef(code);
  useEffect(() => {
    const once = link.current;
    link.current = null;
    if (once === null) return;
    signIn({ code: once })
      .then(onDone, (reason: unknown) => setProblem(explain(reason)))
      .finally(() => setBusy(false));
  }, [onDone]);
  const [field, hint, error] = [useId(), useId(), useId()];
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (token.trim() === "") return setProblem("Paste a token first.");
    setBusy(true);
    try {
      const session = await signIn({ token: token.trim() });
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
        The first administrator’s token is in the file <code>admin-token</code> that the start printed, and{" "}
        <code>npm run admin-token -- --link</code> prints a link that needs none. Everyone else is given a token. It is
        exchanged for a session cookie and not kept by this page.
      </p>
      <Button type="submit" look="primary" busy={busy} className={styles.submit ?? ""}>
        Sign in
      </Button>
    </form>
  );
};
