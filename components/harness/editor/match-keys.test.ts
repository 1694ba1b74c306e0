import { expect, test } from "vitest";
import { EDITOR_ACTIONS } from "@/components/harness/editor/editor-actions";
import { matchesKeys, printedKeys } from "@/components/harness/editor/match-keys";

const event = (key: string, held: Partial<Record<"metaKey" | "ctrlKey" | "shiftKey" | "altKey", true>> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("a key means one action only, with Ctrl as with ⌘", () => {
  const meant = (pressed: ReturnType<typeof event>) =>
    EDITOR_ACTIONS.filter((action) => action.keys && matchesKeys(pressed, action.keys)).map((action) => action.id);
  expect(meant(event("z", { metaKey: true }))).toEqual(["undo"]);
  expect(meant(event("Z", { ctrlKey: true, shiftKey: true }))).toEqual(["redo"]);
  expect(meant(event("a"))).toEqual(["add"]);
  expect(meant(event("a", { ctrlKey: true }))).toEqual(["select-all"]);
  expect(meant(event("?", { shiftKey: true }))).toEqual(["keys"]);
  expect(meant(event("+", { shiftKey: true }))).toEqual(["zoom-in"]);
  expect(meant(event("ArrowUp"))).toEqual(["go-up"]);
  expect(meant(event("ArrowUp", { altKey: true }))).toEqual(["nudge-up"]);
});

test("no two actions share a key or an id", () => {
  const ways = EDITOR_ACTIONS.flatMap((action) => action.keys?.split(" ") ?? []);
  expect(new Set(ways).size).toBe(ways.length);
  expect(new Set(EDITOR_ACTIONS.map((action) => action.id)).size).toBe(EDITOR_ACTIONS.length);
});

test("keys are printed as they are on a keyboard", () => {
  expect(printedKeys("Mod+Shift+Z Mod+Y")).toEqual([
    ["⌘", "Shift", "Z"],
    ["⌘", "Y"],
  ]);
  expect(printedKeys("+ =")).toEqual([["+"], ["="]]);
});
