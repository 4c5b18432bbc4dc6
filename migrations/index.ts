import { Audit1795478400001 } from "./0001-audit.js";
import { Access1795478400002 } from "./0002-access.js";
import { Registry1795478400003 } from "./0003-registry.js";
import { Governance1795478400004 } from "./0004-governance.js";
import { Tracking1795478400005 } from "./0005-tracking.js";
import { Holdings1795651200006 } from "./0006-holdings.js";
import { LatestModelMetrics1795651200007 } from "./0007-latest-model-metrics.js";
import { EntriesOfThisTransaction1795824000008 } from "./0008-entries-of-this-transaction.js";
import { GuardedNames1795910400009 } from "./0009-guarded-names.js";
import { Invitations1796256000012 } from "./0012-invitations.js";
import { Authors1796256000013 } from "./0013-authors.js";
import { Sessions1796256000014 } from "./0014-sessions.js";
import { EvidenceReads1796256000018 } from "./0018-evidence-reads.js";
import { BlobPlaces1796342400020 } from "./0020-blob-places.js";
import { HardeningLevel1796342400026 } from "./0026-hardening-level.js";
import { VersionsFoundBy1796342400028 } from "./0028-versions-found-by.js";
import { VersionsOfBeforeFoundBy1796342400029 } from "./0029-versions-of-before-found-by.js";
import { NamesWithoutTag1796428800032 } from "./0032-names-without-tag.js";
import { RowCommitments1796601600036 } from "./0036-row-commitments.js";
import { Disclosures1796601600037 } from "./0037-disclosures.js";
import { Erasure1796601600038 } from "./0038-erasure.js";
import { Gates1796515200040 } from "./0040-gates.js";
import { Evaluations1796601600045 } from "./0045-evaluations.js";
import { Checks1796601600046 } from "./0046-checks.js";
import { MerkleLog1796688000050 } from "./0050-merkle-log.js";
import { Documents1796688000055 } from "./0055-documents.js";
import { Signatures1796688000056 } from "./0056-signatures.js";
import { RiskTiers1796688000060 } from "./0060-risk-tiers.js";
import { Waivers1796688000061 } from "./0061-waivers.js";
import { Emergencies1796688000062 } from "./0062-emergencies.js";
import { NamesFoundByWords1796688000065 } from "./0065-names-found-by-words.js";
import { PolicyPacks1796688000066 } from "./0066-policy-packs.js";
import { PairedComparisons1796688000067 } from "./0067-paired-comparisons.js";
import { EvidencePacks1796688000070 } from "./0070-evidence-packs.js";
import { Keepers1796688000074 } from "./0074-keepers.js";
import { HardeningReports1796688000075 } from "./0075-hardening-reports.js";
import { Preferences1796688000078 } from "./0078-preferences.js";
import { SigningKeys1796688000082 } from "./0082-signing-keys.js";
import { Passkeys1796688000093 } from "./0093-passkeys.js";
import { SavedViews1796688000102 } from "./0102-saved-views.js";
import { Lineage1796688000103 } from "./0103-lineage.js";
import { ModelActivity1796688000105 } from "./0105-model-activity.js";
import { RequestsFoundBy1796688000106 } from "./0106-requests-found-by.js";
import { TokensSeen1796688000107 } from "./0107-tokens-seen.js";
import { LineageOfCopies1796688000130 } from "./0130-lineage-of-copies.js";
import { EntriesBySubject1796688000150 } from "./0150-entries-by-subject.js";
import { HandsOfInvitations1796688000155 } from "./0155-hands-of-invitations.js";
import type { Migration } from "./migration.js";

/** Every migration, oldest first. Forward only: an older release keeps serving on a newer schema. */
export const migrations: readonly (new () => Migration)[] = [
  Audit1795478400001,
  Access1795478400002,
  Registry1795478400003,
  Governance1795478400004,
  Tracking1795478400005,
  Holdings1795651200006,
  LatestModelMetrics1795651200007,
  EntriesOfThisTransaction1795824000008,
  GuardedNames1795910400009,
  Invitations1796256000012,
  Authors1796256000013,
  Sessions1796256000014,
  EvidenceReads1796256000018,
  BlobPlaces1796342400020,
  HardeningLevel1796342400026,
  VersionsFoundBy1796342400028,
  VersionsOfBeforeFoundBy1796342400029,
  NamesWithoutTag1796428800032,
  Gates1796515200040,
  RowCommitments1796601600036,
  Disclosures1796601600037,
  Erasure1796601600038,
  Evaluations1796601600045,
  Checks1796601600046,
  MerkleLog1796688000050,
  Documents1796688000055,
  Signatures1796688000056,
  RiskTiers1796688000060,
  Waivers1796688000061,
  Emergencies1796688000062,
  NamesFoundByWords1796688000065,
  PolicyPacks1796688000066,
  PairedComparisons1796688000067,
  EvidencePacks1796688000070,
  Keepers1796688000074,
  HardeningReports1796688000075,
  Preferences1796688000078,
  SigningKeys1796688000082,
  Passkeys1796688000093,
  SavedViews1796688000102,
  Lineage1796688000103,
  ModelActivity1796688000105,
  RequestsFoundBy1796688000106,
  TokensSeen1796688000107,
  LineageOfCopies1796688000130,
  EntriesBySubject1796688000150,
  HandsOfInvitations1796688000155,
];
