import type { Page } from "@playwright/test";
import { expect, signIn } from "@/e2e/browser-page";

/** The card of a node on the canvas. */
export const nodeNamed = (page: Page, label: string) => page.getByRole("group", { name: new RegExp(`^${label},`) });
const port = (page: Page, label: string, kind: "Entry" | "Exit", name: string) =>
  nodeNamed(page, label).getByRole("img", { name: `${kind} ${name} of ${label}` });

/** Signs in, makes a harness and opens its editor. */
export async function openNewEditor(page: Page, name: string): Promise<void> {
  await signIn(page);
  await page.goto("/acme/harnesses");
  await page.getByRole("button", { name: "New harness" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Make harness" }).click();
  await expect(page.getByRole("heading", { name: `${name}, editor` })).toBeAttached({ timeout: 15_000 });
}

/** Draws a line from the exit of a node to the entry of another. */
export async function drawLine(page: Page, from: string, to: string): Promise<void> {
  await port(page, from, "Exit", "out").hover();
  await page.mouse.down();
  const end = await port(page, to, "Entry", "in").boundingBox();
  if (!end) throw new Error(`${to} has no entry in sight.`);
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

/** Drags a kind from the palette onto the canvas. */
export async function drop(page: Page, kind: string, at: { x: number; y: number }): Promise<void> {
  const canvas = page.locator(".react-flow__pane");
  await page.getByRole("button", { name: kind, exact: true }).dragTo(canvas, { targetPosition: at });
}

type NewNode = { id: string; key: string; kind: string; label: string } & Partial<{
  policy: object;
  parent: string;
  config: object;
  in: object;
}>;

type Drawn = { nodes: NewNode[]; lines: string[]; inputs?: object; at?: Record<string, [number, number]> };

/**
 * Makes a harness of these steps and lines (`a.out > b.in`, by key) and opens its editor. `inputs`: its input schema.
 * `at`: places by key; without one, a step stands below the one before it.
 */
export async function openDrawn(
  page: Page,
  name: string,
  { nodes, lines, inputs, at: placed = {} }: Drawn,
): Promise<string> {
  await signIn(page);
  const made = await callApi(page, "POST", "/harnesses", { name });
  const slug = String(made.slug);
  const ids = new Map(nodes.map((node) => [node.key, node.id]));
  const end = (text = "") => {
    const [key = "", port = ""] = text.split(".");
    return { node: ids.get(key), port };
  };
  const edges = lines.map((line, index) => {
    const [from, to] = line.split(" > ");
    return { id: `e_${String(index).padStart(10, "0")}`, from: end(from), to: end(to) };
  });
  const full = nodes.map((node) => ({ v: 1, parent: null, config: {}, in: {}, policy: {}, ...node }));
  const at = Object.fromEntries(
    nodes.map((node, index) => {
      const [x, y] = placed[node.key] ?? [300, node.parent ? 100 : index * 150];
      return [node.id, { x, y }];
    }),
  );
  await callApi(page, "PATCH", `/harnesses/${slug}/draft`, {
    baseRev: 1,
    batchId: crypto.randomUUID(),
    commands: [
      { kind: "add-nodes", nodes: full, edges, at },
      ...(inputs ? [{ kind: "set-draft", change: { inputs } }] : []),
    ],
  });
  await page.goto(`/acme/harnesses/${slug}/edit`);
  await expect(page.getByRole("heading", { name: `${name}, editor` })).toBeAttached({ timeout: 15_000 });
  return slug;
}

/** Calls the API as the person who is signed in. */
export async function callApi(
  page: Page,
  method: string,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const answer = await page.evaluate(
    async (call) => {
      const response = await fetch(`/api/v1/acme${call.path}`, {
        method: call.method,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(call.body),
      });
      return { ok: response.ok, text: await response.text() };
    },
    { method, path, body },
  );
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.text}`);
  return JSON.parse(answer.text);
}
