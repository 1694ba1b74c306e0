"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "@/components/ui/icon-button";

type Props = {
  /** What is moved, for its name: "case 2". */
  name: string;
  /** Its place in the list, from 0. */
  at: number;
  count: number;
  /** Takes the place that it shall have. */
  onMove: (to: number) => void;
};

/**
 * Moves an item of an ordered list up or down; on the buttons the arrow keys do the same. A button that can move nothing
 * keeps the focus, so that somebody with a keyboard is not thrown out of the list at its end.
 */
export function OrderButtons({ name, at, count, onMove }: Props) {
  const move = (to: number) => {
    if (to >= 0 && to < count) onMove(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? at - 1 : at + 1);
  };
  return (
    <span className="inline-flex flex-none">
      <IconButton
        label={`Move ${name} up`}
        size="sm"
        aria-disabled={at === 0}
        className={at === 0 ? "opacity-40" : undefined}
        onKeyDown={onKeyDown}
        onClick={() => move(at - 1)}
      >
        <ArrowUp className="i s" aria-hidden />
      </IconButton>
      <IconButton
        label={`Move ${name} down`}
        size="sm"
        aria-disabled={at === count - 1}
        className={at === count - 1 ? "opacity-40" : undefined}
        onKeyDown={onKeyDown}
        onClick={() => move(at + 1)}
      >
        <ArrowDown className="i s" aria-hidden />
      </IconButton>
    </span>
  );
}
