import type { Json } from "@/lib/release/json-schema";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";

const ITEMS = [
  { name: "Kettle, 1.7 l", price: 58.2 },
  { name: "Desk lamp", price: 34.9 },
  { name: "Office chair", price: 289 },
  { name: "Headphones", price: 119.5 },
  { name: "Espresso machine", price: 649 },
  { name: "Backpack", price: 79 },
  { name: "Monitor, 27 inch", price: 319 },
] as const;
const STATUSES = ["in transit", "delivered", "being packed", "waiting for stock", "delivered"] as const;
const DELIVERY = ["tomorrow", "last Tuesday", "in three days", "not known yet", "two weeks ago"] as const;
const ORDER_ID = /^([A-Z])-(\d{3,6})$/;

/**
 * One order of the demo shop; everything follows from its number. Numbers that end in 404 do not exist, and the
 * warehouse of orders X-… never answers: for showing failures.
 */
export function findDemoOrder(orderId: string): ToolOutcome {
  const match = ORDER_ID.exec(orderId.toUpperCase());
  const number = Number(match?.[2] ?? Number.NaN);
  if (!match || orderId.endsWith("404")) return toolFailed(`There is no order ${orderId}. Ids look like A-1001.`);
  if (match[1] === "X") return toolFailed("The warehouse of X orders did not answer in time.", "tool_timeout");
  const item = ITEMS[number % ITEMS.length] ?? ITEMS[0];
  const quantity = (number % 3) + 1;
  return {
    ok: true,
    value: {
      id: match[0],
      status: STATUSES[number % STATUSES.length] ?? "delivered",
      delivery: DELIVERY[number % DELIVERY.length] ?? "not known yet",
      items: [{ name: item.name, quantity, price: item.price }],
      total: Math.round(item.price * quantity * 100) / 100,
      currency: "EUR",
    },
  };
}

/** Refunds at most the total of an order. `reference` comes from the idempotency key: the same request, the same refund. */
export function refundDemoOrder(args: { order_id: string; amount: number }, reference: string): ToolOutcome {
  const found = findDemoOrder(args.order_id);
  if (!found.ok) return found;
  const total = totalOf(found.value);
  if (args.amount > total)
    return toolFailed(`EUR ${args.amount} is more than order ${args.order_id} cost (EUR ${total}).`);
  return {
    ok: true,
    value: { id: `RF-${reference}`, order_id: args.order_id, amount: args.amount, currency: "EUR", state: "accepted" },
  };
}

const totalOf = (order: Json): number =>
  typeof order === "object" && order !== null && !Array.isArray(order) && typeof order.total === "number"
    ? order.total
    : 0;
