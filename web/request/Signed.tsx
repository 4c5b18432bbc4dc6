import { Time } from "../parts/word/Time.tsx";
import { Word } from "../parts/word/text.ts";
import { useViewer } from "../shell/viewer.ts";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";

type Given = RequestFacts["decisions"][number];

/** The viewer's signature for the move, if that is what they decided last. */
export const useSigned = ({ decisions }: RequestFacts): Given | undefined => {
  const { principal } = useViewer();
  const latest = decisions.findLast(
    ({ by, verdict }) => by.id === principal.id && (verdict === "APPROVE" || verdict === "REJECT"),
  );
  return latest?.verdict === "APPROVE" ? latest : undefined;
};

/** Whether the service would take these words as the signature that it has: also its credential must be of the same hands. */
export const isSaid = (given: Given | undefined, meaning: string, comment: string): boolean =>
  given?.viewerRepeats === true && given.meaning === meaning && (given.comment ?? "") === comment.trim();

/** That the viewer signed, and what deciding once more would do. */
export const Signed = ({ of: { meaning, comment, at, viewerRepeats } }: { of: Given }) => (
  <p className={styles.quiet}>
    You signed this request <Time at={at} relative />: {Word(meaning)}
    {comment && <>, “{comment}”</>}. It waits for others.{" "}
    {viewerRepeats
      ? "The same words again change nothing; other words are a further signature, which counts as one with this, and a rejection ends the request."
      : "You are signed in by another credential than then: to sign again, also in the same words, is a signature by this one, which takes that one’s place. A rejection ends the request."}
  </p>
);
