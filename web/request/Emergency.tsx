import { Siren } from "lucide-react";
import { Ticket } from "../parts/word/Ticket.tsx";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";

/** Why it goes past its gates, and the incident; nothing where it is an ordinary request. */
export const Emergency = ({ of: { emergency, state } }: { of: RequestFacts }) =>
  emergency === null ? null : (
    <section className={styles.banner} data-tone="warn" aria-label="Emergency">
      <Siren size="1.2em" aria-hidden />
      <div>
        <p>
          <strong>Emergency</strong>: {emergency.reason} <Ticket url={emergency.incidentUrl} />
        </p>
        <p>
          {state === "PENDING"
            ? "Whoever the policies name for emergencies signs; once applied it owes a review."
            : "Its gates held nothing; what was applied owes a review."}
        </p>
      </div>
    </section>
  );
