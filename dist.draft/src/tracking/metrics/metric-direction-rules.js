/** Words in metrics' names that say that less is better. */
const lower = new Set(("loss logloss mlogloss error err mse rmse mae mape smape msle rmsle medae deviance perplexity ppl nll wer cer brier " +
    "hinge divergence regret cost latency duration seconds fpr fnr hamming").split(" "));
/** Words that say that more is better. */
const higher = new Set(("acc accuracy auc auroc auprc aucpr f1 fbeta precision recall r2 score ndcg mrr map bleu rouge iou dice jaccard kappa " +
    "mcc gini lift specificity sensitivity tpr tnr likelihood throughput reward").split(" "));
/** Words that turn the others round: scikit-learn's `neg_mean_squared_error` is the greater the better. */
const negative = new Set(["neg", "negative"]);
/** What the schema says of the guess. */
export const directionRule = "`loss`, `error`, `mse`, `mae`, `perplexity`, `latency`, … in its name: lower is better; else `accuracy`, `auc`, `f1`, " +
    "`precision`, `recall`, `r2`, `score`, …: higher is better; `neg` turns it round";
/** The direction that a metric's name tells; null when it tells none. */
export const directionOf = (metric) => {
    const words = metric
        .replace(/([a-z])([A-Z])/g, "$1_$2")
        .toLowerCase()
        .split(/[^a-z0-9]+/);
    const isLower = words.some((word) => lower.has(word));
    if (!isLower && !words.some((word) => higher.has(word)))
        return null;
    const turned = words.some((word) => negative.has(word));
    return isLower === turned ? "HIGHER_IS_BETTER" : "LOWER_IS_BETTER";
};
//# sourceMappingURL=metric-direction-rules.js.map