import editor from "monaco-editor/esm/vs/editor/editor.worker.js?worker&url";
import json from "monaco-editor/esm/vs/language/json/json.worker.js?worker&url";
import graphql from "monaco-graphql/esm/graphql.worker.js?worker&url";
import { at } from "../ask.ts";
import { policyOfMonaco } from "./trusted.ts";

const addresses: Readonly<Record<string, string>> = { json, graphql };

/** The editor's own ways: its workers come from this service, and its texts go through the page's own policy. */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) => new Worker(at(addresses[label] ?? editor), { type: "module" }),
    createTrustedTypesPolicy: policyOfMonaco,
  },
});
