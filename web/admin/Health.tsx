import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Loaded, Region } from "../parts/page/Region.tsx";
import { Chip } from "../parts/word/Chip.tsx";
import { Fact, Facts } from "../parts/word/Facts.tsx";
import { Word } from "../parts/word/text.ts";
import { Admin } from "./Admin.tsx";
import { healthQuery } from "./health.queries.ts";

const names: Readonly<Record<string, string>> = {
  ready: "Takes requests",
  database: "Database answers",
  writable: "Database takes changes",
  migrations: "Schema is current",
  artifacts: "Files can be read and written",
  draining: "About to stop",
  log: "Log",
  hardening: "Roles that protect the log",
};

/** Whether the service can do its work, as its `/ready` says. */
export const Health = () => (
  <Admin title="Health" lead="What the service says of itself to whatever runs it, asked again every 15 seconds.">
    <Region title="This replica">
      <Loaded query={useQuery(healthQuery)} lines={8}>
        {({ facts, version }) => (
          <Facts>
            {Object.entries(facts).map(([key, value]) => (
              <Fact key={key} name={names[key] ?? Word(key)}>
                <State of={value} wanted={key !== "draining"} />
              </Fact>
            ))}
            <Fact name="Version">{version}</Fact>
          </Facts>
        )}
      </Loaded>
    </Region>
    <p>
      More is measured at <code>/metrics</code>; the log has <Link to="/log">a page of its own</Link>.
    </p>
  </Admin>
);

const State = ({ of, wanted }: { of: unknown; wanted: boolean }) => {
  if (typeof of === "boolean") return <Chip tone={of === wanted ? "good" : "bad"}>{of ? "Yes" : "No"}</Chip>;
  const text = String(of);
  return /^[A-Z_]+$/.test(text) ? Word(text) : text;
};
