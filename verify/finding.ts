/** What is wrong with a line of an export. */
export interface Finding {
  /** From 1. */
  readonly line: number;
  /** Which rule it breaks: form, order, content, policy, request, decision, stream, entry, end. */
  readonly rule: string;
  readonly message: string;
}

export type Found = (line: number, rule: string, message: string) => void;
