import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { AskError } from "../ask.ts";
import type { TokenScope } from "../gql/graphql.ts";
import { Ticks } from "../parts/chart/Ticks.tsx";
import { Button, buttonLook } from "../parts/form/Button.tsx";
import { Field } from "../parts/form/Field.tsx";
import form from "../parts/form/form.module.css";
import { inDays } from "../parts/form/in-days.ts";
import { Refusal } from "../parts/form/Refusal.tsx";
import { ShownOnce } from "../parts/form/ShownOnce.tsx";
import { Mark } from "../parts/word/Mark.tsx";
import { signIn } from "../session.ts";
import styles from "../signin/SignIn.module.css";
import { redeem } from "./redeem.ts";

/** The code in the fragment, which is taken out of the address; empty where there is none. */
const codeOfLink = (): string => {
  const code = location.hash.slice(1);
  if (code !== "") history.replaceState(history.state, "", location.pathname + location.search);
  return code;
};

/** A person makes a token of their own, that nobody else had a hand in, and is signed in with it. */
export const Invitation = () => {
  const [code] = useState(codeOfLink);
  useEffect(() => {
    document.title = "Invitation · Countersign";
  }, []);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Mark large />
        {code === "" ? (
          <>
            <h1>You are invited</h1>
            <p className={styles.lead}>This address lacks its code: open the link as it was given to you, whole.</p>
          </>
        ) : (
          <Redeem code={code} />
        )}
      </div>
      <p className={styles.host}>{location.host}</p>
    </main>
  );
};

const scopes: readonly TokenScope[] = ["READ", "WRITE", "APPROVE", "ADMIN"];

const Redeem = ({ code }: { code: string }) => {
  const [name, setName] = useState("my own");
  const [days, setDays] = useState("90");
  const [chosen, setChosen] = useState<readonly TokenScope[]>(["READ", "WRITE", "APPROVE"]);
  const queries = useQueryClient();
  const made = useMutation({
    mutationFn: async () => {
      const expiresAt = inDays(Number(days));
      const token = await redeem({ code, name, scopes: chosen, expiresAt });
      // The token is theirs whatever becomes of the sign-in.
      const as = await signIn({ token }).then(
        ({ principal }) => principal.displayName,
        () => null,
      );
      queries.clear();
      return { token, as };
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!made.isPending && chosen.length > 0) made.mutate();
  };
  if (made.data) return <Made {...made.data} />;
  if (made.error instanceof AskError && made.error.code === "NOT_FOUND") return <Over error={made.error} />;
  return (
    <form className={form.form} onSubmit={submit}>
      <div>
        <h1>You are invited</h1>
        <p className={styles.lead}>
          Make a token of your own. Nobody else ever knows it, so what you sign is yours. It signs you in here, in place
          of whoever is signed in now.
        </p>
      </div>
      <Field label="Its name">
        <input type="text" required maxLength={256} value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
      <Field label="Days that it is good for">
        <input type="number" required min={1} max={365} value={days} onChange={({ target }) => setDays(target.value)} />
      </Field>
      <Ticks legend="Scopes" of={scopes} chosen={chosen} onChoose={setChosen} />
      <Refusal error={made.error} />
      <Button type="submit" look="primary" busy={made.isPending} disabled={chosen.length === 0}>
        Make it and sign in
      </Button>
    </form>
  );
};

/** `as`: who is signed in now; null where the browser did not keep the session. */
const Made = ({ token, as }: { token: string; as: string | null }) => (
  <div className={form.form}>
    <h1>{as === null ? "Your token is made" : `Signed in as ${as}`}</h1>
    <ShownOnce what="token" text={token} note="Programs that act as you show it." />
    <Link to={as === null ? "/signin" : "/models"} className={buttonLook("primary")}>
      {as === null ? "Sign in with it" : "Go on to the models"}
    </Link>
  </div>
);

/** No further try helps: the code is used, over, taken back, or was never one. */
const Over = ({ error }: { error: Error }) => (
  <div className={form.form}>
    <h1>This invitation is over</h1>
    <Refusal error={error}>
      <p>It was used, ran out or was taken back. Ask who sent it for another.</p>
    </Refusal>
    <Link to="/signin" className={buttonLook()}>
      Sign in with a token
    </Link>
  </div>
);
