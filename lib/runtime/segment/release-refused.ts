/** A release that a worker does not execute, today or later. The message says why, in a sentence. */
export class ReleaseRefused extends Error {}
