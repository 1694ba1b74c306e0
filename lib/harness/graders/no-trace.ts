import type { Grade } from "@/lib/harness/graders/grader";

export const NO_TRACE: Grade = { ungraded: "The trace of the run is not complete." };
