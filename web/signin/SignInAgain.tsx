import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { whenSignedOut } from "../ask.ts";
import { Dialog } from "../parts/form/Dialog.tsx";
import { announce } from "../shell/status.ts";
import { useViewer, viewerQuery } from "../shell/viewer.ts";
import styles from "./SignIn.module.css";
import { SignInForm } from "./SignInForm.tsx";

/** The session ended under an open page: one signs in again in place, and what was typed stays. */
export const SignInAgain = () => {
  const [open, setOpen] = useState(false);
  const viewer = useViewer();
  const queries = useQueryClient();
  useEffect(() => {
    whenSignedOut(() => setOpen(true));
    return () => whenSignedOut(() => undefined);
  }, []);
  const again = async (): Promise<void> => {
    setOpen(false);
    const now = await queries.fetchQuery({ ...viewerQuery, staleTime: 0 });
    if (now.principal.id !== viewer.principal.id)
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "viewer" });
    await queries.invalidateQueries();
    announce(`Signed in as ${now.principal.displayName}. What you typed is still here: send it again.`);
  };
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title="Your session has ended">
      <p className={styles.lead}>Sign in again to go on. Nothing that you typed is lost.</p>
      <SignInForm onDone={() => void again()} />
    </Dialog>
  );
};
