import { createStore } from "zustand/vanilla";
import type { Guide } from "@/lib/harness/canvas/alignment-guides";
import type { ConnectTargets } from "@/lib/harness/canvas/connect-targets";
import type { ValueType } from "@/lib/harness/nodes/output-schema";
import type { PortSource } from "@/lib/harness/nodes/port-schema";
import type { NodeRun } from "@/lib/harness/test-runs/node-runs";

type End = { node: string; port: string };
/** What the list of nodes is opened for: a line that ends on the canvas, a line that is split, or a node to follow. */
export type PickerPurpose =
  | { kind: "from"; from: End; place: { x: number; y: number } }
  | { kind: "to"; to: End; place: { x: number; y: number } }
  | { kind: "split"; edge: string }
  | { kind: "connect"; from: End }
  | { kind: "inside"; ids: readonly string[] };
/** The purposes that add a node. */
export type AddPurpose = Exclude<PickerPurpose, { kind: "connect" | "inside" }>;
export type Picker = { at: { x: number; y: number }; purpose: PickerPurpose };
export type Panel = "readiness" | "keys" | "find" | "outline" | "test" | "commands" | "extract";

export type Drop = { from: string | null; into: string | null; refusal: string | null };

/** What is seen and not saved: open panels, what the pointer does, and the last test run. */
export type ViewState = {
  panel: Panel | null;
  /** In a narrow window the fields of the harness are open. */
  showsSettings: boolean;
  picker: Picker | null;
  connecting: { end: End; direction: "from" | "to"; targets: ConnectTargets } | null;
  /** The card under the pointer while a line is drawn. */
  hovered: string | null;
  hoveredEdge: string | null;
  guides: readonly Guide[];
  /** A card is being dragged; panels wait for the drop. */
  isDragging: boolean;
  /** What is dragged would change its container when it is dropped now: from one (null: none) into one, or why it may not. */
  drop: Drop | null;
  /** Dragging the canvas selects a box. */
  boxSelect: boolean;
  /** Zoomed out so far that cards show their name only. */
  isSimple: boolean;
  overlay: "run" | "off";
  runs: ReadonlyMap<string, NodeRun>;
  /** Outputs that tests use instead of running the step, by node id. `isStale`: the step was changed since. */
  pins: ReadonlyMap<string, { isStale: boolean }>;
  /** Findings that somebody answers for, by `waivedKey`. */
  waived: ReadonlySet<string>;
  /** What tools and released harnesses take and give, for the types of ports. */
  source: PortSource;
  /** What each round of a map or a loop gets, by its node id; empty until the languages are here. */
  bodyTypes: ReadonlyMap<string, ValueType>;
  isRunLive: boolean;
  /** The one item that each of these maps ran in the last test, outermost first; `index` counts from 0. */
  onlyItems: readonly { map: string; label: string; index: number }[];
  /** Path of the item or round whose inputs and outputs are shown, of a step inside of a map or loop. */
  iteration: string | null;
  /** The harness is on its way into the archive. */
  isLeaving: boolean;
  /** For people who hear the screen. */
  announcement: string;
  /** What an edit did beside what was asked for, for a moment. */
  notice: string | null;
};

const EMPTY: ViewState = {
  panel: null,
  showsSettings: false,
  picker: null,
  connecting: null,
  hovered: null,
  hoveredEdge: null,
  guides: [],
  isDragging: false,
  drop: null,
  boxSelect: false,
  isSimple: false,
  overlay: "run",
  runs: new Map(),
  pins: new Map(),
  waived: new Set(),
  source: { tools: new Map(), releases: new Map() },
  bodyTypes: new Map(),
  isRunLive: false,
  onlyItems: [],
  iteration: null,
  isLeaving: false,
  announcement: "",
  notice: null,
};

export type ViewStore = ReturnType<typeof createViewStore>;

/** Cards show their name only below this zoom. */
export const SIMPLE_ZOOM = 0.4;

/** `zoom`: of the canvas when it is first drawn. */
export const createViewStore = (zoom: number, source: PortSource) =>
  createStore<ViewState>()(() => ({ ...EMPTY, source, isSimple: zoom < SIMPLE_ZOOM }));

/** Opens a panel, or closes it when it is open. */
export function togglePanel(view: ViewStore, panel: Panel): void {
  view.setState((state) => ({ panel: state.panel === panel ? null : panel }));
}

/** The runs again with the objects of before where nothing changed, so that only changed cards are drawn. */
export function showRuns(view: ViewStore, next: ReadonlyMap<string, NodeRun>, isRunLive: boolean): void {
  const before = view.getState().runs;
  let isSame = before.size === next.size;
  const runs = new Map<string, NodeRun>();
  for (const [id, run] of next) {
    const known = before.get(id);
    const kept = known && JSON.stringify(known) === JSON.stringify(run) ? known : run;
    isSame &&= kept === known;
    runs.set(id, kept);
  }
  if (!isSame || view.getState().isRunLive !== isRunLive) view.setState({ runs: isSame ? before : runs, isRunLive });
}

/** The pins again with the objects of before where nothing changed. */
export function showPins(view: ViewStore, next: ViewState["pins"]): void {
  const before = view.getState().pins;
  const isSame = before.size === next.size && [...next].every(([id, pin]) => before.get(id)?.isStale === pin.isStale);
  if (!isSame) view.setState({ pins: next });
}

/** What rounds get, with the map of before where nothing changed. */
export function showBodyTypes(view: ViewStore, next: ViewState["bodyTypes"]): void {
  const before = view.getState().bodyTypes;
  const isSame = before.size === next.size && [...next].every(([id, type]) => before.get(id) === type);
  if (!isSame) view.setState({ bodyTypes: next });
}
