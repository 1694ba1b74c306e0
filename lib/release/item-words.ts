/** Which items of which maps ran, innermost first: "item 2 of “Lines” in item 1 of “Orders”". `index` counts from 0. */
export const itemWords = (items: readonly { label: string; index: number }[]): string =>
  items
    .map(({ label, index }) => `item ${index + 1} of “${label}”`)
    .reverse()
    .join(" in ");
