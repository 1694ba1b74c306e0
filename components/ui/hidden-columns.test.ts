import { expect, test } from "vitest";
import { hidableColumns, readHidden, shownColumns, toggleHidden } from "@/components/ui/hidden-columns";
import type { TableColumn } from "@/components/ui/table-column";

const column = (key: string, header: TableColumn<object>["header"], primary = false) => ({
  key,
  header,
  primary,
  cell: () => null,
});
const columns = [column("state", "State"), column("name", "Name", true), column("key", "Key"), column("actions", "")];
const keys = (hidden: string[]) => shownColumns(columns, new Set(hidden)).map(({ key }) => key);

test("neither the column that opens a row nor one that acts on it can be hidden", () => {
  expect(hidableColumns(columns).map(({ key }) => key)).toEqual(["state", "key"]);
  expect(keys(["name", "actions", "state"])).toEqual(["name", "key", "actions"]);
});

test("a kept key of a column that is gone hides nothing", () => {
  expect(keys(["gone"])).toEqual(["state", "name", "key", "actions"]);
});

test("hiding twice shows again, and with nothing hidden nothing is kept", () => {
  const kept = toggleHidden(new Set(["state"]), "key");
  expect(kept).toBe("key,state");
  expect(toggleHidden(readHidden(kept), "key")).toBe("state");
  expect(toggleHidden(new Set(["key"]), "key")).toBeNull();
});
