import { Clock, Minus, Check as Tick, X } from "lucide-react";
import { ScrollFrame } from "../parts/list/ScrollFrame.tsx";
import table from "../parts/list/table.module.css";
import { Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { Ticket } from "../parts/word/Ticket.tsx";
import { Time } from "../parts/word/Time.tsx";
import { Word } from "../parts/word/text.ts";
import type { VersionFacts } from "./version-facts.ts";

type Check = VersionFacts["checks"]["nodes"][number];

const conclusions = { SUCCESS: ["good", Tick], FAILURE: ["bad", X], NEUTRAL: ["calm", Minus] } as const;

/** What other programs found in the version, by whoever reported it; nothing where nobody has. */
export const Checks = ({ of }: { of: VersionFacts }) => {
  const { nodes, pageInfo } = of.checks;
  if (nodes.length === 0) return null;
  return (
    <Region title="Checks" count={pageInfo.hasNextPage ? `the newest ${nodes.length}` : nodes.length} flush>
      <ScrollFrame of="Checks">
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Conclusion</th>
              <th scope="col">It says</th>
              <th scope="col">Reported</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map((check) => (
              <tr key={check.id}>
                <th scope="row">{check.name}</th>
                <td>
                  <Conclusion of={check} />
                </td>
                <td>
                  {check.summary} <Ticket url={check.detailsUrl} />
                  {check.versionDigest !== of.digest && (
                    <p className={table.quiet}>of content that the version no longer has</p>
                  )}
                </td>
                <td>
                  {check.reportedBy.displayName}
                  <p className={table.quiet}>
                    <Time at={check.reportedAt} relative />
                  </p>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </Region>
  );
};

const Conclusion = ({ of: { conclusion } }: { of: Check }) => {
  const [tone, Icon] = conclusion === null ? (["warn", Clock] as const) : conclusions[conclusion];
  return (
    <Chip tone={tone}>
      <Icon size="1em" aria-hidden />
      {conclusion === null ? "In progress" : Word(conclusion)}
    </Chip>
  );
};
