"use client";
import { useEffect, useLayoutEffect } from "react";

/** Presses the button again that was pressed before the page's scripts were there; `KEEP_EARLY_PRESS` kept it. */
export function RepeatEarlyPress() {
  useLayoutEffect(() => {
    if (window.earlyPress) window.earlyPress.isReady = true;
  }, []);
  useEffect(() => {
    const { earlyPress } = window;
    if (!earlyPress) return;
    // Effects of what is around come before this one.
    earlyPress.listens = true;
    const button = earlyPress.pressed;
    if (!button) return;
    earlyPress.pressed = null;
    // One that is not there any more, or is disabled, takes no press.
    button.focus();
    button.click();
  }, []);
  return null;
}
