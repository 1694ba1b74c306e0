const MAX = 64;

/** A slug as the name of an MCP tool: `[a-z0-9_]`, at most 64 characters. */
export const toolName = (slug: string): string =>
  slug
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .slice(0, MAX);

/** Slugs by their tool name; of two that would share a name, neither gets lost: the later ones are numbered. */
export function toolNames(slugs: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const slug of slugs) {
    let name = toolName(slug);
    for (let number = 2; names.has(name) || name === GET_RUN; number++) {
      const suffix = `_${number}`;
      name = toolName(slug).slice(0, MAX - suffix.length) + suffix;
    }
    names.set(name, slug);
  }
  return names;
}

/** The tool that reads a run which took longer than its caller waited. */
export const GET_RUN = "get_run";
