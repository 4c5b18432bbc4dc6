/** A tag or a param: what stands under a key. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}
