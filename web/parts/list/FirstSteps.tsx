import { Link } from "@tanstack/react-router";
import { CopyButton } from "../word/Digest.tsx";
import styles from "./Empty.module.css";

interface Props {
  /** What is missing, as a sentence. */
  readonly title: string;
  /** What the stock client does about it, as a sentence. */
  readonly lead: string;
  /** Packages for pip, and the lines of Python. */
  readonly packages: string;
  readonly python: string;
}

/** Nothing is here yet: what to run in a shell, with the stock MLflow client, so that something appears while one looks. */
export const FirstSteps = ({ title, lead, packages, python }: Props) => {
  const snippet = `export MLFLOW_TRACKING_URI=${new URL(".", document.baseURI).href.replace(/\/$/, "")}
export MLFLOW_TRACKING_TOKEN='<your API token>'
pip install ${packages}
python - <<'PY'
${python}
PY`;
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <p>
        {lead} With <Link to="/settings/tokens">a token</Link> of a team’s contributor, in a shell:
      </p>
      <div className={styles.snippet}>
        <pre>{snippet}</pre>
        <CopyButton text={snippet} what="snippet" />
      </div>
      <p>It shows here as soon as it is logged.</p>
    </div>
  );
};
