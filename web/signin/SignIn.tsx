import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { Mark } from "../parts/word/Mark.tsx";
import styles from "./SignIn.module.css";
import { SignInForm } from "./SignInForm.tsx";
import { within } from "./within.ts";

/** The code in the fragment of a sign-in link, which is taken out of the address; null where there is none. */
const codeOfLink = (): string | null => {
  if (!location.hash.startsWith("#csi_")) return null;
  const code = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname + location.search);
  return code;
};

/** How one gets in, and from there to where one was going. */
export const SignIn = () => {
  const { next } = useSearch({ from: "/signin" });
  const queries = useQueryClient();
  const router = useRouter();
  const [code] = useState(codeOfLink);
  useEffect(() => {
    document.title = "Sign in · Countersign";
  }, []);
  const enter = useCallback((): void => {
    queries.clear();
    router.history.replace(within(next, location.href, document.baseURI));
  }, [queries, router, next]);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Mark large />
        <h1>Sign in to Countersign</h1>
        <p className={styles.lead}>Models, who approved them, and the record of both.</p>
        <SignInForm onDone={enter} code={code} />
      </div>
      <p className={styles.host}>{location.host}</p>
    </main>
  );
};
