import { Link } from "@tanstack/react-router";
import { Ban, Check, Hourglass, Undo2, X } from "lucide-react";
import { Time } from "../parts/word/Time.tsx";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";

const endings = {
  APPLIED: ["good", Check, "Applied"],
  REJECTED: ["bad", X, "Rejected"],
  WITHDRAWN: ["calm", Undo2, "Taken back"],
  EXPIRED: ["calm", Hourglass, "Expired"],
  VOIDED: ["bad", Ban, "Void"],
} as const;

/** How a request ended, why, and what can be done next; nothing while it is open. */
export const Banner = ({ of }: { of: RequestFacts }) => {
  const ending = endings[of.state as keyof typeof endings];
  if (ending === undefined) return null;
  const [tone, Icon, title] = ending;
  return (
    <div className={styles.banner} data-tone={tone}>
      <Icon size="1.2em" aria-hidden />
      <div>
        <p>
          <strong>{title}</strong>
          {of.closedAt && (
            <>
              {" "}
              <Time at={of.closedAt} />
            </>
          )}
          {of.cause && <>: {of.cause}</>}
        </p>
        <p>
          {of.state === "APPLIED"
            ? `${of.modelName}/${of.version} was moved to ${of.to}.`
            : "Nothing was moved. Whoever still wants the move asks for it again: "}{" "}
          <Link to="/models/$name/versions/$version" params={{ name: of.modelName, version: String(of.version) }}>
            {of.modelName} version {of.version}
          </Link>
        </p>
      </div>
    </div>
  );
};
