const MAX_KB = 256;
const encoder = new TextEncoder();

export const ROW_TOO_LARGE = `The row is over ${MAX_KB} KB. Leave out what a run does not need.`;

/** Whether a row is over 256 KB as JSON: 200 of them make a page, and an experiment has all of them at once. */
export const isRowTooLarge = (row: { input?: unknown; expected?: unknown; tags?: unknown; mocks?: unknown }): boolean =>
  encoder.encode(JSON.stringify([row.input, row.expected, row.tags, row.mocks])).length > MAX_KB * 1_024;
