import type { Client } from "./client.js";
import * as operations from "./operations.js";

/** An entry of the audit log, as its reader is shown it. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: "ALLOWED" | "DENIED" | "FAILED";
  readonly actor: { readonly handle: string; readonly kind: string; readonly roles: readonly string[] };
  readonly subjects: readonly { type: string; role: string; label: string | null; hidden: boolean }[];
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly decision: unknown;
  readonly channel: string;
  readonly stream: string | null;
  readonly seq: number;
  readonly hash: string;
  readonly previousHash: string;
  readonly envelope: string | null;
  readonly body: string | null;
}

/** What a version froze of its run. */
export interface RunFacts {
  readonly runId: string;
  readonly experimentId: string;
  readonly status: string;
  readonly user: string;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly sourceCommit: string | null;
  readonly tags: readonly { key: string; value: string }[];
}

/** A version with its story. */
export interface VersionFacts {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  readonly source: string;
  readonly runId: string | null;
  readonly digest: string;
  readonly createdAt: string;
  readonly createdBy: { readonly handle: string };
  readonly stage: { readonly name: string };
  readonly registeredModel: {
    readonly id: string;
    readonly team: { readonly slug: string };
    readonly ownershipTags: readonly { key: string; team: { slug: string } | null }[];
  };
  readonly params: readonly { key: string; value: string }[];
  readonly metrics: readonly { key: string; value: number }[];
  readonly datasets: readonly { name: string; digest: string | null; source: string | null }[];
  readonly artifacts: readonly { path: string; sha256: string; size: number }[];
  readonly runSnapshot: RunFacts | null;
  readonly slotHistory: { readonly nodes: readonly { slot: string; from: string; to: string | null }[] };
  readonly evidence: {
    readonly nodes: readonly Entry[];
    readonly pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

/** Reads everything about a version, page by page. */
export const readEverything = async (
  auditor: Client,
  name: string,
  version: number,
): Promise<{ facts: VersionFacts; entries: Entry[] }> => {
  const entries: Entry[] = [];
  for (let after: string | null = null; ; ) {
    const { modelVersion }: { modelVersion: VersionFacts } = await auditor.ask(operations.everythingAbout, {
      name,
      version,
      after,
    });
    entries.push(...modelVersion.evidence.nodes);
    if (!modelVersion.evidence.pageInfo.hasNextPage) return { facts: modelVersion, entries };
    after = modelVersion.evidence.pageInfo.endCursor;
  }
};
