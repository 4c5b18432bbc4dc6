import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { Mark } from "../parts/Mark.tsx";
import styles from "./SignIn.module.css";
import { SignInForm } from "./SignInForm.tsx";
import { within } from "./within.ts";

/** How one gets in, and from there to where one was going. */
export const SignIn = () => {
  const { next } = useSearch({ from: "/signin" });
  const queries = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    document.title = "Sign in · Countersign";
  }, []);
  const enter = (): void => {
    queries.clear();
    router.history.replace(within(next, location.href, document.baseURI));
  };
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Mark large />
        <h1>Sign in to Countersign</h1>
        <p className={styles.lead}>Models, who approved them, and the record of both.</p>
        <SignInForm onDone={enter} />
      </div>
      <p className={styles.host}>{location.host}</p>
    </main>
  );
};
