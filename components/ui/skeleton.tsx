/** A grey bar in the shape of what comes. Shows itself after 200 ms. `width` is a CSS length. */
export function Skeleton({ width = "100%", height = 10 }: { width?: string; height?: number }) {
  return <span className="skel block" style={{ width, height }} aria-hidden />;
}
