import { type ParseArgsConfig, parseArgs } from "node:util";
import { StartError } from "../config.js";

/** Reads what was typed after a command's name; `--help` or `-h` prints its usage and ends the process, with exit code 0. */
export const readArguments = <const Wanted extends ParseArgsConfig>(
  usage: string,
  wanted: Wanted,
): ReturnType<typeof parseArgs<Wanted>> => {
  if (process.argv.slice(2).some((argument) => argument === "--help" || argument === "-h")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(wanted);
  } catch (error) {
    throw wrongArguments((error as Error).message, usage);
  }
};

export const wrongArguments = (why: string, usage: string): StartError => new StartError(`${why}\n${usage}`);
