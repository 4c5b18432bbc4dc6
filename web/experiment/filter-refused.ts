/** Why a text is no filter, in words, and the character at which one sees it. */
export class FilterRefused extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
