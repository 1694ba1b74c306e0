"use client";
import {
  type FocusEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";

const WAIT_MS = 300;
/** Long enough for a pointer to go from the control to its tip. */
const LEAVE_MS = 120;
const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * A short text over a control while the pointer rests on it or the keyboard is on it. Spread `listeners` on the control
 * and show `<Tip {...tip}>` while there is a `tip`. The control has a name of its own: a tip says it to those who see only
 * its icon.
 */
export function useTip() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = useCallback((control: HTMLElement | null, afterMs: number) => {
    clearTimeout(timer.current);
    if (afterMs === 0) setAnchor(control);
    else timer.current = setTimeout(setAnchor, afterMs, control);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hide = useCallback(() => show(null, 0), [show]);
  const leave = () => show(null, LEAVE_MS);
  const listeners = {
    onPointerEnter: ({ currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
      if (pointerType !== "touch") show(currentTarget, WAIT_MS);
    },
    onPointerLeave: leave,
    onPointerDown: hide,
    onFocus: ({ currentTarget }: FocusEvent<HTMLElement>) => {
      if (currentTarget.matches(":focus-visible")) show(currentTarget, 0);
    },
    onBlur: hide,
  };
  const tip = anchor && { anchor, onHide: hide, onPointerEnter: () => show(anchor, 0), onPointerLeave: leave };
  return { tip, listeners };
}

type TipProps = {
  anchor: HTMLElement;
  text: string;
  onHide: () => void;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
};

/** Above its control, or below when there is no room; never over the edge of the window. Escape puts it away. */
export function Tip({ anchor, text, onHide, ...pointer }: TipProps) {
  const tip = useRef<HTMLDivElement>(null);
  usePlace(tip, anchor);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && onHide();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onHide]);
  return createPortal(
    <div
      ref={tip}
      role="tooltip"
      className="tip fixed top-0 left-0 z-50 w-max max-w-[320px] whitespace-normal"
      {...pointer}
    >
      {text}
    </div>,
    document.body,
  );
}

function usePlace(tip: RefObject<HTMLElement | null>, anchor: HTMLElement): void {
  useLayoutEffect(() => {
    if (!tip.current) return;
    const { width, height } = tip.current.getBoundingClientRect();
    const at = anchor.getBoundingClientRect();
    const above = at.top - GAP_PX - height;
    const y = above >= EDGE_PX ? above : at.bottom + GAP_PX;
    const x = Math.min(at.left + (at.width - width) / 2, window.innerWidth - EDGE_PX - width);
    tip.current.style.translate = `${Math.max(EDGE_PX, x)}px ${y}px`;
  }, [tip, anchor]);
}
