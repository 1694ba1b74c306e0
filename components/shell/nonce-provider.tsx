"use client";
import { setNonce } from "get-nonce";
import { createContext, type ReactNode, useContext } from "react";

const Nonce = createContext<string | undefined>(undefined);
/** The nonce of the content security policy, for parts that make their own `<style>` (Radix Select, CodeMirror). */
export const useNonce = () => useContext(Nonce);

/** Only in the root layout: a soft navigation keeps the first document's policy, and the layout keeps its nonce. */
export function NonceProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  if (nonce) setNonce(nonce); // Radix (react-style-singleton) reads it for its <style>
  return <Nonce.Provider value={nonce}>{children}</Nonce.Provider>;
}
