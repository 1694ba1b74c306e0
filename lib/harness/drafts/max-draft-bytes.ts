/** Bytes of a draft as JSON, and of one request with edits of it. */
export const MAX_DRAFT_BYTES = 4_000_000;
