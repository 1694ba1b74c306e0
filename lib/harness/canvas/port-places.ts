import { CONTAINER_PADDING, isContainer, type Size } from "@/lib/harness/canvas/card-size";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

/** How far below its top the content of a container starts, and above its bottom it ends; pixels. */
const HEAD_PX = 52;
const FOOT_PX = 20;
type Point = { x: number; y: number };

/** Exits of a card stand side by side at its bottom: x of their middles in pixels from its left, by port. */
export function exitPlaces(node: DraftNode, { w }: Size): ReadonlyMap<string, number> {
  const ports = portsOf(node).out.filter((port) => !(isContainer(node.kind) && port.id === "body"));
  return new Map(ports.map((port, index) => [port.id, Math.round((w * (index + 1)) / (ports.length + 1))]));
}

/** Entries: the outer one in the middle of the top, the inner one of a container above its bottom. */
export function entryPlaces(node: DraftNode, { w, h }: Size): ReadonlyMap<string, Point> {
  const inner = CONTAINER_PADDING.x + 92;
  return new Map(
    portsOf(node).in.map((port) => [port, port === "in" ? { x: w / 2, y: 0 } : { x: inner, y: h - FOOT_PX }]),
  );
}

/** Where the content of a container begins, or null for other kinds. */
export function innerExit(node: DraftNode): Point | null {
  return isContainer(node.kind) ? { x: CONTAINER_PADDING.x + 92, y: HEAD_PX } : null;
}
