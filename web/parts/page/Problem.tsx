import { TriangleAlert } from "lucide-react";
import { AskError } from "../../ask.ts";
import { Button } from "../form/Button.tsx";
import styles from "./Problem.module.css";

/** What went wrong: a sentence, the code, the id under which the service's log tells more, and another try. */
export const Problem = ({ error, onRetry }: { error: Error; onRetry?: () => void }) => {
  const known = error instanceof AskError ? error : null;
  return (
    <div className={styles.problem} role="alert">
      <TriangleAlert size="1.2em" aria-hidden />
      <div>
        <p>{known?.message ?? "A fault of this page: reload it."}</p>
        <p className={styles.code}>
          {known?.code ?? error.message}
          {known?.requestId && <> · request {known.requestId}</>}
        </p>
      </div>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
};
