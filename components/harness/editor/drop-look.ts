"use client";
import { useView } from "@/components/harness/editor/editor-context";

/** How a container looks while a card is dragged: it takes the card, must not take it, or is left by it. */
export const useDropLook = (id: string): string =>
  useView(({ drop }) => {
    if (drop?.into === id) return drop.refusal === null ? "takes" : "refuses";
    return drop?.from === id ? "left" : "";
  });
