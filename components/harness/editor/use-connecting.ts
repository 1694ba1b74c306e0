"use client";
import { useMemo } from "react";
import {
  type Connection,
  type Edge,
  type FinalConnectionState,
  type OnConnectStartParams,
  useReactFlow,
} from "reactflow";
import { type EditorStores, useEditorStores } from "@/components/harness/editor/editor-context";
import { connectTargets, entryFor } from "@/lib/harness/canvas/connect-targets";
import type { DraftEdge } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";

/** Drawing and moving lines: where they may end is known when they begin; dropped on nothing, a list of nodes opens. */
export function useConnecting() {
  const stores = useEditorStores();
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    const { store, view } = stores;
    return {
      isValidConnection: (made: Connection | Edge) => {
        const { connecting } = view.getState();
        const { draft } = store.getState();
        const edge = edgeOf(made);
        return connecting ? refusalOfEdge(draft, edge) === null : true;
      },
      onConnect: (made: Connection) => void store.getState().run({ kind: "connect", edge: edgeOf(made) }),
      onConnectStart: (_event: unknown, start: OnConnectStartParams) => begin(stores, start),
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        if (!state.isValid) finish(stores, event, screenToFlowPosition(pointOf(event)));
        view.setState({ connecting: null, hovered: null });
      },
      onReconnect: (old: Edge, made: Connection) => reconnect(stores, old, made),
      onReconnectEnd: () => view.setState({ connecting: null, hovered: null }),
    };
  }, [stores, screenToFlowPosition]);
}

const edgeOf = (made: Connection | Edge): DraftEdge => ({
  id: newGraphId("e"),
  from: { node: made.source, port: made.sourceHandle ?? "out" },
  to: { node: made.target, port: made.targetHandle ?? "in" },
});

function begin({ store, view }: EditorStores, { nodeId, handleId, handleType }: OnConnectStartParams): void {
  if (!nodeId || !handleId) return;
  const direction = handleType === "target" ? "to" : "from";
  const end = { node: nodeId, port: handleId };
  view.setState({
    picker: null,
    connecting: { end, direction, targets: connectTargets(store.getState().draft, end, direction) },
  });
}

/** Dropped on a card, the line goes to its entry when it may; dropped on the canvas, the list of nodes opens there. */
function finish({ store, view }: EditorStores, event: MouseEvent | TouchEvent, place: { x: number; y: number }): void {
  const { connecting } = view.getState();
  if (!connecting) return;
  const { end, direction, targets } = connecting;
  const point = pointOf(event);
  const card = document.elementFromPoint(point.x, point.y)?.closest<HTMLElement>(".react-flow__node");
  const id = card?.dataset.id;
  const { draft, run } = store.getState();
  if (id && id !== end.node) {
    const refusal = targets.get(id);
    if (refusal === null) run({ kind: "connect", edge: lineTo(draft, end, id, direction) });
    else if (refusal) store.setState({ refusal });
    return;
  }
  if (!document.elementFromPoint(point.x, point.y)?.closest(".react-flow__pane")) return;
  const purpose =
    direction === "from" ? ({ kind: "from", from: end, place } as const) : ({ kind: "to", to: end, place } as const);
  view.setState({ picker: { at: point, purpose } });
}

function lineTo(
  draft: Parameters<typeof entryFor>[0],
  end: { node: string; port: string },
  id: string,
  direction: "from" | "to",
): DraftEdge {
  if (direction === "from") return { id: newGraphId("e"), from: end, to: { node: id, port: entryFor(draft, end, id) } };
  const source = draft.nodes.find((node) => node.id === id);
  const ports = source ? portsOf(source).out.map((port) => port.id) : [];
  const free = ports.find(
    (port) => refusalOfEdge(draft, { id: "e_0000000000", from: { node: id, port }, to: end }) === null,
  );
  return { id: newGraphId("e"), from: { node: id, port: free ?? "out" }, to: end };
}

function reconnect({ store }: EditorStores, old: Edge, made: Connection): void {
  const isSame =
    old.source === made.source &&
    old.target === made.target &&
    old.sourceHandle === made.sourceHandle &&
    old.targetHandle === made.targetHandle;
  if (isSame) return;
  store.getState().run({
    kind: "batch",
    commands: [
      { kind: "remove", nodes: [], edges: [old.id] },
      { kind: "connect", edge: edgeOf(made) },
    ],
  });
}

/** An event of the browser or of React. */
export type PointerLike = { clientX: number; clientY: number } | Pick<TouchEvent, "changedTouches">;

export function pointOf(event: PointerLike): { x: number; y: number } {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
