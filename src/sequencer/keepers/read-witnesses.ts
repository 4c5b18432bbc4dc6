import { readFileSync } from "node:fs";
import { type Policy, PolicyError, parsePolicy } from "../../../verify/log/tlog-policy.js";
import { StartError } from "../../config.js";

const wrong = (why: string): StartError => new StartError(`COUNTERSIGN_WITNESSES: ${why}`);

/** The policy of the file, whose witnesses are asked to cosign; null where there is no file. */
export const readWitnesses = ({ witnesses: file }: { readonly witnesses: string | null }): Policy | null => {
  if (file === null) return null;
  const policy = policyIn(file);
  for (const { name, url } of policy.witnesses) {
    const parsed = url !== null && URL.canParse(url) ? new URL(url) : null;
    if (
      parsed === null ||
      !/^https?:$/.test(parsed.protocol) ||
      parsed.username + parsed.password + parsed.search !== ""
    )
      throw wrong(`the witness ${name} needs an http(s) URL without a password, behind its key`);
  }
  const urls = policy.witnesses.map(({ url }) => url);
  if (new Set(urls).size < urls.length) throw wrong("two witnesses have the same URL");
  return policy;
};

const policyIn = (file: string): Policy => {
  try {
    return parsePolicy(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof PolicyError) throw wrong(`${file}: ${error.message}`);
    throw wrong(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
};
