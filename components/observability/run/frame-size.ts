type Placed = { id: string; parent: string | null; position: { x: number; y: number } | null };
type Size = { width: number; height: number };

const MARGIN = 24;

/** Room for everything inside of a map or a loop, and for what is inside of that. `step`: the size of a plain step. */
export function frameSize(nodes: readonly Placed[], container: string, step: Size): Size {
  const ends = nodes
    .filter(({ parent }) => parent === container)
    .map((inner) => {
      const isFrame = nodes.some(({ parent }) => parent === inner.id);
      const { width, height } = isFrame ? frameSize(nodes, inner.id, step) : step;
      return { right: (inner.position?.x ?? 0) + width, bottom: (inner.position?.y ?? 0) + height };
    });
  return {
    width: Math.max(step.width, ...ends.map(({ right }) => right)) + MARGIN,
    height: Math.max(step.height, ...ends.map(({ bottom }) => bottom)) + MARGIN,
  };
}

/** Containers before what is in them, as the canvas wants it. */
export function outermostFirst<T extends Placed>(nodes: readonly T[]): T[] {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const depthOf = (id: string | null): number => (id === null ? 0 : 1 + depthOf(parents.get(id) ?? null));
  return [...nodes].sort((one, other) => depthOf(one.parent) - depthOf(other.parent));
}
