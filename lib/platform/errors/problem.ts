/** Every error code of the API, with its status and default title. Codes are stable. */
export const PROBLEMS = {
  "bad-request": [400, "The request cannot be read"],
  unauthenticated: [401, "Sign in first"],
  "bad-signature": [401, "The delivery does not prove where it comes from"],
  forbidden: [403, "Your role does not allow this"],
  "step-up-required": [403, "Confirm that it is you"],
  "own-approval": [403, "You started what is to be approved"],
  "not-approver": [403, "Somebody else is asked"],
  "cross-origin": [403, "The request came from another site"],
  "not-found": [404, "There is nothing here"],
  conflict: [409, "Somebody changed this meanwhile"],
  "run-finished": [409, "The run is over"],
  "idempotency-mismatch": [409, "This idempotency key was used for another request"],
  "too-large": [413, "The request is too large"],
  "unsupported-media-type": [415, "Send JSON"],
  invalid: [422, "Some fields are not valid"],
  "wrong-password": [422, "The password is not right"],
  "not-releasable": [422, "Open findings block this release"],
  "not-promotable": [422, "This release cannot be promoted"],
  "unknown-signal": [422, "The run does not wait for this signal"],
  "needs-second-person": [422, "Somebody else must promote this release"],
  "release-revoked": [422, "This release was revoked"],
  "release-in-use": [422, "This release is in use"],
  "binding-missing": [422, "A value is missing in this environment"],
  "no-release": [422, "No release runs in this environment"],
  "invalid-policy": [422, "The policy text is not valid"],
  unreachable: [422, "The other side did not answer as it should"],
  "not-replayable": [422, "This run cannot be replayed"],
  "approval-expired": [409, "The time to decide is over"],
  "approval-decided": [409, "This was decided already"],
  "limit-used-up": [409, "A limit of the run is used up"],
  "repeats-effects": [409, "Changes outside might happen twice"],
  "last-owner": [422, "A tenant needs an owner"],
  "rate-limited": [429, "Too many requests"],
  internal: [500, "Something failed on our side"],
  unavailable: [503, "Not ready yet"],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemCode = keyof typeof PROBLEMS;

/** RFC 9457 problem document. `errors[].pointer` is a JSON pointer (RFC 6901) into the request body. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: { pointer: string; message: string }[];
  requestId?: string;
};

/** The problem document in an answer, or null when the answer is something else: a proxy's page, or nothing. */
export function problemOf(answer: unknown): Problem | null {
  const isProblem =
    typeof answer === "object" &&
    answer !== null &&
    "code" in answer &&
    typeof answer.code === "string" &&
    "title" in answer &&
    typeof answer.title === "string";
  return isProblem ? (answer as Problem) : null;
}

/** Thrown to stop a request with a problem document. `detail` says what happened, what it means, what to do. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly errors?: { pointer: string; message: string }[],
  ) {
    super(detail ?? PROBLEMS[code][1]);
    this.name = "ProblemError";
  }
  get status(): number {
    return PROBLEMS[this.code][0];
  }
}
