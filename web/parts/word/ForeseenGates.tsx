import type { CheckMoveQuery } from "../../gql/graphql.ts";
import styles from "./ForeseenGates.module.css";
import { Verdict } from "./Verdict.tsx";

type Foreseen = CheckMoveQuery["checkTransition"]["gates"];

/** What the gates would say of a move that nobody has asked for yet; nothing where there are none. */
export const ForeseenGates = ({ of }: { of: Foreseen }) =>
  of.length === 0 ? null : (
    <ul className={styles.list} aria-label="What the gates would say">
      {of.map(({ key, title, verdict, required, observed, cause, policy }) => (
        <li key={`${policy?.id} ${key}`}>
          <Verdict verdict={verdict} /> <strong>{title ?? key}</strong>:{" "}
          {cause ?? `${required}; found ${observed ?? "nothing"}`}
        </li>
      ))}
    </ul>
  );
