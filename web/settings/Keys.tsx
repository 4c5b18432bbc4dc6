import { useInfiniteQuery } from "@tanstack/react-query";
import { Listed } from "../parts/list/Listed.tsx";
import { Fingerprint, KeyState } from "../parts/sign/KeyState.tsx";
import { RevokeKey } from "../parts/sign/RevokeKey.tsx";
import { Time } from "../parts/word/Time.tsx";
import { useViewer } from "../shell/viewer.ts";
import { ownKeysQuery } from "./keys.queries.ts";
import { NewKey } from "./NewKey.tsx";
import { Settings } from "./Settings.tsx";

/** With what I sign decisions. */
export const Keys = () => {
  const { principal, scopes } = useViewer();
  const manages = scopes.includes("ADMIN");
  return (
    <Settings
      title="Signing keys"
      lead="Keys that you alone hold: this service has none of them, so it cannot make the signatures that you give with them."
    >
      <NewKey manages={manages} />
      <Listed
        title="Your keys"
        query={useInfiniteQuery(ownKeysQuery(principal.id))}
        of="Signing keys"
        one="key"
        heads={["Key", "Fingerprint", "Registered", "State", ""]}
        nothing="You have no signing key."
        row={(key) => (
          <tr key={key.id}>
            <th scope="row">{key.name}</th>
            <td>
              <Fingerprint of={key} />
            </td>
            <td>
              <Time at={key.registeredAt} relative />
            </td>
            <td>
              <KeyState of={key} />
            </td>
            <td>{manages && key.revokedAt === null && <RevokeKey id={key.id} name={key.name} />}</td>
          </tr>
        )}
      />
    </Settings>
  );
};
