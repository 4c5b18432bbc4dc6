/** How a run stands, as its client reports it: it goes on, or has ended. */
export const goingStatuses = ["RUNNING", "SCHEDULED"] as const;
export const endedStatuses = ["FINISHED", "FAILED", "KILLED"] as const;
export const runStatuses = [...goingStatuses, ...endedStatuses] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Whether a run of this status has ended. */
export const isEnded = (status: RunStatus): boolean => endedStatuses.some((ended) => ended === status);

/** How a logged model stands, as its client reports it. */
export const loggedModelStatuses = ["PENDING", "READY", "UPLOAD_FAILED"] as const;
export type LoggedModelStatus = (typeof loggedModelStatuses)[number];
