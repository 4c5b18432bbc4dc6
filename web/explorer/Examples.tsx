import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { type Example, examples } from "./examples.ts";

/** Questions that can be run as they stand: each opens in a tab of its own. */
const Examples = () => {
  const { addTab, setOperationName } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({
    queryEditor,
    variableEditor,
  }));
  // The editors come with their own scripts, after this list.
  const ready = queryEditor !== undefined && variableEditor !== undefined;
  const open = ({ operation, query, variables = "" }: Example): void => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    // GraphiQL reads it from the text a moment later, and would until then send the last one's.
    setOperationName(operation);
  };
  return (
    <section aria-label="Examples">
      <h1>Examples</h1>
      <p>They ask as you, and change nothing.</p>
      <ul>
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" className="graphiql-un-styled" disabled={!ready} onClick={() => open(example)}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M5 4h14v16H5zM8 8h8M8 12h8M8 16h5" />
  </svg>
);

export const examplesPlugin: GraphiQLPlugin = { title: "Examples", icon: Icon, content: Examples };
