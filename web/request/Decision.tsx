import { Check, Clock } from "lucide-react";
import { useState } from "react";
import { Region } from "../parts/page/Region.tsx";
import { Digest } from "../parts/word/Digest.tsx";
import { Time } from "../parts/word/Time.tsx";
import { DecisionForm } from "./DecisionForm.tsx";
import { placeText } from "./place-text.ts";
import styles from "./Request.module.css";
import type { RequestFacts } from "./Request.tsx";
import { Review } from "./Review.tsx";
import { Withdraw } from "./Withdraw.tsx";

/** Who must sign, and one's own signature. */
export const Decision = ({ of }: { of: RequestFacts }) => {
  const [wasPending] = useState(of.state === "PENDING");
  return (
    <div className={styles.decision}>
      <Region title="Decision" role="complementary">
        <div className={styles.form}>
          <WhoMustSign of={of} />
          <WhatIsSigned of={of} />
          {wasPending && <DecisionForm of={of} />}
          {of.state === "PENDING" && <Withdraw of={of} />}
        </div>
      </Region>
      <Review of={of} />
    </div>
  );
};

const WhoMustSign = ({ of }: { of: RequestFacts }) => (
  <section aria-label="Who must sign">
    <h3>Who must sign</h3>
    <ul className={styles.places}>
      {of.requirements.map((each) => (
        <Place key={`${each.policyId} ${each.team?.slug} ${each.role}`} of={each} />
      ))}
      {boundTags(of).map(({ key, value }) => (
        <li key={key} className={styles.place} data-done>
          <Check size="1.2em" aria-hidden />
          <div>
            <p>
              Tag <code>{key}</code> is {value === null ? "not set" : value}
            </p>
            <p className={styles.quiet}>if it changes, the request is void</p>
          </div>
        </li>
      ))}
    </ul>
    {of.state === "PENDING" && of.phase === "GATES" && (
      <p className={styles.quiet}>Nobody can sign before every gate has passed, or is waived.</p>
    )}
    {of.state === "PENDING" && (
      <p className={styles.quiet}>
        Ends unsigned <Time at={of.expiresAt} relative />.
      </p>
    )}
  </section>
);

const Place = ({ of }: { of: RequestFacts["requirements"][number] }) => {
  const done = of.given >= of.needed;
  const Icon = done ? Check : Clock;
  return (
    <li className={styles.place} data-done={done || undefined}>
      <Icon size="1.2em" aria-hidden />
      <div>
        <p>
          {of.given} of {of.needed} {placeText(of)}
        </p>
        <p className={styles.quiet}>
          {of.policyId
            ? `${of.policyName}, revision ${of.policyRevision}`
            : of.team
              ? "no policy: one maintainer signs"
              : "asked for by a policy that you may not read"}
        </p>
        {!done && of.candidates.length > 0 && (
          <p className={styles.quiet}>Could sign: {of.candidates.map(({ displayName }) => displayName).join(", ")}</p>
        )}
      </div>
    </li>
  );
};

interface Bound {
  readonly key: string;
  readonly value: string | null;
}

/** The tags that the statement binds, read from the statement itself; none when it is hidden. */
const boundTags = ({ statement }: RequestFacts): readonly Bound[] => {
  if (!statement) return [];
  const { boundTags: tags = [] } = JSON.parse(statement) as {
    boundTags?: { key: string; model: string | null; version: string | null }[];
  };
  return tags.map(({ key, model, version }) => ({ key, value: version ?? model }));
};

const WhatIsSigned = ({ of }: { of: RequestFacts }) => (
  <div className={styles.sign}>
    <p>
      What is signed: statement <Digest of={of.contentDigest} />
    </p>
    <p className={styles.quiet}>
      A signature holds your printed name, the role and the service’s time. If the statement stops being true, the
      request is void.
    </p>
    {of.statement ? (
      <details>
        <summary>Read the statement</summary>
        <pre>{JSON.stringify(JSON.parse(of.statement), null, 2)}</pre>
      </details>
    ) : (
      <p className={styles.quiet}>Its text names a policy that you may not read.</p>
    )}
  </div>
);
