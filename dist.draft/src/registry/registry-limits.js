/** Published limits of the registry; `docs/digest.md` and the messages of `INVALID_INPUT` name them. */
export const registryLimits = {
    /** Characters of a param's, metric's, tag's or ownership tag's key. */
    key: 250,
    params: 1_000,
    /** Characters of a param's value. */
    paramValue: 6_000,
    metrics: 1_000,
    datasets: 1_000,
    /** Characters of a data set's name; of its digest; of its source. */
    datasetName: 500,
    datasetDigest: 100,
    datasetSource: 2_000,
    artifacts: 10_000,
    /** Characters of an artifact's path. */
    artifactPath: 1_000,
    tags: 1_000,
    /** Characters of a tag's value. */
    tagValue: 100_000,
    /** Characters of a version's source URI. */
    source: 2_000,
    runId: 250,
    /** Current ownership tags of a model. */
    ownershipTags: 100,
    /** Slots that one grant can name. */
    grantSlots: 50,
    /** Days that an offer to take over a model stands. */
    transferOfferDays: 7,
};
//# sourceMappingURL=registry-limits.js.map