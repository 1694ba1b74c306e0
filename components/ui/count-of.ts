/** "1 harness", "3 harnesses". */
export const countOf = (count: number, [one, many]: readonly [one: string, many: string]): string =>
  `${count} ${count === 1 ? one : many}`;
