// First: nothing is made HTML or a worker before it.
import "./trusted.ts";
import "./workers.ts";
import "graphiql/style.css";
import "./explorer.css";
import { createRoot } from "react-dom/client";
import { Explorer } from "./Explorer.tsx";

const root = document.getElementById("explorer");
if (root === null) throw new Error("the page has no place for the explorer");
createRoot(root).render(<Explorer />);
