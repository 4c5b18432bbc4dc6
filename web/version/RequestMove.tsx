import { PartDialog } from "../parts/form/PartDialog.tsx";
import { partQuery } from "../parts/form/part.ts";
import styles from "./RequestMove.module.css";
import type { VersionFacts } from "./version-facts.ts";

const moveForm = partQuery("MoveForm", () => import("./MoveForm.tsx"));

/** The way to the next stages; disabled with who could ask. */
export const RequestMove = ({ of }: { of: VersionFacts }) => {
  if (of.nextStages.length === 0) return null;
  const may = of.viewerCanRequestTransition;
  const title = `Move ${of.modelName} version ${of.version}`;
  return (
    <>
      <PartDialog label="Request a move" title={title} disabled={!may} why="who-asks" part={moveForm}>
        {({ MoveForm }, close) => <MoveForm of={of} onDone={close} />}
      </PartDialog>
      {!may && (
        <span id="who-asks" className={styles.note}>
          asked for by contributors of {of.registeredModel?.team.name ?? "its team"}
        </span>
      )}
    </>
  );
};
